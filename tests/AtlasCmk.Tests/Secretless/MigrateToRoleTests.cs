using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Secretless;

public sealed class MigrateToRoleTests
{
    private readonly World _world = new();

    public MigrateToRoleTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Principals.Add(Given.Principal());
        _world.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"),
            AccessPolicies = [new(Given.Tenant, Given.Principal().ServicePrincipalId!, null, ["get", "encrypt", "decrypt"])] });
    }

    private EncryptionAtRest? Migrate(string? roleId = null, double seconds = 600) =>
        _world.Run(() => new MigrateToRole(_world.Project, _world.Answers).RunAsync(roleId, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_role_alone_is_sent_and_counts_once_Atlas_has_used_the_key_by_it()
    {
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.Encryption()).After(40, Given.EncryptionByRole());

        var moved = Migrate()!;

        Assert.Equal((Given.RoleId(), null), (moved.RoleId, moved.ClientId));
        Assert.InRange(_world.Elapsed.TotalSeconds, 40, 51);
        Assert.Equal(new() { RoleId = Given.RoleId() }, Assert.Single(_world.Atlas.Changes));
        Assert.Contains(Given.Client, Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_is_never_validated_gives_an_error_that_says_the_secret_stays_in_force()
    {
        var failure = Assert.Throws<AtlasCmkException>(() => Migrate(seconds: 60));

        Assert.Equal(("MigrationNotValidated", true), (failure.ErrorId, failure.Kind == FailureKind.TimedOut));
        Assert.Contains($"its last status was signing in as application {Given.Client}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("in force until", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_of_a_refusal_says_that_the_secret_stays_in_force()
    {
        _world.Atlas.OnChange = _ => throw Given.Refusal("PATCH", 400, "NO_PERMISSION_TO_ENCRYPT_DECRYPT");

        var failure = Assert.Throws<AtlasCmkException>(() => Migrate());

        Assert.Equal("MigrationRefused", failure.ErrorId);
        Assert.Contains($"application {Given.Client} stays in force", failure.Message, StringComparison.Ordinal);
        Assert.Contains("NO_PERMISSION_TO_ENCRYPT_DECRYPT", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_is_moved_already_is_returned_without_a_question()
    {
        _world.Atlas.Encryption.Set(Given.EncryptionByRole());

        Assert.Same(_world.Atlas.Encryption.Now, Migrate());
        Assert.Equal(["GET encryptionAtRest", "GET cloudProviderAccess"], _world.Journal);
    }

    [Fact]
    public void A_move_that_was_cut_short_is_taken_up_again()
    {
        _world.Atlas.Encryption.Set(Given.EncryptionByRole(valid: false));
        _world.Atlas.Encryption.After(5, Given.EncryptionByRole());

        Assert.True(Migrate()!.Valid);
        Assert.Contains("nothing is sent", Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
        Assert.Empty(_world.Atlas.Changes);
    }

    /// <summary>There is no wait under -WhatIf, or if no endpoint can validate.</summary>
    [Fact]
    public void An_interrupted_move_is_waited_for_only_with_Wait_and_if_it_can_complete()
    {
        _world.Atlas.Encryption.Set(Given.EncryptionByRole(valid: false));
        _world.Answers.ToFirst = false;

        Assert.Null(Migrate());
        Assert.Equal(TimeSpan.Zero, _world.Elapsed);

        _world.Atlas.Encryption.Set(Given.EncryptionByRole(valid: false, requirePrivateNetworking: true));
        Assert.Equal("RoleCannotBeValidated", Assert.Throws<AtlasCmkException>(() => Migrate()).ErrorId);
    }

    [Fact]
    public void From_one_role_to_another_is_no_migration_and_is_refused_with_what_it_is()
    {
        _world.Atlas.Encryption.Set(Given.EncryptionByRole());
        _world.Atlas.Principals.Add(Given.Principal(2));

        var failure = Assert.Throws<AtlasCmkException>(() => Migrate(Given.RoleId(2)));

        Assert.Equal("RoleInForce", failure.ErrorId);
        Assert.Contains($"with the role {Given.RoleId()}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Set-AtlasEncryptionAtRest -ProjectId '{Given.ProjectId}' -RoleId '{Given.RoleId(2)}' -Wait", failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(_world.Answers.Questions);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void Declining_changes_nothing()
    {
        _world.Answers.ToFirst = false;

        Assert.Null(Migrate());
        Assert.Empty(_world.Atlas.Changes);
    }

    [Theory]
    [InlineData(0, "RoleNotGiven", "no service principal of Azure registered")]
    [InlineData(2, "RoleNotGiven", "several: ")]
    public void The_role_must_be_unambiguous(int roles, string errorId, string message)
    {
        _world.Atlas.Principals.Clear();
        _world.Atlas.Principals.AddRange(Enumerable.Range(1, roles).Select(n => Given.Principal(n)));

        var failure = Assert.Throws<AtlasCmkException>(() => Migrate());

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_of_another_project_is_refused_before_anything_is_sent()
    {
        Assert.Equal("RoleUnknown", Assert.Throws<AtlasCmkException>(() => Migrate(Given.RoleId(7))).ErrorId);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void A_project_without_a_key_has_nothing_to_move()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.Equal("NotEnabledForProject", Assert.Throws<AtlasCmkException>(() => Migrate()).ErrorId);
    }

    [Fact]
    public void Under_private_networking_an_endpoint_must_be_able_to_validate()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")]);

        Assert.Equal("RoleCannotBeValidated", Assert.Throws<AtlasCmkException>(() => Migrate()).ErrorId);
        Assert.Empty(_world.Answers.Questions);

        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.EncryptionByRole(requirePrivateNetworking: true));
        Assert.NotNull(Migrate());
    }

    [Fact]
    public void A_role_by_the_way_is_no_migration()
    {
        var set = new SetEncryptionAtRest(_world.Project, _world.Answers);

        Assert.Equal("MigrationNotAsked", Assert.Throws<AtlasCmkException>(() => _world.Run(() => set.RunAsync(new() { RoleId = Given.RoleId() }, null))).ErrorId);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void A_project_can_start_without_a_secret()
    {
        _world.KeyVault.Hold(Given.Key);
        _world.Atlas.Encryption.Set(Given.NotEnabled);
        var request = Encryption.Requests.FirstEnablement with { ClientId = null, ClientSecret = null, TenantId = null, RoleId = Given.RoleId() };

        _world.Run(() => new SetEncryptionAtRest(_world.Project, _world.Answers).RunAsync(request, null));

        var change = Assert.Single(_world.Atlas.Changes);
        Assert.Equal((true, Given.RoleId(), null, null), (change.Enabled, change.RoleId, change.TenantId, change.ClientId));
    }

    [Fact]
    public void A_role_and_a_secret_contradict_each_other() => Assert.Equal(
        "RoleAndSecret",
        Assert.Throws<AtlasCmkException>(() => EncryptionAtRestRules.CheckAlone(Encryption.Requests.FirstEnablement with { RoleId = Given.RoleId() })).ErrorId);
}
