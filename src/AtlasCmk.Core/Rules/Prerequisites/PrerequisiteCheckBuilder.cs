namespace AtlasCmk.Rules;

/// <summary>A rule and its target, before the check.</summary>
/// <remarks>
/// What was not read, not understood or forbidden to read is Unknown with the reason, and never Passed.
/// Passed requires a fact with a known value. An unknown value is quoted. Failed requires a fact too: a right that was not
/// found is not Failed if it could not have been found, for example because a group can grant it.
/// The tests have a situation for every way in which a check can be Unknown.
/// </remarks>
internal readonly record struct PrerequisiteCheckBuilder(PrerequisiteRule Rule, string ProjectId, string Target)
{
    public PrerequisiteCheck Passed(string actual) => Ends(CheckStatus.Passed, actual, null);

    public PrerequisiteCheck Failed(string actual, string remedy) => Ends(CheckStatus.Failed, actual, remedy);

    public PrerequisiteCheck Failed(AtlasCmkException failure) => Ends(CheckStatus.Failed, failure.Message, failure.Remedy);

    public PrerequisiteCheck Warning(string actual, string remedy) => Ends(CheckStatus.Warning, actual, remedy);

    public PrerequisiteCheck Unknown(string reason, string? remedy = null) => Ends(CheckStatus.Unknown, reason, remedy);

    /// <summary>Azure or Atlas returned an unknown value.</summary>
    public PrerequisiteCheck NotUnderstood(string property, string value, string? remedy = null) => Unknown($"{property} '{value}' is not a value that AtlasCmk knows", remedy);

    /// <summary>The result for a fact, or Unknown without one.</summary>
    public PrerequisiteCheck Over<T>(ReadResult<T> fact, Func<T, PrerequisiteCheck> judge) =>
        fact.IsKnown ? judge(fact.Value!) : Unknown(fact.Reason, fact.Failure?.Remedy);

    private PrerequisiteCheck Ends(string status, string actual, string? remedy) =>
        new(ProjectId, Rule.Name, Target, status, actual, Rule.Expected, remedy, Rule.Source);
}

/// <summary>One rule: its name, the requirement, and its source.</summary>
internal sealed record PrerequisiteRule(string Name, string Expected, Uri Source)
{
    /// <summary>The rule for one target.</summary>
    public PrerequisiteCheckBuilder On(PrerequisiteFacts facts, string target) => new(this, facts.ProjectId, target);
}

/// <summary>The pages that state the rules.</summary>
internal static class RuleSource
{
    public static readonly Uri PrivateEndpoints = new("https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/");
    public static readonly Uri AtlasKeyVault = new("https://www.mongodb.com/docs/atlas/security-azure-kms/");
    public static readonly Uri PublicNetwork = new("https://www.mongodb.com/docs/atlas/security/azure-kms-over-public-network/");
    public static readonly Uri AtlasKeys = new("https://www.mongodb.com/docs/atlas/security-kms-encryption/");
    public static readonly Uri AtlasErrors = new("https://www.mongodb.com/docs/atlas/reference/api-errors/");
    public static readonly Uri AtlasAccess = new("https://www.mongodb.com/docs/atlas/configure-api-access/");
    public static readonly Uri BackupPolicy = new("https://www.mongodb.com/docs/atlas/backup/cloud-backup/backup-compliance-policy/");
    public static readonly Uri Clouds = new("https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates");
    public static readonly Uri AzureSignIn = new("https://learn.microsoft.com/azure/key-vault/general/authentication");
    public static readonly Uri SoftDelete = new("https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview");
    public static readonly Uri Connections = new("https://learn.microsoft.com/azure/key-vault/general/private-link-service");
    public static readonly Uri KeyTypes = new("https://learn.microsoft.com/azure/key-vault/keys/about-keys-details");
}
