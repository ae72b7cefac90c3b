using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Which clusters can use a customer-managed key, and when they can stop using it.</summary>
internal static class ClusterEncryptionRules
{
    public static void CheckEnable(AtlasApiRequest request, Cluster cluster, string provider)
    {
        var (world, project) = (request.World, request.Project);
        CheckRole(request);
        if (cluster.IsTenant)
        {
            throw ApiErrors.BadRequest("CANNOT_USE_ENCRYPTION_AT_REST_TENANT", "Encryption at rest cannot be used on a shared-tier cluster.", cluster.Name);
        }

        if (cluster.Regions.FirstOrDefault(r => r.InstanceSize is "M2" or "M5") is { } small)
        {
            throw ApiErrors.BadRequest("INSUFFICIENT_INSTANCE_SIZE", $"Encryption at rest needs an instance size of M10 or larger, not {small.InstanceSize}.", small.InstanceSize);
        }

        if (!IsConfigured(project, provider))
        {
            throw ApiErrors.BadRequest("ENCRYPTION_AT_REST_NOT_ENABLED", $"Encryption at rest is not enabled for group {project.Id}.", project.Id);
        }

        if (provider != "AZURE")
        {
            return;
        }

        if (project.Encryption.RequiresPrivateNetworking)
        {
            CheckPrivateNetworking(project, cluster);
        }

        // Checks the key now instead of using the last result: an endpoint may have just become ACTIVE.
        if (!world.KeyValidator.Try(project, project.Encryption.Azure!).IsValid)
        {
            throw AzureKeyVaultChange.InaccessibleKey();
        }
    }

    public static void CheckDisable(AtlasApiRequest request, Cluster cluster)
    {
        CheckRole(request);
        if (request.Project.BackupCompliancePolicy is { EncryptionAtRestEnabled: true })
        {
            throw ApiErrors.BadRequest("CANNOT_DISABLE_ENCRYPTION_AT_REST_WITH_BACKUP_COMPLIANCE_POLICY",
                "Cannot disable encryption at rest while the Backup Compliance Policy requires it.", cluster.Name);
        }

        if (cluster.EncryptionAtRestProvider == "AZURE" && request.Project.Encryption.Azure is { } azure
            && (cluster.LostKeyConnection || request.World.KeyValidator.Try(request.Project, azure).Validity == KeyValidity.Unusable))
        {
            throw AzureKeyVaultChange.InaccessibleKey();
        }
    }

    /// <summary>A Cluster Manager can change a cluster, but only a Project Owner can change its key.</summary>
    private static void CheckRole(AtlasApiRequest request) => RoleCheck.Demand(request, RoleNeed.ProjectOwner);

    private static void CheckPrivateNetworking(Project project, Cluster cluster)
    {
        if (cluster.IsMultiCloud)
        {
            throw ApiErrors.BadRequest("MULTI_CLOUD_CLUSTER_INVALID", "Encryption at rest over private networking is not supported for multi-cloud clusters.", cluster.Name);
        }

        if (!cluster.IsAzureAlone)
        {
            throw ApiErrors.BadRequest("ENCRYPTION_AT_REST_PROVIDER_NOT_SUPPORTED", "Encryption at rest provider AZURE is not supported on this cluster over private networking.", cluster.Name);
        }

        // "Every region needs its own endpoint". The error code is an assumption.
        if (cluster.Regions.FirstOrDefault(r => !project.Endpoints.Exists(e => e.RegionName == r.RegionName && e.Status == "ACTIVE")) is { } uncovered)
        {
            throw ApiErrors.Conflict("REGION_UNAVAILABLE", $"Region {uncovered.RegionName} has no active private endpoint for encryption at rest.", uncovered.RegionName);
        }
    }

    private static bool IsConfigured(Project project, string provider) => provider switch
    {
        "AZURE" => project.Encryption.Azure is not null,
        "AWS" => project.Encryption.AwsKms is not null,
        _ => project.Encryption.GoogleCloudKms is not null,
    };
}
