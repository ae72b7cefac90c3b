using System.Text.Json;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A PATCH of Azure's block. It is merged with the current settings, checked against the rules and validated with the vault.</summary>
internal static class AzureKeyVaultChange
{
    private static readonly BodyShape s_shape = new(
        new BodyAttribute("enabled", AttributeKind.Flag),
        new BodyAttribute("azureEnvironment", AttributeKind.Text),
        new BodyAttribute("clientID", AttributeKind.Uuid),
        new BodyAttribute("tenantID", AttributeKind.Uuid),
        new BodyAttribute("secret", AttributeKind.Text),
        new BodyAttribute("subscriptionID", AttributeKind.Uuid),
        new BodyAttribute("resourceGroupName", AttributeKind.Text),
        new BodyAttribute("keyVaultName", AttributeKind.Text),
        new BodyAttribute("keyIdentifier", AttributeKind.Text),
        new BodyAttribute("roleId", AttributeKind.ObjectId),
        new BodyAttribute("requirePrivateNetworking", AttributeKind.Flag),
        new BodyAttribute("valid", AttributeKind.Flag, ReadOnly: true));

    public static Action Prepare(SandboxWorld world, Project project, JsonElement block)
    {
        s_shape.Check(block);
        var before = project.Encryption.Azure;
        if (block.Flag("enabled") == false)
        {
            EncryptionRemoval.Check(project, "AZURE", isConfigured: before is not null);
            return () => Apply(world, project, null);
        }

        if (before is null && block.Flag("enabled") is null)
        {
            throw ApiErrors.Missing("enabled");
        }

        var after = Merge(before ?? new AzureKeyVaultSettings(), block);
        CheckComplete(block, after, isFirst: before is null);
        CheckRole(project, block.Text("roleId"));
        CheckNetworking(project, before, after);
        if (before is not null)
        {
            CheckVaultStays(project, before, after);
            CheckKeyIsAccessible(world, project, before, after);
        }

        // Under private networking only the data nodes can validate the key, and they do so later. The identifier can be checked now.
        if (ConcernsKey(before, after))
        {
            var finding = after.RequirePrivateNetworking ? KeyProbe.TryIdentifier(after) ?? KeyFinding.Usable : world.KeyValidator.Try(project, after);
            if (finding.Validity != KeyValidity.Usable)
            {
                world.Feed.Write(project, EventTypes.ValidationFailed);
                throw ApiErrors.BadRequest(finding.Code, finding.Detail);
            }
        }

        return () => Apply(world, project, after);
    }

    private static AzureKeyVaultSettings Merge(AzureKeyVaultSettings before, JsonElement block)
    {
        var after = before with
        {
            AzureEnvironment = block.Text("azureEnvironment") ?? before.AzureEnvironment,
            ClientId = block.Text("clientID") ?? before.ClientId,
            TenantId = block.Text("tenantID") ?? before.TenantId,
            Secret = block.Text("secret") ?? before.Secret,
            SubscriptionId = block.Text("subscriptionID") ?? before.SubscriptionId,
            ResourceGroupName = block.Text("resourceGroupName") ?? before.ResourceGroupName,
            KeyVaultName = block.Text("keyVaultName") ?? before.KeyVaultName,
            KeyIdentifier = block.Text("keyIdentifier") ?? before.KeyIdentifier,
            RoleId = block.Text("roleId") ?? before.RoleId,
            RequirePrivateNetworking = block.Flag("requirePrivateNetworking") ?? before.RequirePrivateNetworking,
        };

        if (after.RoleId is null)
        {
            return after;
        }

        if (block.Text("clientID") is not null || block.Text("tenantID") is not null || block.Text("secret") is not null)
        {
            throw ApiErrors.Validation("clientID, tenantID and secret cannot be used together with roleId.");
        }

        // "If validation succeeds stored static credentials are removed and can't be used". If it fails, they stay.
        // Under private networking validation ends later. Assumption: until then a read shows the old credentials.
        after = after with { RoleId = before.RoleId, CandidateRoleId = after.RoleId };
        return before.Secret is not null && after.RequirePrivateNetworking ? after : after.WithCandidate();
    }

    private static void CheckComplete(JsonElement block, AzureKeyVaultSettings after, bool isFirst)
    {
        List<(string Name, string? Value)> needed =
        [
            ("azureEnvironment", isFirst ? block.Text("azureEnvironment") : after.AzureEnvironment),
            ("subscriptionID", after.SubscriptionId),
            ("resourceGroupName", after.ResourceGroupName),
            ("keyVaultName", after.KeyVaultName),
            ("keyIdentifier", after.KeyIdentifier),
        ];
        if (after.RoleId is null)
        {
            needed.AddRange([("clientID", after.ClientId), ("tenantID", after.TenantId), ("secret", after.Secret)]);
        }

        string[] missing = [.. needed.Where(n => n.Value is null).Select(n => n.Name)];
        if (missing.Length > 0)
        {
            throw ApiErrors.Missing(missing);
        }

        // Atlas still accepts Azure Germany, which closed in 2021.
        if (after.AzureEnvironment == "AZURE_GERMANY")
        {
            throw ApiErrors.BadRequest("AZURE_KEY_VAULT_ENVIRONMENT_NOT_SUPPORTED", "Azure Key Vault environment AZURE_GERMANY is not supported.", after.AzureEnvironment);
        }

        if (!CloudEndpoints.Known.Any(c => c.AtlasName == after.AzureEnvironment))
        {
            throw ApiErrors.InvalidEnum(after.AzureEnvironment);
        }
    }

