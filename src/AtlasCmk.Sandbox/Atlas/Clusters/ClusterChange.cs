using System.Text.Json;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A PATCH of a cluster: encryption, pausing and backups. Other settings do not change here.</summary>
internal static class ClusterChange
{
    private static readonly string[] s_changeable = ["encryptionAtRestProvider", "paused", "backupEnabled"];

    public static void Apply(AtlasApiRequest request, Cluster cluster)
    {
        var body = request.Body;
        if (body.EnumerateObject().FirstOrDefault(p => !s_changeable.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } other)
        {
            throw ApiErrors.Conflict("UNSUPPORTED_FEATURE", $"This world does not change the attribute {other.Name} of a cluster.", other.Name);
        }

        if (cluster.StateName == "DELETING")
        {
            throw ApiErrors.BadRequest("CLUSTER_ALREADY_REQUESTED_DELETION", $"Cluster {cluster.Name} is already being deleted.", cluster.Name);
        }

        // Assumption: the error code for a cluster that is being created, or that is internal to MongoDB, is not published.
        if (cluster.StateName == "CREATING" || cluster.InternalRole != "NONE")
        {
            throw ApiErrors.Conflict("CLUSTER_UPDATE_UNSUPPORTED", $"Cluster {cluster.Name} cannot be updated now.", cluster.Name);
        }

        var provider = ProviderIn(body);
        CheckPausing(cluster, body.Flag("paused"), changesMore: provider is not null || body.Flag("backupEnabled") is not null);
        if (cluster.IsTenant && provider is null)
        {
            throw ApiErrors.BadRequest("TENANT_CLUSTER_UPDATE_UNSUPPORTED", $"Shared-tier cluster {cluster.Name} cannot be updated.", cluster.Name);
        }

        ChangeProvider(request, cluster, provider);
        cluster.BackupEnabled = body.Flag("backupEnabled") ?? cluster.BackupEnabled;
        if (body.Flag("paused") is { } paused && paused != cluster.PausedByUser)
        {
            Submitted(request, cluster);
            request.World.Clusters.Pause(cluster, paused);
        }
    }

    private static string? ProviderIn(JsonElement body)
    {
        if (!body.TryGetProperty("encryptionAtRestProvider", out var value))
        {
            return null;
        }

        return value.GetString() switch
        {
            null => throw ApiErrors.BadRequest("MISSING_ENCRYPTION_AT_REST_PROVIDER", "An encryption at rest provider must be specified."),
            "NONE" or "AWS" or "AZURE" or "GCP" => value.GetString(),
            var other => throw ApiErrors.BadRequest("INVALID_ENCRYPTION_AT_REST_PROVIDER", $"Invalid encryption at rest provider {other} specified.", other),
        };
    }

    /// <summary>A cluster that Atlas stopped looks like a paused cluster, but a user cannot resume it.</summary>
    private static void CheckPausing(Cluster cluster, bool? paused, bool changesMore)
    {
        if (paused is not null && changesMore)
        {
            throw ApiErrors.Conflict("CANNOT_UPDATE_AND_PAUSE_CLUSTER", $"Cluster {cluster.Name} cannot be updated and paused or resumed in one request.", cluster.Name);
        }

        if (paused == true && cluster.Paused)
        {
            throw ApiErrors.Conflict("CLUSTER_ALREADY_PAUSED", $"Cluster {cluster.Name} is already paused.", cluster.Name);
        }

        if (cluster.Paused && (changesMore || (paused == false && !cluster.PausedByUser)))
        {
            throw ApiErrors.Conflict("CANNOT_UPDATE_PAUSED_CLUSTER", $"Cannot update cluster {cluster.Name} while it is paused.", cluster.Name);
        }
    }

    private static void ChangeProvider(AtlasApiRequest request, Cluster cluster, string? provider)
    {
        if (provider is null || provider == cluster.EncryptionAtRestProvider)
        {
            return;
        }

        if (provider == "NONE")
        {
            ClusterEncryptionRules.CheckDisable(request, cluster);
        }
        else if (cluster.EncryptionAtRestProvider != "NONE")
        {
            throw ApiErrors.Conflict("CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER", "Cannot change the encryption at rest provider: disable it and enable it again with another.",
                cluster.EncryptionAtRestProvider, provider);
        }
        else
        {
            ClusterEncryptionRules.CheckEnable(request, cluster, provider);
        }

        Submitted(request, cluster);
        request.World.Clusters.ChangeProvider(cluster, provider);
    }

    private static void Submitted(AtlasApiRequest request, Cluster cluster) =>
        request.World.Feed.Write(cluster.Project, EventTypes.ClusterUpdateSubmitted, cluster.Name, request.Caller());
}
