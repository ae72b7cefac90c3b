using System.Management.Automation;
using System.Reflection;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

public sealed class OutputTests
{
    private static readonly Type[] s_types =
    [
        .. Product.Core.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && !t.IsSubclassOf(typeof(Exception))),
    ];

    public static TheoryData<Type> Types { get; } = [.. s_types];

    [Fact]
    public void Declared_output_types_are_public_types_of_Core() => Assert.Empty(
        Product.Cmdlets.SelectMany(c => c.GetCustomAttributes<OutputTypeAttribute>()).SelectMany(o => o.Type).Select(t => t.Type)
            // What Invoke-AtlasRequest emits has whatever properties Atlas gives it, -Quiet emits a Boolean value, and a file is a file.
            .Where(t => t != typeof(void) && t != typeof(PSObject) && t != typeof(bool) && t != typeof(FileInfo)).Except(s_types));

    [Theory]
    [MemberData(nameof(Types))]
    public void An_output_is_sealed_and_cannot_be_changed_or_made_by_a_user(Type type)
    {
        Assert.True(type.IsSealed);
        Assert.Empty(type.GetConstructors());
        Assert.Empty(type.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name));
        Assert.Empty(type.GetFields().Select(f => f.Name));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_output_says_in_a_line_what_it_is(Type type) =>
        Assert.Equal(type, type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType);

    [Theory]
    [MemberData(nameof(Types))]
    public void An_output_has_no_property_for_a_secret(Type type) => Assert.DoesNotContain(
        type.GetProperties(),
        p => p.PropertyType == typeof(System.Security.SecureString) || p.Name.Contains("Secret", StringComparison.Ordinal) || p.Name.Contains("Token", StringComparison.Ordinal));

    [Fact]
    public void A_name_that_a_user_types_after_Where_Object_is_there()
    {
        AssertHas<EncryptionAtRest>("ProjectId", "Enabled", "Valid", "RequirePrivateNetworking", "KeyIdentifier", "KeyVaultName");
        AssertHas<AkvPrivateEndpoint>("ProjectId", "EndpointId", "RegionName", "Status", "PrivateEndpointConnectionName", "ErrorMessage");
        AssertHas<PrivateEndpointConnection>("Name", "Status", "ProvisioningState", "Description", "ResourceId", "ProjectId", "EndpointId", "RegionName",
            "VerifiedBy", "PrivateLinkServiceConnectionState");
        AssertHas<ClusterEncryption>("ProjectId", "ClusterName", "EncryptionAtRestProvider", "InstanceSize", "Providers", "Regions", "StateName", "IsEligible", "Reason");
        AssertHas<AkvKeyVersion>("ProjectId", "KeyIdentifier", "KeyName", "Version", "State", "IsInUse", "IsUsable", "Reason", "Enabled", "NotBefore",
            "Expires", "Created", "Updated", "AgeInDays", "KeyType", "KeySize");
    }

    [Fact]
    public void The_lines_read_naturally() => Assert.Equal(
        [
            $"{Given.ProjectId}: {Given.Key} (valid)",
            $"{Given.ProjectId}: {Given.Key} (not valid)",
            $"{Given.ProjectId}: {Given.Key} (validity unknown)",
            $"{Given.ProjectId}: not enabled",
            "US_EAST_2 ACTIVE (000000000000000000000001)",
            "pe-1 Pending (kv-atlas)",
            "orders NONE IDLE",
            "atlas-cmk/fedcba9876543210fedcba9876543210 Usable",
        ],
        new object[]
        {
            Given.Encryption(), Given.Encryption(false), Given.Encryption(null), Given.NotEnabled,
            Given.Endpoint("US_EAST_2", "ACTIVE"),
            new PrivateEndpointConnection(Given.Connection("pe-1"), "Pending"),
            new ClusterEncryption(Given.Cluster("orders"), null),
            KeyVersionStates.Of(Given.KeyVersion(Given.OtherKey, DateTimeOffset.UnixEpoch), [], Given.Encryption(), DateTimeOffset.UnixEpoch),
        }.Select(o => o.ToString()));

    private static void AssertHas<T>(params string[] names) => Assert.Empty(names.Except(typeof(T).GetProperties().Select(p => p.Name)));
}
