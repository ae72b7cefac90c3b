using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

public sealed class RotationTargetTests
{
    private readonly RotationWorld _rotation = new();

    private World World => _rotation.World;

    private static string Identifier(int number) => $"https://kv-atlas.vault.azure.net/keys/atlas-cmk/{number:x32}";

    private AtlasCmkException Refused(string? key = null)
    {
        var failure = Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(key));
        Assert.Equal(0, World.Count("ask") + World.Count("PATCH") + World.Count("POST"));
        return failure;
    }

    private void GivenNewest(Func<KeyVersion, DateTimeOffset, KeyVersion> change) =>
        World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200), change(_rotation.Version(RotationWorld.New, 3), World.Time.GetUtcNow())]);

    [Theory]
    [InlineData("https://kv-other.vault.azure.net/keys/atlas-cmk/fedcba9876543210fedcba9876543210", "KeyOfAnotherVault", "kv-other")]
    [InlineData("https://kv-atlas.vault.azure.cn/keys/atlas-cmk/fedcba9876543210fedcba9876543210", "KeyOfAnotherCloud", "AZURE_CHINA")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/atlas-cmk/00000000000000000000000000000bad", "KeyVersionUnknown", "00000000000000000000000000000bad")]
    public void A_version_that_is_not_in_the_project_s_vault_is_refused(string key, string errorId, string named)
    {
        var failure = Refused(key);

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "disabled", "it is disabled" },
        { "expired", "it expired at" },
        { "expires tomorrow", "within 48 hours" },
        { "not yet active", "it is not active before" },
        { "EC", "its type is EC" },
        { "no encrypt", "it does not allow encrypt" },
    };

    private static KeyVersion With(string fault, KeyVersion version, DateTimeOffset now) => fault switch
    {
        "disabled" => version with { Enabled = false },
        "expired" => version with { Expires = now.AddMinutes(-1) },
        "expires tomorrow" => version with { Expires = now.AddDays(1) },
        "not yet active" => version with { NotBefore = now.AddDays(1) },
        "EC" => version with { KeyType = "EC", Operations = ["sign", "verify"] },
        _ => version with { Operations = ["decrypt", "wrapKey"] },
    };

    private const string AnotherKey = "https://kv-atlas.vault.azure.net/keys/another/fedcba9876543210fedcba9876543210";

    /// <summary>Another key of the vault, and Atlas by a role that reaches so far.</summary>
    private void GivenAnotherKey(string reach)
    {
        World.Atlas.Encryption.Set(Given.ByRole());
        World.Atlas.Principals.Add(new(Given.ProjectId, Given.ByRole().RoleId!) { ServicePrincipalId = "the-principal" });
        World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200), _rotation.Version(AnotherKey, 3)]);
        World.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"), UsesRoles = true });
        World.KeyVault.RoleAssignments.Set([new("a", Given.Vault.ResourceId + reach, "crypto", "the-principal")]);
        World.KeyVault.RoleDefinitions.Add(new("crypto", "Key Vault Crypto User", [new([], [], ["Microsoft.KeyVault/vaults/keys/*"], [])]));
    }

    [Fact]
    public void Another_key_on_which_Atlas_has_no_rights_is_refused_with_what_grants_them()
    {
        GivenAnotherKey(reach: "/keys/atlas-cmk");

        var failure = Refused(AnotherKey);

        Assert.Equal("AtlasLacksKeyRights", failure.ErrorId);
        Assert.StartsWith("New-AzRoleAssignment -ObjectId 'the-principal'", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotation_to_another_key_with_rights_causes_no_warning()
    {
        GivenAnotherKey(reach: "");
        Assert.Equal(AnotherKey, _rotation.Rotate(AnotherKey)!.NewKeyIdentifier);
        Assert.Empty(World.Log.Warnings);
    }

    /// <summary>An access policy holds for all keys of its vault, roles need not.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void If_the_rights_on_another_key_cannot_be_read_there_is_a_warning(bool usesRoles, int warnings)
    {
        World.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"), UsesRoles = usesRoles });
        World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200), _rotation.Version(AnotherKey, 3)]);
        Assert.Equal(AnotherKey, _rotation.Rotate(AnotherKey)!.NewKeyIdentifier);
        Assert.Equal(warnings, World.Log.Warnings.Count(w => w.Contains("unclear whether Atlas may use it", StringComparison.Ordinal)));
    }

    [Fact]
    public void Rights_on_another_version_of_the_same_key_are_the_same_and_are_not_looked_up()
    {
        _rotation.Rotate(RotationWorld.New);
        Assert.Equal(0, World.Count("GET kv-atlas/roleDefinitions") + World.Count("sign in"));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_version_that_Atlas_cannot_use_is_refused_with_every_reason(string fault, string reason)
    {
        GivenNewest((version, now) => With(fault, version, now));

        var failure = Refused(RotationWorld.New);

        Assert.Equal("KeyVersionUnusable", failure.ErrorId);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_latest_is_the_newest_that_Atlas_can_use(string fault, string reason)
    {
        World.KeyVault.ListsAreShort = true;
        World.KeyVault.KeyVersions.Set(
        [
            _rotation.Version(Identifier(7), 40),
            With(fault, _rotation.Version(Identifier(9), 1), World.Time.GetUtcNow()),
            _rotation.Version(RotationWorld.Old, 200),
            _rotation.Version(Identifier(8), 30),
        ]);

        Assert.Equal(Identifier(8), _rotation.Rotate()!.NewKeyIdentifier);
        Assert.Contains(World.Log.Told, t => t.Contains($"{Identifier(9)} is skipped", StringComparison.Ordinal) && t.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_latest_version_older_than_the_one_in_use_causes_a_warning()
    {
        World.KeyVault.KeyVersions.Set([_rotation.Version(Identifier(7), 300), _rotation.Version(RotationWorld.Old, 200) with { Expires = World.Time.GetUtcNow().AddDays(1) }]);

        Assert.Equal(Identifier(7), _rotation.Rotate()!.NewKeyIdentifier);
        Assert.Contains("Only older versions are left", Assert.Single(World.Log.Warnings), StringComparison.Ordinal);
        Assert.Contains("within 48 hours", World.Log.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void If_no_version_is_usable_the_error_gives_the_reason_of_the_newest()
    {
        World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200) with { Enabled = false }, _rotation.Version(RotationWorld.New, 3) with { Operations = ["sign"] }]);

        var failure = Refused();

        Assert.Equal("NoUsableKeyVersion", failure.ErrorId);
        Assert.Contains("it does not allow encrypt and decrypt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_vault_itself_is_asked_for_nothing()
    {
        _rotation.Rotate();
        _rotation.Rotate(RotationWorld.Old);

        Assert.DoesNotContain(World.Journal, e => e.Contains("rotationpolicy", StringComparison.Ordinal) || e.StartsWith("POST", StringComparison.Ordinal));
    }
}
