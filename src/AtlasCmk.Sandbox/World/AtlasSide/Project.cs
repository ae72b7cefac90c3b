namespace AtlasCmk.Sandbox.World;

internal sealed class Project
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Organization Organization { get; init; }

    public required DateTimeOffset Created { get; set; }

    /// <summary>The vault that is prepared for this project. The settings that Atlas uses are in <see cref="Encryption"/>.</summary>
    public required Vault Vault { get; init; }

    /// <summary><c>active</c>, <c>deleted</c>, or <c>invalid</c> for a project that Atlas cannot load.</summary>
    public string State { get; set; } = "active";

    /// <summary>False for a project without access to keys over private endpoints. The feature was once on request only.</summary>
    public bool PrivateNetworkingOffered { get; set; } = true;

    public List<Cluster> Clusters { get; } = [];

    /// <summary>Deleted clusters that still have backups.</summary>
    public List<Cluster> DeletedClusters { get; } = [];

    public List<FlexCluster> FlexClusters { get; } = [];

    public EncryptionSettings Encryption { get; } = new();

    public List<AtlasEndpoint> Endpoints { get; } = [];

    /// <summary>In order of time.</summary>
    public List<AtlasEvent> Events { get; } = [];

    public List<AzureRole> AzureRoles { get; } = [];

    public List<AwsRole> AwsRoles { get; } = [];

    /// <summary>The customer's tags: values by key.</summary>
    public Dictionary<string, string> Tags { get; } = [];

    public BackupCompliancePolicy? BackupCompliancePolicy { get; set; }

    public Cluster? FindCluster(string name) => Clusters.Find(c => c.Name == name);

    public bool HasActiveEndpoint => Endpoints.Exists(e => e.Status == "ACTIVE");
}

internal sealed record FlexCluster(string Id, string Name, Project Project, string BackingProviderName, string RegionName, DateTimeOffset Created);

/// <summary>A role for the customer's AWS account that is not authorized yet. It cannot access a vault, but it is in the list of roles.</summary>
internal sealed record AwsRole(string Id, string ExternalId, DateTimeOffset Created);

/// <summary>An Azure service principal of Atlas's application that a project can use instead of a client secret.</summary>
internal sealed class AzureRole
{
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string ServicePrincipalId { get; init; }

    public required string AtlasAzureAppId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastUpdated { get; set; }

    public bool Authorized { get; set; }
}

internal sealed record BackupCompliancePolicy(string AuthorizedEmail, bool EncryptionAtRestEnabled, DateTimeOffset Updated);
