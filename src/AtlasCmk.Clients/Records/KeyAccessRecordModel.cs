using System.Globalization;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The file format of a record of removed rights. It has identities, scopes and names of rights, but no secrets.</summary>
internal sealed record KeyAccessRecordModel
{
    private const string KnownFormat = "AtlasCmk.KeyAccessRecord";
    /// <summary>Version 2 added the checksum.</summary>
    private const int KnownVersion = 2;

    [JsonProperty(Required = Required.Always)]
    public string Format { get; init; } = KnownFormat;

    [JsonProperty(Required = Required.Always)]
    public int Version { get; init; } = KnownVersion;

    [JsonProperty(Required = Required.Always)]
    public string CreatedAt { get; init; } = "";

    [JsonProperty(Required = Required.Always)]
    public string Method { get; init; } = "";

    public string? ProjectId { get; init; }

    public string? ProjectName { get; init; }

    public string? KeyIdentifier { get; init; }

    public string? ObjectId { get; init; }

    [JsonProperty(Required = Required.Always)]
    public VaultModel Vault { get; init; } = new();

    public IReadOnlyList<string>? KeyVersions { get; init; }

    public IReadOnlyList<AccessPolicyModel>? AccessPolicies { get; init; }

    public IReadOnlyList<RoleAssignmentModel>? RoleAssignments { get; init; }

    public IReadOnlyList<string>? RunningClusters { get; init; }

    /// <summary>A checksum of all other fields. Null in a record of an earlier version of AtlasCmk.</summary>
    public string? Seal { get; init; }

    public static KeyAccessRecordModel Of(KeyAccessRecord record)
    {
        var (target, vault) = (record.Target, record.Target.Vault);
        return new()
        {
            CreatedAt = record.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
            Method = target.Method.ToString(),
            ProjectId = target.ProjectId,
            ProjectName = target.ProjectName,
            KeyIdentifier = target.Key?.Text,
            ObjectId = target.ObjectId,
            Vault = new() { AzureEnvironment = vault.Cloud.Name, SubscriptionId = vault.SubscriptionId, ResourceGroupName = vault.ResourceGroupName, Name = vault.Name },
            KeyVersions = OrNull(record.Taken.OfType<EnabledVersion>().Select(g => g.Key.Text)),
            AccessPolicies = OrNull(record.Taken.OfType<PolicyRights>().Select(g => AccessPolicyModel.Of(g.Policy))),
            RoleAssignments = OrNull(record.Taken.OfType<AssignedRole>().Select(g => RoleAssignmentModel.Of(g))),
            RunningClusters = record.RunningClusters,
        };
    }

    public KeyAccessRecord ToCore(string path)
    {
        if (Format != KnownFormat || Version is < 1 or > KnownVersion)
        {
            throw KeyAccessRecordErrors.RecordUnreadable(path, $"its format is {Format} {Version}, and this version of AtlasCmk understands {KnownFormat} {KnownVersion}");
        }

        if (!Enum.TryParse<KeyAccessMethod>(Method, out var method) || AzureCloud.Find(Vault.AzureEnvironment) is not { } cloud
            || !DateTimeOffset.TryParse(CreatedAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var createdAt))
        {
            throw KeyAccessRecordErrors.RecordUnreadable(path, "its method, its cloud or its time is not valid");
        }

        List<KeyGrant> taken =
        [
            .. (KeyVersions ?? []).Select(v => new EnabledVersion(Key(v, path))),
            .. (AccessPolicies ?? []).Select(p => new PolicyRights(p.ToCore())),
            .. (RoleAssignments ?? []).Select(r => r.ToCore()),
        ];
        var vault = new KeyVaultReference(cloud, Vault.SubscriptionId, Vault.ResourceGroupName, Vault.Name);
        var target = new KeyAccessTarget(method, vault) { ProjectId = ProjectId, ProjectName = ProjectName, Key = KeyIdentifier is null ? null : Key(KeyIdentifier, path), ObjectId = ObjectId };
        if (KeyAccessRecordRules.Fault(target, taken) is { } fault)
        {
            throw KeyAccessRecordErrors.RecordUnreadable(path, fault);
        }

        return new(target, createdAt, taken) { RunningClusters = RunningClusters, Seal = RecordChecksum.Check(this) };
    }

    private static KeyIdentifier Key(string text, string path) =>
        AtlasCmk.KeyIdentifier.TryParse(text) ?? throw KeyAccessRecordErrors.RecordUnreadable(path, $"'{text}' is not the identifier of a key");

    private static List<T>? OrNull<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } some ? some : null;

    internal sealed record VaultModel
    {
        [JsonProperty(Required = Required.Always)]
        public string AzureEnvironment { get; init; } = "";

        [JsonProperty(Required = Required.Always)]
        public string SubscriptionId { get; init; } = "";

        [JsonProperty(Required = Required.Always)]
        public string ResourceGroupName { get; init; } = "";

        [JsonProperty(Required = Required.Always)]
        public string Name { get; init; } = "";
    }

    internal sealed record AccessPolicyModel
    {
        [JsonProperty(Required = Required.Always)]
        public string TenantId { get; init; } = "";

        [JsonProperty(Required = Required.Always)]
        public string ObjectId { get; init; } = "";

        public string? ApplicationId { get; init; }

        [JsonProperty(Required = Required.Always)]
        public IReadOnlyList<string> KeyPermissions { get; init; } = [];

        public static AccessPolicyModel Of(KeyVaultAccessPolicy policy) =>
            new() { TenantId = policy.TenantId, ObjectId = policy.ObjectId, ApplicationId = policy.ApplicationId, KeyPermissions = policy.KeyPermissions };

        public KeyVaultAccessPolicy ToCore() => new(TenantId, ObjectId, ApplicationId, KeyPermissions);
    }

    internal sealed record RoleAssignmentModel
    {
        [JsonProperty(Required = Required.Always)]
        public string Id { get; init; } = "";

        [JsonProperty(Required = Required.Always)]
        public string Scope { get; init; } = "";

        [JsonProperty(Required = Required.Always)]
        public string RoleDefinitionId { get; init; } = "";

        [JsonProperty(Required = Required.Always)]
        public string PrincipalId { get; init; } = "";

        public string? PrincipalType { get; init; }

        public string? Condition { get; init; }

        public string? ConditionVersion { get; init; }

        public string? Description { get; init; }

        public string? DelegatedManagedIdentityResourceId { get; init; }

        public string? RoleName { get; init; }

        public static RoleAssignmentModel Of(AssignedRole role) => new()
        {
            Id = role.Assignment.Id,
            Scope = role.Assignment.Scope,
            RoleDefinitionId = role.Assignment.RoleDefinitionId,
            PrincipalId = role.Assignment.PrincipalId,
            PrincipalType = role.Assignment.PrincipalType,
            Condition = role.Assignment.Condition,
            ConditionVersion = role.Assignment.ConditionVersion,
            Description = role.Assignment.Description,
            DelegatedManagedIdentityResourceId = role.Assignment.DelegatedManagedIdentityResourceId,
            RoleName = role.RoleName,
        };

        public AssignedRole ToCore() =>
            new(new(Id, Scope, RoleDefinitionId, PrincipalId)
            {
                PrincipalType = PrincipalType,
                Condition = Condition,
                ConditionVersion = ConditionVersion,
                Description = Description,
                DelegatedManagedIdentityResourceId = DelegatedManagedIdentityResourceId,
            }, RoleName);
    }
}
