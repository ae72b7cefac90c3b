using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Secretless;

public sealed class RegisterServicePrincipalTests
{
    private readonly World _world = new();

    private AzureServicePrincipal? Register() =>
        _world.Run(() => new RegisterServicePrincipal(_world.Project, _world.Answers).RunAsync(Given.PrincipalRequest));

    [Fact]
    public void It_reads_asks_reads_again_registers_and_lets_Atlas_sign_in()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());

        var role = Register()!;

        Assert.Equal(
            ["GET encryptionAtRest", "GET cloudProviderAccess", "ask", "GET cloudProviderAccess", "POST cloudProviderAccess", $"PATCH cloudProviderAccess/{Given.RoleId()}"],
            _world.Journal);
        Assert.Equal(3, role.GrantCommands.Count);
        Assert.All(role.GrantCommands, c => Assert.Contains(Given.Subscription, c, StringComparison.Ordinal));
        Assert.Contains(role.GrantCommands, c => c.EndsWith($"-RoleDefinitionName 'Key Vault Crypto User' -Scope '{Given.Vault.ResourceId}'", StringComparison.Ordinal));
        Assert.Contains(role.GrantCommands, c => c.Contains("-VaultName 'kv-atlas'", StringComparison.Ordinal));
    }

    [Fact]
    public void An_existing_principal_is_authorized_and_not_created_again()
    {
        _world.Atlas.Principals.Add(Given.Principal(1, Given.PrincipalRequest with { TenantId = Given.Client }));
        _world.Atlas.Principals.Add(Given.Principal(2, Given.PrincipalRequest with { TenantId = Given.Tenant.ToUpperInvariant() }));

        Assert.Equal(Given.RoleId(2), Register()!.RoleId);

        Assert.Equal(0, _world.Count("POST"));
        Assert.Equal(1, _world.Count($"PATCH cloudProviderAccess/{Given.RoleId(2)}"));
    }

    [Fact]
    public void A_lost_answer_is_settled_by_looking()
    {
        _world.Atlas.OnRegister = () =>
        {
            _world.Atlas.Principals.Add(Given.Principal());
            throw Given.Loss();
        };

        Assert.Equal(Given.RoleId(), Register()!.RoleId);
        Assert.Single(_world.Atlas.Principals);
    }

    [Fact]
    public void A_registration_that_was_lost_on_its_way_is_an_error_and_no_second_try()
    {
        _world.Atlas.OnRegister = () => throw Given.Loss();

        Assert.Equal("PrincipalNotRegistered", Assert.Throws<AtlasCmkException>(Register).ErrorId);
        Assert.Equal(1, _world.Count("POST"));
    }

    [Fact]
    public void Declining_changes_nothing()
    {
        _world.Answers.ToFirst = false;

        Assert.Null(Register());
        Assert.Equal(0, _world.Count("POST") + _world.Count("PATCH"));
    }
}
