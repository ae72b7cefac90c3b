using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class DigestCredentialTests
{
    private const string Rfc7616Nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private const string Rfc7616ClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    // RFC 7616, section 3.9.1; RFC 2617, section 3.5; RFC 2069, section 2.4 with erratum 749.
    [Theory]
    [InlineData("http-auth@example.org", "Circle of Life", Rfc7616Nonce, Rfc7616ClientNonce, "algorithm=MD5, qop=\"auth, auth-int\"", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("http-auth@example.org", "Circle of Life", Rfc7616Nonce, Rfc7616ClientNonce, "algorithm=SHA-256, qop=\"auth, auth-int\"",
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    [InlineData("testrealm@host.com", "Circle Of Life", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "0a4f113b", "qop=\"auth,auth-int\"", "6629fae49393a05397450978507c4ef1")]
    [InlineData("testrealm@host.com", "CircleOfLife", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "unused", "opaque=\"o\"", "1949323746fe6a43ef61f9606e7febea")]
    public void Agrees_with_the_examples_of_the_standards(string realm, string password, string nonce, string clientNonce, string rest, string response)
    {
        using var credential = new DigestCredential(new("Mufasa", HttpSetup.Secure(password)));

        Assert.Contains($"response=\"{response}\"", credential.Answer(Challenge(realm, nonce, rest), "GET", "/dir/index.html", 1, clientNonce), StringComparison.Ordinal);
    }

    [Fact]
    public void Sends_back_what_the_server_sent_and_nothing_that_it_did_not()
    {
        using var credential = new DigestCredential(new("key", HttpSetup.Secure("secret")));

        var full = credential.Answer(Challenge("r \\\"x\\\"", "n", "algorithm=\"md5\", opaque=\"o\", qop=auth"), "GET", "/a?b=c", 0x1f, "c");
        var old = credential.Answer(Challenge("r", "n", "domain=\"\""), "GET", "/", 1, "c");

        Assert.Matches("""^username="key", realm="r \\"x\\"", nonce="n", uri="/a\?b=c", response="[0-9a-f]{32}", algorithm=md5, opaque="o", qop=auth, nc=0000001f, cnonce="c"$""", full);
        Assert.Matches("""^username="key", realm="r", nonce="n", uri="/", response="[0-9a-f]{32}"$""", old);
    }

    [Fact]
    public void Follows_a_server_that_changes_realm_or_algorithm()
    {
        using var credential = new DigestCredential(new("Mufasa", HttpSetup.Secure("Circle of Life")));
        var first = Challenge("http-auth@example.org", Rfc7616Nonce, "algorithm=MD5, qop=auth");

        var before = credential.Answer(first, "GET", "/", 1, "c");
        var other = credential.Answer(Challenge("elsewhere", Rfc7616Nonce, "algorithm=SHA-256, qop=auth"), "GET", "/", 1, "c");

        Assert.NotEqual(before, other);
        Assert.Equal(before, credential.Answer(first, "GET", "/", 1, "c"));
    }

    [Fact]
    public void Answers_nothing_once_it_is_disposed_of()
    {
        var credential = new DigestCredential(new("key", HttpSetup.Secure("secret")));
        var challenge = Challenge("r", "n", "qop=auth");
        credential.Answer(challenge, "GET", "/", 1, "c");

        credential.Dispose();

        Assert.Throws<ObjectDisposedException>(() => credential.Answer(challenge, "GET", "/", 2, "c"));
    }

    private static DigestChallenge Challenge(string realm, string nonce, string rest)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", $"Digest realm=\"{realm}\", nonce=\"{nonce}\", {rest}");
        return Assert.Single(DigestChallenge.From(response));
    }
}
