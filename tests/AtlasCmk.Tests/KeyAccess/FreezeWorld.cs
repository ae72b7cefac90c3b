using AtlasCmk.Tests.Fakes;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A project with two encrypted clusters, whose data can be frozen in each of the three ways.</summary>
internal sealed class FreezeWorld
{
    public const string Path = "/records/freeze.json";
    public const string CryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424";
    public const string Other = "77c9e8f1dd6c9960802420e9";

    private const string Keys = "Microsoft.KeyVault/vaults/keys/";

    public FreezeWorld(bool usesRoles = false)
    {
        World.Atlas.Encryption.Set(Given.Encryption());
        World.Atlas.Projects.Add(new(Given.ProjectId, "payments", "org", null, DateTimeOffset.UnixEpoch));
        World.Atlas.Clusters.Set([Cluster("orders"), Cluster("ledger") with { InstanceSize = "M30" }, Given.Cluster("plain")]);
        World.KeyVault.KeyVersions.Set([Given.KeyVersion(Given.Key, World.Time.GetUtcNow().AddDays(-100))]);
        World.KeyVault.RoleDefinitions.AddRange(
        [
            new(CryptoUser, "Key Vault Crypto User", [new([], [], [$"{Keys}read", $"{Keys}encrypt/action", $"{Keys}decrypt/action"], [])]),
            new("reader", "Key Vault Reader", [new(["Microsoft.KeyVault/vaults/read"], [], ["Microsoft.KeyVault/vaults/*/read"], [])]),
        ]);
        SetVault(usesRoles, Policy("get", "encrypt", "decrypt", "wrapKey"));
        World.KeyVault.RoleAssignments.Set([Role(1, Given.Vault.ResourceId), Role(2, $"/subscriptions/{Given.Subscription}", "reader")]);
    }

    public World World { get; } = new();

    public List<KeyAccessEvidence> Evidence { get; } = [];

    /// <summary>Whether the caller names Atlas's identity, as a rule.</summary>
    public bool IsAtlasNamed { get; set; } = true;

    public IEnumerable<string> Events => Evidence.Select(e => $"{e.Event} {e.Subject}");

    public bool IsEnabled => World.KeyVault.KeyVersions.Now[0].Enabled is true;

    /// <summary>All access to keys, in one text.</summary>
    public string Rights => string.Join('\n',
    [
        .. World.KeyVault.KeyVersions.Now.Select(v => $"{v.Identifier} {v.Enabled} {string.Join(' ', v.Tags.Select(t => $"{t.Key}={t.Value}"))}"),
        .. World.KeyVault.Settings.Now!.AccessPolicies.Select(p => $"{p.TenantId} {p.ObjectId} {p.ApplicationId} {string.Join(' ', p.KeyPermissions.Order(StringComparer.Ordinal))}")
        .Order(StringComparer.Ordinal),
        .. World.KeyVault.RoleAssignments.Now.Select(a => a.ToString()).Order(StringComparer.Ordinal),
    ]);

    public static AtlasCluster Cluster(string name) => Given.Cluster(name, "AZURE") with { BackupEnabled = true };

    public static KeyVaultAccessPolicy Policy(params string[] keys) => new(Given.Tenant, FakeEntra.Atlas.ObjectId, null, keys);

    public static RoleAssignment Role(int number, string scope, string role = CryptoUser) =>
        new($"{scope}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-{number:d12}", scope,
            $"/providers/Microsoft.Authorization/roleDefinitions/{role}", FakeEntra.Atlas.ObjectId) { PrincipalType = "ServicePrincipal" };

    public void SetVault(bool usesRoles, params KeyVaultAccessPolicy[] policies) =>
        World.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"), UsesRoles = usesRoles, AccessPolicies = policies });

    public void GivenProject(string id, string name, EncryptionAtRest encryption, params AtlasCluster[] clusters)
    {
        World.Atlas.Projects.Add(new(id, name, "org", clusters.Length, DateTimeOffset.UnixEpoch));
        World.Atlas.EncryptionElsewhere[id] = encryption;
        World.Atlas.ClustersElsewhere[id] = clusters;
    }

    /// <summary>Another project's settings: those of the test's project, with the given key and application.</summary>
    public static EncryptionAtRest Elsewhere(string key, string client = Given.Client) => new(Other)
    {
        Enabled = true,
        Valid = true,
        KeyIdentifier = key,
        KeyVaultName = Given.Vault.Name,
        ResourceGroupName = Given.Vault.ResourceGroupName,
        SubscriptionId = Given.Subscription,
        TenantId = Given.Tenant,
        ClientId = client,
        AzureEnvironment = "AZURE",
    };

    /// <summary>Another project that uses another vault now.</summary>
    public static EncryptionAtRest Moved { get; } = new(Other)
    {
        Enabled = true,
        Valid = true,
        KeyIdentifier = Given.Key.Replace("kv-atlas", "kv-moved", StringComparison.Ordinal),
        KeyVaultName = "kv-moved",
        ResourceGroupName = Given.Vault.ResourceGroupName,
        SubscriptionId = Given.Subscription,
    };

    public void Revoke(KeyAccessMethod method, double? wait = null, bool force = false, string? key = null, bool named = true, string path = Path) => World.Run(async () =>
    {
        var request = new RevokeRequest(method, path) { ObjectId = named && IsAtlasNamed ? FakeEntra.Atlas.ObjectId : null, Force = force, Key = KeyIdentifier.TryParse(key), Wait = Time(wait) };
        await new RevokeKeyAccess(World.Project, Azure, Access(wait), World.Records, World.Answers).RunAsync(request, Evidence.Add);
        return 0;
    });

    public void RevokeWithoutAtlas(KeyAccessMethod method, bool force = true, string? key = Given.Key, double? patience = null, bool named = true) => World.Run(async () =>
    {
        var request = new RevokeRequest(method, Path) { Vault = Given.Vault, ObjectId = named ? FakeEntra.Atlas.ObjectId : null, Force = force, Key = KeyIdentifier.TryParse(key) };
        await new RevokeKeyAccess(null, Azure, Access(patience), World.Records, World.Answers).RunAsync(request, Evidence.Add);
        return 0;
    });

    public void Grant(double? wait = null, bool force = false, bool named = true) => World.Run(async () =>
    {
        var request = new GrantRequest(World.Records.Files[Path], Path) { ObjectId = named ? FakeEntra.Atlas.ObjectId : null, Force = force, Wait = Time(wait) };
        await new GrantKeyAccess(World.Project, Azure, Access(wait), World.Answers).RunAsync(request, Evidence.Add);
        return 0;
    });

    public SessionContext Azure => World.Session;

    private AzureKeyAccess Access(double? patience) => new(Azure, Time(patience));

    private static TimeSpan? Time(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
}
