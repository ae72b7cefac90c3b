using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>What prevents disabling a provider's key for a project.</summary>
internal static class EncryptionRemoval
{
    public static void Check(Project project, string provider, bool isConfigured)
    {
        if (!isConfigured)
        {
            return;
        }

        // In any state: an endpoint that is still being deleted counts too.
        if (provider == "AZURE" && project.Endpoints.Count > 0)
        {
            throw ApiErrors.BadRequest("CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS", "Encryption at Rest cannot be disabled when private endpoints are present.");
        }

        if (project.Clusters.Exists(c => c.EncryptionAtRestProvider == provider))
        {
            throw ApiErrors.Conflict("CANNOT_DISABLE_ENCRYPTION_AT_REST", "Cannot disable encryption at rest: it is still enabled on one or more clusters in the group.");
        }

        if (project.BackupCompliancePolicy is { EncryptionAtRestEnabled: true } && ConfiguredProviders(project) == 1)
        {
            throw ApiErrors.BadRequest("CAN_NOT_DISABLE_ALL_ENCRYPTION_AT_REST_SETTINGS_WHILE_BACKUP_COMPLIANCE_POLICY_ENCRYPTION_ENABLED",
                "Cannot disable all encryption at rest settings while the Backup Compliance Policy requires encryption at rest.");
        }
    }

    private static int ConfiguredProviders(Project project) =>
        new object?[] { project.Encryption.Azure, project.Encryption.AwsKms, project.Encryption.GoogleCloudKms }.Count(p => p is not null);
}
