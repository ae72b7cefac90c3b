using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Keys;

public sealed class KeyIdentifierTests
{
    private const string Version = "0123456789abcdef0123456789abcdef";

    private static readonly Gen<string> s_vault = Gen.Char["abcdefghijklmnopqrstuvwxyzABCXYZ0123456789"].Array[1, 22].Select(c => "k" + new string(c) + "v");
    private static readonly Gen<string> s_name = Gen.Char["abcxyzABCXYZ0123456789-"].Array[1, 127].Select(c => new string(c));
    private static readonly Gen<string> s_version = Gen.Char["0123456789abcdefABCDEF"].Array[32].Select(c => new string(c));

    [Theory]
    [InlineData("", "it is not a URL")]
    [InlineData("atlas-cmk", "it is not a URL")]
    [InlineData("http://kv-atlas.vault.azure.net/keys/atlas-cmk/" + Version, "it is http, not https")]
    [InlineData("https://hsm.managedhsm.azure.net/keys/atlas-cmk/" + Version, "a managed HSM, and Atlas uses only keys of a vault")]
    [InlineData("https://hsm.managedhsm.azure.cn/keys/atlas-cmk/" + Version, "a managed HSM, and Atlas uses only keys of a vault")]
    [InlineData("https://HSM.managedhsm.usgovcloudapi.net/keys/atlas-cmk/" + Version, "a managed HSM, and Atlas uses only keys of a vault")]
    [InlineData("https://kv-atlas.example.org/keys/atlas-cmk/" + Version,
        "kv-atlas.example.org is not the host of a vault (expected a name that ends in vault.azure.net, vault.azure.cn, vault.usgovcloudapi.net)")]
    [InlineData("https://vault.azure.net/keys/atlas-cmk/" + Version, "vault.azure.net is not the host of a vault")]
    [InlineData("https://kv--atlas.vault.azure.net/keys/atlas-cmk/" + Version, "'kv--atlas' is not a valid vault name")]
    [InlineData("https://a.b.vault.azure.net/keys/atlas-cmk/" + Version, "'a.b' is not a valid vault name")]
    [InlineData("https://1kv.vault.azure.net/keys/atlas-cmk/" + Version, "'1kv' is not a valid vault name")]
    [InlineData("https://kv-atlas.vault.azure.net:8443/keys/atlas-cmk/" + Version, "more than a host and a path")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/" + Version + "?api-version=7.4", "more than a host and a path")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/" + Version + "#here", "more than a host and a path")]
    [InlineData("https://me@kv-atlas.vault.azure.net/keys/atlas-cmk/" + Version, "more than a host and a path")]
    [InlineData("https://kv-atlas.vault.azure.net/", "its path is not /keys/{name}/{version}")]
    [InlineData("https://kv-atlas.vault.azure.net/keys", "its path is not /keys/{name}/{version}")]
    [InlineData("https://kv-atlas.vault.azure.net/secrets/atlas-cmk/" + Version, "its path is not /keys/{name}/{version}")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas_cmk/" + Version, "its path is not /keys/{name}/{version}")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/" + Version + "/more", "its path is not /keys/{name}/{version}")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk", "it names no version")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/", "it names no version")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/01234567-89ab-cdef-0123-456789abcdef", "its version is written with hyphens; Key Vault writes it as " + Version)]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/latest", "'latest' is not a key version (32 hexadecimal digits)")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/a/../atlas-cmk/" + Version, "written in the plain form")]
    [InlineData("https://kv-atlas.vault.azure.net//keys/atlas-cmk/" + Version, "written in the plain form")]
    [InlineData(" https://kv-atlas.vault.azure.net/keys/atlas-cmk/" + Version + "\n", "written in the plain form")]
    public void An_unusable_value_is_refused_with_its_reason_and_remedy(string text, string reason)
    {
        var failure = Assert.Throws<AtlasCmkException>(() => KeyIdentifierReading.Parse(text));

        Assert.Equal("KeyIdentifierInvalid", failure.ErrorId);
        Assert.Contains($"'{VisibleText.Of(text)}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains("https://{vault}.vault.azure.net/keys/{name}/{version}", failure.Remedy, StringComparison.Ordinal);
        Assert.True(failure.EndsTheCommand);
    }

    [Theory]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/" + Version, "AZURE")]
    [InlineData("https://kv-atlas.vault.azure.net:443/keys/atlas-cmk/" + Version, "AZURE")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/" + Version + "/", "AZURE")]
    [InlineData("HTTPS://KV-ATLAS.VAULT.AZURE.NET/KEYS/atlas-cmk/" + Version, "AZURE")]
    [InlineData("https://kv-atlas.vault.azure.cn/keys/atlas-cmk/" + Version, "AZURE_CHINA")]
    [InlineData("https://kv-atlas.vault.usgovcloudapi.net/keys/atlas-cmk/" + Version, "AZURE_US_GOVERNMENT")]
    public void A_key_version_has_its_vault_name_and_cloud(string text, string cloud)
    {
        var key = KeyIdentifierReading.Parse(text);

        Assert.Equal("kv-atlas", key.VaultName, ignoreCase: true);
        Assert.Equal(("atlas-cmk", Version, cloud), (key.KeyName, key.Version, key.Cloud.Name));
    }

    [Fact]
    public void Every_valid_identifier_is_parsed_and_normalized() =>
        Gen.Select(s_vault, s_name, s_version, Gen.OneOfConst([.. AzureCloud.All])).Sample((vault, name, version, cloud) =>
        {
            var text = $"https://{vault}.{cloud.VaultSuffix}/keys/{name}/{version}";
            var key = KeyIdentifierReading.Parse(text);

            var (host, lower) = ($"{vault}.{cloud.VaultSuffix}".ToLowerInvariant(), version.ToLowerInvariant());
            Assert.Equal($"https://{host}/keys/{name}/{lower}", key.ToString());
            Assert.Equal((vault.ToLowerInvariant(), name, lower, cloud), (key.VaultName, key.KeyName, key.Version, key.Cloud));
            Assert.True(key.IsSameVersion(text.ToUpperInvariant()));
            Assert.Equal(key, KeyIdentifierReading.Parse($"https://{vault}.{cloud.VaultSuffix}:443/keys/{name}/{version}/"));
            Assert.Equal(key.GetHashCode(), KeyIdentifierReading.Parse(text.ToUpperInvariant()).GetHashCode());
        });

    [Fact]
    public void Any_text_is_either_understood_whole_or_refused_by_one_exception() =>
        Gen.OneOf(Gen.String, Damaged(Given.Key)).Sample(
            text =>
            {
                if (Accepted(text) is { } key)
                {
                    Assert.Equal(
                        $"https://{key.VaultName}.{key.Cloud.VaultSuffix}/keys/{key.KeyName}/{key.Version}",
                        text.Replace(":443/", "/", StringComparison.Ordinal).TrimEnd('/'),
                        ignoreCase: true);
                }
            },
            iter: 5000);

    [Theory]
    [InlineData(Given.Key, true)]
    [InlineData(Given.Key + "/", true)]
    [InlineData("https://KV-ATLAS.vault.azure.net:443/keys/atlas-cmk/0123456789ABCDEF0123456789ABCDEF", true)]
    [InlineData(Given.OtherKey, false)]
    [InlineData(null, false)]
    public void Versions_are_compared_as_Azure_compares_them(string? other, bool same) =>
        Assert.Equal(same, KeyIdentifierReading.Parse(Given.Key).IsSameVersion(other));

    [Theory]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk")]
    [InlineData("https://KV-Atlas.vault.azure.net:443/keys/atlas-cmk/")]
    public void A_key_without_a_version_is_read_and_is_no_version(string text)
    {
        var key = KeyIdentifier.TryParse(text)!;

        Assert.Equal(("https://kv-atlas.vault.azure.net/keys/atlas-cmk", true, null), (key.Text, key.FollowsLatest, key.Version));
        Assert.True(key.IsOfSameKey(KeyIdentifierReading.Parse(Given.Key)));
        Assert.False(key.IsSameVersion(Given.Key));
        Assert.True(key.IsSameVersion(text));
        Assert.Equal("KeyIdentifierInvalid", Assert.Throws<AtlasCmkException>(() => KeyIdentifierReading.Parse(text)).ErrorId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("arn:aws:kms:us-east-1:1:key/2")]
    public void Another_form_is_no_key_and_no_exception(string? text) => Assert.Null(KeyIdentifier.TryParse(text));

    private static KeyIdentifier? Accepted(string text)
    {
        try
        {
            return KeyIdentifierReading.Parse(text);
        }
        catch (AtlasCmkException)
        {
            return null;
        }
    }

    /// <summary>One place of the text replaced by something that parsers of URLs like to forgive.</summary>
    private static Gen<string> Damaged(string text) =>
        Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 2], Gen.OneOfConst("", "/", "\\", "..", "/../", "/./", "%2e", "%41", "A", "\t", " ", "\n", ":443", ":", "@", "?", "#", "ü", "\u00ad", "\uff41"))
            .Select((at, cut, put) => text[..at] + put + text[Math.Min(text.Length, at + cut)..]);
}
