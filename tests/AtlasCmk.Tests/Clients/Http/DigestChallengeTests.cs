using System.Net;
using AtlasCmk.Clients;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class DigestChallengeTests
{
    [Fact]
    public void Reads_the_challenge_that_Atlas_sends()
    {
        var challenge = Assert.Single(From("""Digest realm="MMS Public API", domain="", nonce="kWVA9Ciu7lNaN5QdjPe8kxPMReVjbt+B", algorithm=MD5, qop="auth", stale=false"""));

        Assert.Equal("MMS Public API", challenge.Realm);
        Assert.Equal("kWVA9Ciu7lNaN5QdjPe8kxPMReVjbt+B", challenge.Nonce);
        Assert.Equal("MD5", challenge.Hash?.Name);
        Assert.True(challenge.UsesQop);
        Assert.True(challenge.IsSupported);
        Assert.False(challenge.Stale);
        Assert.Null(challenge.Opaque);
    }

    [Theory]
    [InlineData("""Digest realm="r", nonce="n", algorithm="MD5", qop=auth, stale=TRUE""", "MD5", true)]
    [InlineData("""digest nonce=n==, realm=r""", "MD5", false)]
    [InlineData("""DIGEST   realm = "r" ,, nonce="n",algorithm=sha-256,qop="auth-int, auth" """, "SHA256", false)]
    [InlineData("""Negotiate YII/abc+==, Digest realm="r", nonce="n", qop="auth" """, "MD5", false)]
    [InlineData("""Basic realm="b, Digest realm=no", Digest realm="r", nonce="n" """, "MD5", false)]
    public void Reads_every_spelling(string header, string hash, bool stale)
    {
        var challenge = Assert.Single(From(header));

        Assert.Equal("r", challenge.Realm);
        Assert.StartsWith("n", challenge.Nonce, StringComparison.Ordinal);
        Assert.Equal(hash, challenge.Hash?.Name);
        Assert.Equal(stale, challenge.Stale);
        Assert.True(challenge.IsSupported);
    }

    [Theory]
    [InlineData("""Digest realm="r", nonce="1", algorithm=MD5, Digest realm="r", nonce="2", algorithm=SHA-256""", null)]
    [InlineData("""Digest realm="r", nonce="1", algorithm=MD5""", """Digest realm="r", nonce="2", algorithm=SHA-256""")]
    [InlineData("""Digest realm="r", nonce="1", algorithm=SHA-512-256, Basic realm="x" """, """Digest realm="r", nonce="2", algorithm=MD5""")]
    public void The_strongest_supported_challenge_is_preferred(string first, string? second)
    {
        Assert.Equal("2", From(first, second)[0].Nonce);
    }

    [Theory]
    [InlineData("""Digest realm="r", nonce="n", algorithm=MD5-sess, qop="auth" """)]
    [InlineData("""Digest realm="r", nonce="n", algorithm=SHA-256-sess""")]
    [InlineData("""Digest realm="r", nonce="n", qop="auth-int" """)]
    public void Unsupported_challenges_are_recognized(string header) => Assert.False(Assert.Single(From(header)).IsSupported);

    [Theory]
    [InlineData("")]
    [InlineData("Digest")]
    [InlineData("""Digest realm="r" """)]
    [InlineData("""Digest nonce="n" """)]
    [InlineData("""Digest realm="r", nonce="" """)]
    [InlineData("""Basic realm="r", nonce="n" """)]
    [InlineData("""="r", nonce="n" """)]
    public void Other_schemes_are_skipped(string header) => Assert.Empty(From(header));

    [Fact]
    public void Never_throws_whatever_the_header() =>
        Gen.OneOf(Gen.String, Gen.OneOfConst("Digest", " ", ",", "=", "\"", "\\", "nonce", "realm", "\t", "é", "a").Array.Select(string.Concat))
            .Sample(header => Assert.NotNull(AuthenticationChallenge.ParseAll("Digest " + header)), iter: 5_000);

    [Fact]
    public void Quoted_values_come_back_as_they_were_meant() =>
        Gen.String.Sample(value =>
        {
            var quoted = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            var challenge = Assert.Single(AuthenticationChallenge.ParseAll($"Digest realm=\"{quoted}\", nonce=n"));
            Assert.Equal(value, challenge.Parameters["realm"]);
            Assert.Equal("n", challenge.Parameters["nonce"]);
        });

    private static IReadOnlyList<DigestChallenge> From(params string?[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var header in headers.OfType<string>())
        {
            response.Headers.TryAddWithoutValidation("WWW-Authenticate", header);
        }

        return DigestChallenge.From(response);
    }

    /// <summary>It would go back with every request of the session, and servers refuse headers of that length.</summary>
    [Theory]
    [InlineData("realm")]
    [InlineData("nonce")]
    [InlineData("opaque")]
    public void A_challenge_that_is_too_long_is_ignored(string parameter)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        var parameters = new Dictionary<string, string> { ["realm"] = "r", ["nonce"] = "n", ["opaque"] = "o", [parameter] = new('x', 60_000) };
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", $"Digest {string.Join(", ", parameters.Select(p => $"{p.Key}=\"{p.Value}\""))}");

        Assert.Empty(DigestChallenge.From(response));
    }
}
