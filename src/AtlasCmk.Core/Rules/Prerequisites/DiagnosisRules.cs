namespace AtlasCmk.Rules;

/// <summary>Finds the first cause of a failure from the checks of a configuration. Pure: sends no requests.</summary>
/// <remarks>
/// Only observed facts are causes. Without one, the diagnosis is Undetermined and lists what was not checked, the likely items first.
/// While Atlas reports that it can use the key, a contradicting vault setting is only a possibility, because no key works without its vault.
/// Source: "Encryption at Rest using Customer Key Management". Atlas checks every 15 minutes. It shuts down encrypted clusters if the key or
/// the credentials are not valid. If the vault is only unreachable, they run until they restart.
/// </remarks>
internal static class DiagnosisRules
{
    private const string ClientSecret = "ClientSecret";
    private const string Vault = "Vault";
    private const string IdentityRights = "IdentityRights";
    private const string Key = "Key";
    private const string Network = "Network";
    private const string Undetermined = "Undetermined";

    private static readonly TimeSpan s_validationInterval = TimeSpan.FromMinutes(15);

    /// <summary>In the order in which one problem hides the next.</summary>
    private static readonly (string Cause, string[] Checks)[] s_causes =
    [
        (ClientSecret, ["AtlasSignIn", IdentityChecks.SecretExpiry]),
        (Vault, ["VaultExists", "VaultCloud"]),
        (IdentityRights, ["AtlasVaultReader", "AtlasKeyRights"]),
        (Key, ["KeyIdentifier", "KeyExists", "KeyEnabled", "KeyActive", "KeyExpiry", "KeyType", "KeyOperations"]),
        (Network, ["VaultNetwork"]),
        (EndpointDiagnosis.Cause, [EndpointDiagnosis.Cause]),
    ];

    /// <summary>What was not checked, the likely items first: secrets expire, and other people change rights.</summary>
    private static readonly (string Cause, string Words)[] s_likely =
        [(ClientSecret, "client secret"), (IdentityRights, "rights"), (Network, "the vault's network"), (EndpointDiagnosis.Cause, "private endpoints"), (Key, "key"), (Vault, "vault")];

    public static CmkDiagnosis Of(PrerequisiteFacts facts, IReadOnlyList<PrerequisiteCheck> checks)
    {
        if (facts.Encryption.Value is not { Enabled: true } current)
        {
            return facts.Encryption.IsKnown
                ? new(facts.ProjectId, null, "NotEnabled", "the project is not encrypted with a key in Azure Key Vault", EncryptionErrors.Enablement(facts.ProjectId))
                : new(facts.ProjectId, null, Undetermined, $"No cause found. Not checked: the project's settings ({facts.Encryption.Reason})", facts.Encryption.Failure?.Remedy);
        }

        // A secret that ends soon is not the cause yet, and one of several that has ended may not be the one in Atlas.
        var relevant = checks.Where(c => c.Name != IdentityChecks.SecretExpiry || facts.SecretEnd.Value is { NoneIsLeft: true })
            .Append(EndpointDiagnosis.Of(facts)).OfType<PrerequisiteCheck>().Select(c => IsWrongSecret(facts, c) ? OfAnotherSecret(facts, c) : c).ToList();
        var verdicts = s_causes.Select(c => (c.Cause, Checks: relevant.Where(r => c.Checks.Contains(r.Name)).ToList())).ToList();
        string[] ruledOut = [.. verdicts.Where(v => v.Checks.Count > 0 && v.Checks.TrueForAll(c => c.Status == CheckStatus.Passed || IsHarmless(c))).Select(v => v.Cause)];
        var against = verdicts.Select(v => (v.Cause, First: v.Checks.Find(IsAgainst))).Where(v => v.First is not null).ToLookup(v => current.Valid is true && v.Cause is Vault or Network);
        var (cause, first) = against[false].FirstOrDefault();
        var (area, doubt) = against[true].FirstOrDefault();
        string[] open = [.. verdicts.Where(v => v.Checks.Exists(c => c.Status == CheckStatus.Unknown))
            .Select(v => v.Cause == ClientSecret && current.Valid is true && checks.Any(c => IsWrongSecret(facts, c))
            ? $"{ClientSecret}: the secret that you gave is not the one in use, which works" : v.Cause), .. against[true].Select(v => v.Cause)];
        return first is not null ? Diagnosis(facts, current, cause, Seen(first, current), first.Remedy, ruledOut, open)
            : doubt is not null ? Diagnosis(facts, current, "None", Contradiction(area, doubt), Again(facts, open), ruledOut, open)
            : current.Valid is true ? Diagnosis(facts, current, "None", Working(relevant), null, ruledOut, open)
            : Diagnosis(facts, current, Undetermined, NotChecked(facts, current, relevant), Again(facts, open), ruledOut, open);
    }

