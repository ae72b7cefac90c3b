using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Sessions;

public sealed class AtlasEnvironmentTests
{
    private const string PublicKey = "MONGODB_ATLAS_PUBLIC_API_KEY";
    private const string PrivateKey = "MONGODB_ATLAS_PRIVATE_API_KEY";
    private const string Project = "MONGODB_ATLAS_PROJECT_ID";
    private const string ClientId = "MONGODB_ATLAS_CLIENT_ID";
    private const string ClientSecret = "MONGODB_ATLAS_CLIENT_SECRET";
    private const string BaseUrl = "MONGODB_ATLAS_BASE_URL";

    private static AtlasEnvironment Read(params (string Name, string? Value)[] variables) =>
        AtlasEnvironment.Read(name => variables.FirstOrDefault(v => v.Name == name).Value);

    private static AtlasCmkException Refused(params (string Name, string? Value)[] variables) => Assert.Throws<AtlasCmkException>(() => Read(variables));

    [Fact]
    public void An_API_key_with_project_and_address()
    {
        var read = Read((PublicKey, "public"), (PrivateKey, "hush"), (Project, "32b6e34b3d91647abb20e7b8"), (BaseUrl, "https://cloud.example.com/"));

        Assert.Equal(("public", false, "hush"), (read.Credential.Id, read.Credential.IsServiceAccount, read.Credential.Secret.Reveal()));
        Assert.Equal(("32b6e34b3d91647abb20e7b8", "https://cloud.example.com/"), (read.ProjectId, read.AtlasUri!.AbsoluteUri));
        Assert.DoesNotContain("hush", read.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The names of MongoDB's Terraform provider, in its order. An earlier name hides a later one.</summary>
    [Theory]
    [InlineData(PublicKey, PrivateKey, BaseUrl)]
    [InlineData("MONGODB_ATLAS_PUBLIC_KEY", "MONGODB_ATLAS_PRIVATE_KEY", "MCLI_OPS_MANAGER_URL")]
    [InlineData("MONGODB_ATLAS_PUBLIC_KEY", "MONGODB_ATLAS_PRIVATE_KEY", "MONGODB_ATLAS_OPS_MANAGER_URL")]
    [InlineData("MCLI_PUBLIC_API_KEY", "MCLI_PRIVATE_API_KEY", "MCLI_OPS_MANAGER_URL")]
    public void The_provider_s_other_names_are_taken_in_its_order(string publicKey, string privateKey, string address)
    {
        (string, string?)[] last = [("MCLI_PUBLIC_API_KEY", "last"), ("MCLI_PRIVATE_API_KEY", "last"), ("MCLI_OPS_MANAGER_URL", "https://last.example.com/")];
        var read = Read([(publicKey, "wanted"), (privateKey, "hush"), (address, "https://wanted.example.com/"), .. last]);

        Assert.Equal(("wanted", "hush"), (read.Credential.Id, read.Credential.Secret.Reveal()));
        Assert.Equal("https://wanted.example.com/", read.AtlasUri!.AbsoluteUri);
    }

    [Fact]
    public void A_service_account_and_nothing_else()
    {
        var read = Read((ClientId, " mdb_sa_id_1 "), (ClientSecret, "hush"), (PublicKey, ""), (PrivateKey, "  "));
        Assert.Equal(("mdb_sa_id_1", true), (read.Credential.Id, read.Credential.IsServiceAccount));
        Assert.Null(read.ProjectId);
        Assert.Null(read.AtlasUri);
    }

    [Fact]
    public void The_error_for_an_unknown_name_lists_no_secrets()
    {
        var e = Refused((Project, "32b6e34b3d91647abb20e7b8"));
        Assert.Equal(("EnvironmentIncomplete", FailureKind.InvalidArgument), (e.ErrorId, e.Kind));
        Assert.All([PublicKey, PrivateKey, ClientId, ClientSecret], name => Assert.Contains(name, e.Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PublicKey, PrivateKey)]
    [InlineData(PrivateKey, PublicKey)]
    [InlineData(ClientId, ClientSecret)]
    [InlineData(ClientSecret, ClientId)]
    [InlineData("MONGODB_ATLAS_PUBLIC_KEY", PrivateKey)]
    [InlineData("MCLI_PRIVATE_API_KEY", PublicKey)]
    public void Half_a_pair_names_the_other_half_and_no_value(string present, string absent)
    {
        var e = Refused((present, "a-value"));
        Assert.Contains($"not {absent}", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-value", e.ToString() + e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_a_separate_kind_of_credential()
    {
        var read = Read(("MONGODB_ATLAS_ACCESS_TOKEN", "eyJ.hush.x"));

        Assert.True(read.Credential.IsToken);
        Assert.Equal("eyJ.hush.x", read.Credential.Secret.Reveal());
        Assert.DoesNotContain("hush", read.ToString(), StringComparison.Ordinal);
        Assert.Contains("MONGODB_ATLAS_ACCESS_TOKEN", Refused(("MONGODB_ATLAS_ACCESS_TOKEN", "t"), (PublicKey, "p"), (PrivateKey, "k")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_is_named_by_its_variable()
    {
        var e = Assert.Throws<AtlasCmkException>(() => CredentialRules.Admit(Read(("MCLI_PUBLIC_API_KEY", "public"), ("MCLI_PRIVATE_API_KEY", "hu\u200bsh")).Credential));

        Assert.Contains("MCLI_PRIVATE_API_KEY", e.Message, StringComparison.Ordinal);
        Assert.Contains("ZERO WIDTH SPACE (U+200B)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_identities_are_one_too_many() => Assert.Contains(
        "both", Refused((PublicKey, "p"), (PrivateKey, "k"), (ClientId, "c"), (ClientSecret, "s")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Project, "payments")]
    [InlineData(BaseUrl, "cloud.mongodb.com")]
    [InlineData("MCLI_OPS_MANAGER_URL", "cloud.mongodb.com")]
    public void A_value_that_cannot_be_used_names_its_variable(string name, string value) =>
        Assert.Contains(name, Refused((PublicKey, "p"), (PrivateKey, "k"), (name, value)).Message, StringComparison.Ordinal);
}
