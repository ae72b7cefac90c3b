namespace AtlasCmk.Rules;

/// <summary>The checks of the project and of the Atlas credentials.</summary>
internal static class AtlasChecks
{
    private static readonly PrerequisiteRule s_credential = new("AtlasCredential", "Atlas accepts the credentials, and they belong to the project", VendorPages.ApiAccess);
    private static readonly PrerequisiteRule s_role = new("AtlasRole", "Project Owner", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_state = new("ProjectState", "the project is not INACTIVE, and its organization is active", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_policy = new("BackupCompliancePolicy", "no policy that prevents disabling encryption later", VendorPages.BackupPolicy);
    private static readonly PrerequisiteRule s_search = new("SearchNodes", "search nodes are encrypted with the key too", VendorPages.EncryptionAtRest);

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) =>
        [Credential(facts), Role(facts), State(facts), Policy(facts), .. SearchNodes(facts)];

    private static PrerequisiteCheck Credential(PrerequisiteFacts facts)
    {
        var check = s_credential.On(facts, facts.ProjectId);
        return facts.Encryption switch
        {
            { IsKnown: true } => check.Passed(Name(facts) is { } name ? $"the credentials can read project {name}" : "the credentials can read the project"),
            { Failure: { Kind: FailureKind.Authentication or FailureKind.PermissionDenied } e } => check.Failed(e),
            { Failure: { ErrorId: "NoAccessToProject" } e } => check.Failed(e),
            _ => check.Over(facts.Encryption, _ => check.Passed("")),
        };
    }

    /// <summary>No operation shows the roles of an API key. Only a Project Owner can list the endpoints, so that shows the role.</summary>
    private static PrerequisiteCheck Role(PrerequisiteFacts facts)
    {
        var check = s_role.On(facts, facts.ProjectId);
        return facts.Endpoints is { Failure: { ErrorId: "RoleTooSmall" } e }
            ? check.Failed(e)
            : check.Over(facts.Endpoints, _ => check.Passed("Project Owner: the private endpoints can be listed"));
    }

    private static PrerequisiteCheck State(PrerequisiteFacts facts)
    {
        var check = s_state.On(facts, facts.ProjectId);
        AtlasCmkException?[] failures = [facts.Encryption.Failure, facts.Clusters.Failure];
        if (failures.FirstOrDefault(f => f is { ErrorId: "OrganizationInactive" or "OrganizationSuspended" } or AtlasApiException { ErrorCode: "INVALID_ATLAS_GROUP" }) is { } e)
        {
            return check.Failed(e);
        }

        return check.Unknown("cannot be checked: the Atlas API does not report whether a project is INACTIVE",
            "If the project has had no cluster for a long time, create one, or ask MongoDB support to reactivate it.");
    }

    private static PrerequisiteCheck Policy(PrerequisiteFacts facts)
    {
        var check = s_policy.On(facts, facts.ProjectId);
        return check.Over(facts.PolicyRequiresEncryption, required => required
            ? check.Warning("a Backup Compliance Policy requires encryption at rest: once on, it cannot be disabled",
            "Make sure that the key can be kept as long as the policy lasts; only MongoDB support can lift it.")
            : check.Passed("none"));
    }

    private static IEnumerable<PrerequisiteCheck> SearchNodes(PrerequisiteFacts facts)
    {
        var whole = s_search.On(facts, facts.ProjectId);
        if (facts.Target.EnabledForSearchNodes is true)
        {
            return [whole.Passed("on for every cluster of the project")];
        }

        if (facts.Target.EnabledForSearchNodes is null)
        {
            return [whole.Unknown(facts.Encryption.Reason, facts.Encryption.Failure?.Remedy)];
        }

        if (!facts.SearchNodes.IsKnown)
        {
            return [whole.Unknown(facts.SearchNodes.Reason, facts.SearchNodes.Failure?.Remedy ?? "Add -IncludeSearchNodes (one request for each cluster).")];
        }

        return facts.SearchNodes.Value!.Count == 0
            ? [whole.Passed("no cluster has search nodes")]
            : facts.SearchNodes.Value.Select(cluster => SearchNodesOf(s_search.On(facts, cluster.Key), cluster.Value));
    }

    private static PrerequisiteCheck SearchNodesOf(PrerequisiteCheckBuilder check, string provider) => provider switch
    {
        EncryptionProvider.Azure => check.Passed(provider),
        EncryptionProvider.None => check.Warning("not encrypted with a customer key", PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {check.ProjectId} -EnabledForSearchNodes")),
        _ => check.Unknown($"Atlas reports that a key from '{provider}' encrypts them, and not one from Azure"),
    };

    private static string? Name(PrerequisiteFacts facts) => facts.Projects.Value?.FirstOrDefault(p => p.ProjectId == facts.ProjectId)?.Name;
}
