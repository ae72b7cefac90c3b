using System.Security;
using AtlasCmk.Tests.Clients;
using Xunit;

namespace AtlasCmk.Tests.Sessions;

public sealed class AzureSignInRulesTests
{
    private static readonly SecureString s_secret = ArmFixture.Secret("secret");
    private static readonly AzureSignIn s_nothing = new(AzureAuthentication.Default);
    private static readonly AzureSignIn s_application = s_nothing with { ClientId = "app", ClientSecret = s_secret, TenantId = "tenant" };
    private static readonly AzureSignIn s_identity = s_nothing with { ClientId = "identity" };
    private static readonly AzureSignIn s_token = s_nothing with { AccessToken = s_secret };
    private static readonly AzureSignIn s_vaultToken = s_nothing with { KeyVaultAccessToken = s_secret };
    private static readonly AzureSignIn s_tenant = s_nothing with { TenantId = "tenant" };

    [Fact]
    public void The_given_parameters_imply_the_sign_in_method() => Assert.Equal(
        [AzureAuthentication.Default, AzureAuthentication.ClientSecret, AzureAuthentication.ManagedIdentity, AzureAuthentication.AccessToken,
            AzureAuthentication.AccessToken, AzureAuthentication.Default],
        new[] { s_nothing, s_application, s_identity, s_token, s_vaultToken, s_tenant }.Select(g => AzureSignInRules.Choose(null, g).Method));

    [Theory]
    [InlineData(AzureAuthentication.Default)]
    [InlineData(AzureAuthentication.AzContext)]
    [InlineData(AzureAuthentication.ManagedIdentity)]
    [InlineData(AzureAuthentication.AzureCli)]
    public void A_way_that_needs_nothing_can_be_asked_for_alone(AzureAuthentication method) => Assert.Equal(method, AzureSignInRules.Choose(method, s_nothing).Method);

    [Theory]
    [InlineData(AzureAuthentication.AzContext)]
    [InlineData(AzureAuthentication.AzureCli)]
    public void A_tenant_is_kept_where_it_means_something(AzureAuthentication method) => Assert.Equal("tenant", AzureSignInRules.Choose(method, s_tenant).TenantId);

    [Fact]
    public void Contradicting_parameters_are_named()
    {
        AssertRefused("-AzureCredential", AzureAuthentication.ManagedIdentity, s_application);
        AssertRefused("-AzureCredential", AzureAuthentication.Default, s_application);
        AssertRefused("-AzureCredential", null, s_application with { AccessToken = s_secret });
        AssertRefused("-AzureClientId", AzureAuthentication.AzContext, s_identity);
        AssertRefused("-AzureClientId", AzureAuthentication.AccessToken, s_identity);
        AssertRefused("-AzureAccessToken", AzureAuthentication.AzureCli, s_token);
        AssertRefused("-KeyVaultAccessToken", AzureAuthentication.ClientSecret, s_application with { KeyVaultAccessToken = s_secret });
        AssertRefused("-GraphAccessToken", AzureAuthentication.ManagedIdentity, s_nothing with { GraphAccessToken = s_secret });
        AssertRefused("-AzureTenantId", AzureAuthentication.ManagedIdentity, s_tenant);
        AssertRefused("-AzureTenantId", null, s_token with { TenantId = "tenant" });
    }

    [Fact]
    public void Missing_settings_are_named()
    {
        AssertRefused("-AzureCredential", AzureAuthentication.ClientSecret, s_tenant);
        AssertRefused("-AzureTenantId", null, s_application with { TenantId = null });
        AssertRefused("-AzureAccessToken", AzureAuthentication.AccessToken, s_nothing);
    }

    [Fact]
    public void An_impossible_value_is_named()
    {
        AssertRefused("-AzureCredential", null, s_application with { ClientSecret = new SecureString() });
        AssertRefused("SPACE (U+0020) at its end", null, s_application with { ClientId = "app " });
        AssertRefused("-AzureTenantId", null, s_application with { TenantId = "tenant\n" });
        AssertRefused("-AzureAccessToken", null, s_nothing with { AccessToken = new SecureString() });
    }

    private static void AssertRefused(string parameter, AzureAuthentication? asked, AzureSignIn given)
    {
        var e = Assert.Throws<AtlasCmkException>(() => AzureSignInRules.Choose(asked, given));
        Assert.Equal(("SessionSettingsInvalid", FailureKind.InvalidArgument), (e.ErrorId, e.Kind));
        Assert.Contains(parameter, e.Message, StringComparison.Ordinal);
    }
}