    private static CmkDiagnosis Diagnosis(PrerequisiteFacts facts, EncryptionAtRest current, string cause, string explanation, string? remedy,
        IReadOnlyList<string> ruledOut, IReadOnlyList<string> open)
    {
        var affected = cause == "None" ? [] : facts.KnownClusters.Where(c => c.MayBeEncryptedWithAzure).ToList();
        var encrypted = affected.Where(c => c.IsEncryptedWithAzure).ToList();
        var perhaps = affected.Where(c => !c.IsEncryptedWithAzure).Select(c => $"{c.Name} ({c.KeyInWords})").ToList();
        var merelyUnreachable = cause is Network or EndpointDiagnosis.Cause;
        var fallsBack = facts.FallBack is { } text && !explanation.Contains(text, StringComparison.Ordinal) ? $"{explanation.TrimEnd('.')}. {text}." : explanation;
        return new(facts.ProjectId, current.Valid, cause, fallsBack, remedy)
        {
            RuledOut = ruledOut,
            NotRuledOut = [.. open.Where(o => o != cause)],
            AtStake = [.. encrypted.Select(c => c.Name)],
            By = affected.TrueForAll(c => c.Paused) || merelyUnreachable || cause == Undetermined ? null : Deadline(facts, cause),
            Consequence = cause == "None" ? null
                : !facts.Clusters.IsKnown ? $"It is unclear which clusters this affects: {facts.Clusters.Reason}"
                : perhaps.Count > 0 ? $"{Consequence(current, cause, encrypted)} It is unclear whether this affects {string.Join(", ", perhaps)}.".TrimStart()
                : Consequence(current, cause, encrypted),
        };
    }

    /// <summary>What happens to the clusters that use the key. Null if there are none.</summary>
    private static string? Consequence(EncryptionAtRest current, string cause, List<AtlasCluster> encrypted) =>
        encrypted.Count == 0 ? null
        : encrypted.TrueForAll(c => c.Paused) ? "They have stopped, and start again once Atlas can use the key."
        : cause == Undetermined ? "Atlas may shut their processes down when it next validates the key; if it merely cannot reach the vault, they continue until they restart."
        : cause is Network or EndpointDiagnosis.Cause ? "Running clusters continue until they restart; then they stay down until Atlas reaches the vault."
        : $"Atlas {(current.Valid is true ? "may shut" : "shuts")} their processes down when it next validates the key; they start again once it can use the key.";

    /// <summary>Atlas's next check, or the time when a valid key expires.</summary>
    private static DateTimeOffset Deadline(PrerequisiteFacts facts, string cause) =>
        cause == Key && facts.KeyVersion.Value is { Enabled: true, Expires: { } end } && end > facts.Now && facts.Encryption.Value?.Valid is true
            ? end
            : facts.Now + s_validationInterval;

    /// <summary>A wrong secret in the command says nothing about the one in Atlas. Neither does a refusal while Atlas can use the key.</summary>
    private static bool IsWrongSecret(PrerequisiteFacts facts, PrerequisiteCheck check) =>
        check is { Status: CheckStatus.Failed, Name: "AtlasSignIn" } && (facts.Encryption.Value!.Valid is true || !IdentityChecks.IsRefusedAsApplication(facts));

    private static PrerequisiteCheck OfAnotherSecret(PrerequisiteFacts facts, PrerequisiteCheck check) => new(facts.ProjectId, check.Name, check.Target, CheckStatus.Unknown,
        $"the secret that you gave is refused, and Atlas may use another one: {check.Actual}", check.Expected, check.Remedy, check.Source);

    private static bool IsAgainst(PrerequisiteCheck check) => check.Status == CheckStatus.Failed || (check.Status == CheckStatus.Warning && !IsHarmless(check));

    /// <summary>A vault that is still public under private networking does not block Atlas.</summary>
    private static bool IsHarmless(PrerequisiteCheck check) => check is { Status: CheckStatus.Warning, Name: "VaultNetwork" };

    /// <summary>A warning already covers what Atlas reports.</summary>
    private static string Seen(PrerequisiteCheck check, EncryptionAtRest current) => current.Valid is true && check.Status == CheckStatus.Failed
        ? $"{Seen(check)}. Atlas still reports that it can use the key; it may not have validated it since."
        : Seen(check);

    private static string Seen(PrerequisiteCheck check) => $"{check.Name} ({check.Target}): {check.Actual}";

    private static string Contradiction(string area, PrerequisiteCheck check) =>
        $"Atlas reports that it can use the key, and this contradicts it: {Seen(check)}. One possibility: {(area == Network ? "the vault's network" : "the vault")} changed "
            + "after Atlas last validated the key.";

    /// <summary>A working key proves nothing about what was not read. Running clusters need their endpoints only when they restart.</summary>
    private static string Working(IReadOnlyList<PrerequisiteCheck> checks) => string.Join("; ", Open(checks)) is { Length: > 0 } open
        ? $"Atlas reports that it can use the key. Not checked: {open}." : "The key works. No problem found.";

    private static IEnumerable<string> Open(IReadOnlyList<PrerequisiteCheck> checks) =>
        from likely in s_likely
        let open = checks.Where(c => c.Status == CheckStatus.Unknown && s_causes.Any(s => s.Cause == likely.Cause && s.Checks.Contains(c.Name))).Select(c => c.Actual).Distinct().ToList()
        where open.Count > 0
        select $"{likely.Words} ({string.Join("; ", open)})";

    private static string NotChecked(PrerequisiteFacts facts, EncryptionAtRest current, IReadOnlyList<PrerequisiteCheck> checks)
    {
        string[] hidden = [facts.Target.RoleId is null ? "conditional access for Atlas's sign-in" : "whether Atlas can sign in as its service principal", "deny assignments in Azure"];
        return $"{(current.Valid is null ? "Atlas does not say whether it can use the key. " : "")}No cause found. Not checked: "
            + $"{string.Join("; ", Open(checks).Concat(hidden))}. Atlas may also not have validated the key again yet.";
    }

    private static string Again(PrerequisiteFacts facts, string[] open) => open.Contains(ClientSecret) && facts.Target.ClientId is { } client
        ? PowerShellCommand.Of($"Get-AtlasCmkDiagnosis -ProjectId {facts.ProjectId} -AzureCredential (Get-Credential {client})")
        : PowerShellCommand.Of($"Get-AtlasCmkDiagnosis -ProjectId {facts.ProjectId}");
}
