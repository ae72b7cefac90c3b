using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A record is a file that may have been changed. A thaw gives back only what a freeze takes, and only to the record's identity.</summary>
public sealed class KeyAccessRecordRulesTests
{
    private static readonly KeyIdentifier s_key = KeyIdentifierReading.Parse(Given.Key);

    private static KeyAccessTarget Target(KeyAccessMethod method) => new(method, Given.Vault) { Key = s_key, ObjectId = method == KeyAccessMethod.KeyVersion ? null : FakeEntra.Atlas.ObjectId };

    private static string? Fault(KeyAccessMethod method, KeyGrant grant) => KeyAccessRecordRules.Fault(Target(method), [grant]);

    private static AssignedRole Role(Func<RoleAssignment, RoleAssignment>? change = null) => new((change ?? (r => r))(FreezeWorld.Role(1, Given.Vault.ResourceId)));

    [Fact]
    public void The_grants_of_a_freeze_are_valid() => Assert.All(
    [
        Fault(KeyAccessMethod.KeyVersion, new EnabledVersion(s_key)),
        Fault(KeyAccessMethod.AccessPolicy, new PolicyRights(FreezeWorld.Policy("Get", "encrypt", "decrypt", "all") with { ObjectId = FakeEntra.Atlas.ObjectId.ToUpperInvariant() })),
        Fault(KeyAccessMethod.RoleAssignment, Role()),
        Fault(KeyAccessMethod.RoleAssignment, new AssignedRole(FreezeWorld.Role(1, $"{Given.Vault.ResourceId}/keys/atlas-cmk"))),
    ], Assert.Null);

    [Fact]
    public void Another_identity_gets_nothing()
    {
        Assert.Contains("access policy to somebody", Fault(KeyAccessMethod.AccessPolicy, new PolicyRights(FreezeWorld.Policy("get") with { ObjectId = "somebody" })), StringComparison.Ordinal);
        Assert.Contains("which is not the identity", Fault(KeyAccessMethod.AccessPolicy, new PolicyRights(FreezeWorld.Policy("get") with { ApplicationId = "through" })), StringComparison.Ordinal);
        Assert.Contains("role to somebody", Fault(KeyAccessMethod.RoleAssignment, Role(r => r with { PrincipalId = "somebody" })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrapKey")]
    [InlineData("purge")]
    [InlineData("delete")]
    public void Another_permission_is_not_given(string permission) =>
        Assert.Contains($"the permission {permission}", Fault(KeyAccessMethod.AccessPolicy, new PolicyRights(FreezeWorld.Policy("get", permission))), StringComparison.Ordinal);

    [Fact]
    public void Another_version_is_not_enabled()
    {
        Assert.Contains(Given.OtherKey, Fault(KeyAccessMethod.KeyVersion, new EnabledVersion(KeyIdentifierReading.Parse(Given.OtherKey))), StringComparison.Ordinal);
        Assert.NotNull(KeyAccessRecordRules.Fault(Target(KeyAccessMethod.KeyVersion) with { Key = null }, [new EnabledVersion(s_key)]));
    }

    [Fact]
    public void Only_the_methods_own_kind_of_grant_is_given()
    {
        Assert.NotNull(Fault(KeyAccessMethod.AccessPolicy, new EnabledVersion(s_key)));
        Assert.NotNull(Fault(KeyAccessMethod.RoleAssignment, new PolicyRights(FreezeWorld.Policy("get"))));
        Assert.NotNull(Fault(KeyAccessMethod.AccessPolicy, Role()));
        Assert.NotNull(KeyAccessRecordRules.Fault(Target(KeyAccessMethod.RoleAssignment), [Role(), new EnabledVersion(s_key)]));
    }
}