    private static void CheckRole(Project project, string? roleId)
    {
        if (roleId is not null && !project.AzureRoles.Exists(r => r.Id == roleId && r.Authorized))
        {
            throw ApiErrors.BadRequest("CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED", $"Cloud provider access role {roleId} is not authorized.", roleId);
        }
    }

    private static void CheckNetworking(Project project, AzureKeyVaultSettings? before, AzureKeyVaultSettings after)
    {
        if (after.RequirePrivateNetworking && !project.PrivateNetworkingOffered)
        {
            throw new ApiErrorException(403, "FEATURE_UNSUPPORTED", "Encryption at rest over private networking is not supported for this project.");
        }

        if (before is { RequirePrivateNetworking: true } && !after.RequirePrivateNetworking && project.Endpoints.Count > 0)
        {
            string[] regions = [.. project.Endpoints.Select(e => e.RegionName).Distinct()];
            throw ApiErrors.BadRequest("CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST",
                $"Cannot disable requirePrivateNetworking field when there are private endpoints. Remove private endpoints in region(s) {string.Join(", ", regions)}.", [.. regions]);
        }
    }

    /// <summary>Immutable "once private endpoints are set up". A PATCH with the same value is accepted, because clients send whole documents.</summary>
    private static void CheckVaultStays(Project project, AzureKeyVaultSettings before, AzureKeyVaultSettings after)
    {
        foreach (var (name, old, value) in new[]
        {
            ("subscriptionID", before.SubscriptionId, after.SubscriptionId),
            ("resourceGroupName", before.ResourceGroupName, after.ResourceGroupName),
            ("keyVaultName", before.KeyVaultName, after.KeyVaultName),
        })
        {
            if (project.Endpoints.Count > 0 && !string.Equals(old, value, StringComparison.OrdinalIgnoreCase))
            {
                throw ApiErrors.Validation($"The attribute {name} cannot be changed while private endpoints exist.", name);
            }
        }
    }

    /// <summary>Data encrypted with a key that Atlas can no longer use cannot move to another key.</summary>
    private static void CheckKeyIsAccessible(SandboxWorld world, Project project, AzureKeyVaultSettings before, AzureKeyVaultSettings after)
    {
        if (!KeyAddress.AreSame(after.KeyIdentifier, before.KeyIdentifier)
            && project.Clusters.Exists(c => c.EncryptionAtRestProvider == "AZURE")
            && world.KeyValidator.Try(project, after with { KeyIdentifier = before.KeyIdentifier }).Validity == KeyValidity.Unusable)
        {
            throw InaccessibleKey();
        }
    }

    public static ApiErrorException InaccessibleKey() => ApiErrors.BadRequest("ENCRYPTION_AT_REST_SETTINGS_INVALID",
        "Atlas is unable to access your encryption key. You cannot change your encryption key until access to the current one is restored.");

    /// <summary>Whether anything other than the network path to the vault changed. Changing only the path is not refused.</summary>
    private static bool ConcernsKey(AzureKeyVaultSettings? before, AzureKeyVaultSettings after) =>
        before is null || before with { RequirePrivateNetworking = after.RequirePrivateNetworking, CandidateRoleId = after.CandidateRoleId } != after;

    /// <summary>Clusters do not move when only the text of the identifier changes and it still means the same version.</summary>
    private static string? VersionIn(SandboxWorld world, Project project, AzureKeyVaultSettings? settings) =>
        settings is null ? null
        : project.Encryption.FollowedVersion ?? world.Keys.Find(KeyAddress.Parse(settings.KeyIdentifier))?.Identifier;

    private static void Apply(SandboxWorld world, Project project, AzureKeyVaultSettings? after)
    {
        var before = project.Encryption.Azure;
        project.Encryption.Azure = after;
        ClusterLifecycle.FollowNetworking(project);
        // Under private networking the data nodes validate. Until then Atlas reports their last result.
        if (after is null || before is null || (ConcernsKey(before, after) && !after.RequirePrivateNetworking))
        {
            project.Encryption.LastFinding = null;
        }

        project.Encryption.IsChangeUntried = after is not null;
        if (!KeyAddress.AreSame(after?.KeyIdentifier, before?.KeyIdentifier))
        {
            var versionBefore = VersionIn(world, project, before);
            (project.Encryption.FollowedVersion, project.Encryption.FollowedSince) = (null, null);
            if (after is not null && before is not null && VersionIn(world, project, after) != versionBefore)
            {
                world.Clusters.RollOutKey(project);
            }
        }

        world.KeyValidator.Observe(project);
    }
}
