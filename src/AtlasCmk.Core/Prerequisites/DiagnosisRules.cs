namespace AtlasCmk;

/// <summary>From the checks of a configuration to the first cause of its failure. Pure: no request is made here.</summary>
/// <remarks>Source: "Encryption at Rest using Customer Key Management": Atlas looks every 15 minutes, and shuts the processes of encrypted clusters down where key or credentials are not valid; where the vault merely cannot be reached they stay up, until they restart.</remarks>
internal static class DiagnosisRules
{
    private const string ClientSecret = "ClientSecret";
    private const string Network = "Network";
    private const string PrivateEndpoint = "PrivateEndpoint";

    private static readonly TimeSpan s_validationInterval = TimeSpan.FromMinutes(15);

    /// <summary>In the order in which one hides the next.</summary>
    private static readonly (string Cause, string[] Checks)[] s_causes =
    [
        (ClientSecret, ["AtlasSignIn"]),
        ("Vault", ["VaultExists", "VaultCloud"]),
        ("IdentityRights", ["AtlasVaultReader", "AtlasKeyRights"]),
        ("Key", ["KeyIdentifier", "KeyExists", "KeyEnabled", "KeyActive", "KeyExpiry", "KeyType", "KeyOperations"]),
        (Network, ["VaultNetwork"]),
        (PrivateEndpoint, ["PrivateEndpoint"]),
    ];

    public static CmkDiagnosis Of(PrerequisiteFacts facts, IReadOnlyList<PrerequisiteCheck> checks)
    {
        if (facts.Encryption.Value is not { Enabled: true } current)
        {
            return new(facts.ProjectId, null, "NotEnabled", facts.Encryption.IsKnown ? "the project is not encrypted with a key in Azure Key Vault" : facts.Encryption.Reason,
                facts.Encryption.IsKnown ? "Set-AtlasEncryptionAtRest" : facts.Encryption.Failure?.Remedy);
        }

        var relevant = checks.Append(Endpoints(facts)).OfType<PrerequisiteCheck>().ToList();
        var isOtherSecret = current.Valid is true && relevant.RemoveAll(IsRefusedSecret) > 0;
        var verdicts = s_causes.Select(c => (c.Cause, Checks: relevant.Where(r => c.Checks.Contains(r.Name)).ToList())).ToList();
        string[] ruledOut = [.. verdicts.Where(v => v.Checks.Count > 0 && v.Checks.TrueForAll(c => c.Status == CheckStatus.Passed || IsHarmless(c))).Select(v => v.Cause)];
        var (cause, first) = verdicts.Select(v => (v.Cause, First: v.Checks.Find(IsAgainst))).FirstOrDefault(v => v.First is not null);
        string[] open =
        [
            .. isOtherSecret ? [$"{ClientSecret}: the secret given here is not in force; Atlas's own works"] : (string[])[],
            .. verdicts.Where(v => v.Checks.Exists(c => c.Status == CheckStatus.Unknown)).Select(v => v.Cause),
        ];
        return current.Valid switch
        {
            _ when first is not null => Diagnosis(facts, current, cause, $"{first.Name} ({first.Target}): {first.Actual}", first.Remedy, ruledOut, open),
            true => Diagnosis(facts, current, "None", "Atlas reports that it can use the key, and nothing that can be seen speaks against it", null, ruledOut, open),
            _ => Diagnosis(facts, current, "NotFound", open.Length > 0 ? "all that can be seen from here is in order" : "all is in order; Atlas may not have looked since it was mended", Again(facts, open), ruledOut, open),
        };
    }

    private static CmkDiagnosis Diagnosis(PrerequisiteFacts facts, EncryptionAtRest current, string cause, string explanation, string? remedy, IReadOnlyList<string> ruledOut, IReadOnlyList<string> open)
    {
        var encrypted = cause == "None" ? [] : facts.KnownClusters.Where(c => c.IsEncryptedWithAzure).ToList();
        var stopped = encrypted.Where(c => c.Paused).Select(c => c.Name).ToList();
        var merelyUnreachable = cause is Network or PrivateEndpoint;
        return new(facts.ProjectId, current.Valid, cause, explanation, remedy)
        {
            RuledOut = ruledOut,
            NotRuledOut = [.. open.Where(o => o != cause)],
            AtStake = [.. encrypted.Select(c => c.Name)],
            By = encrypted.Count == stopped.Count || merelyUnreachable ? null : Deadline(facts, cause),
            Consequence = encrypted.Count == 0 ? null
                : stopped.Count == encrypted.Count ? "they have stopped, and start again once Atlas can use the key"
                : merelyUnreachable ? "those that run go on until they restart; then they stay down until Atlas reaches the vault"
                : "Atlas shuts their processes down at its next look; they start again once it can use the key",
        };
    }

    /// <summary>Atlas's next look; or the moment at which a key that is still good expires.</summary>
    private static DateTimeOffset Deadline(PrerequisiteFacts facts, string cause) =>
        cause == "Key" && facts.KeyVersion.Value is { Enabled: true, Expires: { } end } && end > facts.Now && facts.Encryption.Value?.Valid is true
            ? end
            : facts.Now + s_validationInterval;

    private static bool IsRefusedSecret(PrerequisiteCheck check) => check is { Status: CheckStatus.Failed, Name: "AtlasSignIn" };

    private static bool IsAgainst(PrerequisiteCheck check) => check.Status == CheckStatus.Failed || (check.Status == CheckStatus.Warning && !IsHarmless(check));

    /// <summary>A vault that is still public under private networking does not keep Atlas out.</summary>
    private static bool IsHarmless(PrerequisiteCheck check) => check is { Status: CheckStatus.Warning, Name: "VaultNetwork" };

    /// <summary>Under private networking: whether every endpoint over which an encrypted cluster reaches its key is ACTIVE, and its connection approved.</summary>
    private static PrerequisiteCheck? Endpoints(PrerequisiteFacts facts)
    {
        if (!facts.Target.RequirePrivateNetworking)
        {
            return null;
        }

        var check = new PrerequisiteRule(PrivateEndpoint, "ACTIVE, in every region with encrypted nodes", RuleSource.PrivateEndpoints).On(facts, facts.ProjectId);
        return check.Over(facts.ActiveRegions, active =>
        {
            var needed = facts.KnownClusters.Where(c => c.IsEncryptedWithAzure).SelectMany(c => c.Regions).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var missing = needed.Except(active, StringComparer.OrdinalIgnoreCase).ToList();
            var endpoints = facts.Endpoints.Value!;
            var said = missing.Select(r => endpoints.FirstOrDefault(e => e.RegionName.Equals(r, StringComparison.OrdinalIgnoreCase)) is { } e
                ? $"{r} is {e.Status}{(e.ErrorMessage is { Length: > 0 } m ? $" ({m})" : "")}" : $"{r} has none");
            return missing.Count > 0 && facts.NetworkRegistration.Value is { } state && state != "Registered"
                ? check.Failed($"{string.Join(", ", said)}; and Microsoft.Network is {state} in the subscription", "Register-AzResourceProvider -ProviderNamespace Microsoft.Network")
                : missing.Count > 0 ? check.Failed(string.Join(", ", said), EndpointRemedy.For(facts, missing))
                : active.Count == 0 ? check.Failed("none is ACTIVE", endpoints.Count > 0 ? EndpointRemedy.For(facts, endpoints.Select(e => e.RegionName)) : EndpointRemedy.For(facts, facts.KnownClusters.SelectMany(c => c.Regions)))
                : Decided(facts, check, active);
        });
    }

    /// <summary>Atlas takes up to three minutes to notice that a connection was rejected or removed in Azure.</summary>
    private static PrerequisiteCheck Decided(PrerequisiteFacts facts, PrerequisiteVerdict check, IReadOnlyList<string> active) => check.Over(facts.Connections, connections =>
    {
        var names = connections.Where(c => c.Is(ConnectionStatus.Approved)).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lost = facts.Endpoints.Value!.FirstOrDefault(e => e.Status == EndpointStatus.Active && !names.Contains(e.PrivateEndpointConnectionName ?? ""));
        return lost is null
            ? check.Passed(string.Join(", ", active))
            : check.Failed($"{lost.RegionName} is {lost.Status} for Atlas, but its connection is not approved in the vault: Atlas will recreate it",
                $"Wait-AtlasAkvPrivateEndpoint -ProjectId {facts.ProjectId} -EndpointId {lost.EndpointId} -Status {EndpointStatus.PendingAcceptance} | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint");
    });

    private static string Again(PrerequisiteFacts facts, string[] open) => open.Contains(ClientSecret) && facts.Target.ClientId is { } client
        ? $"Test-AtlasCmkPrerequisite -ProjectId {facts.ProjectId} -AzureCredential (Get-Credential {client}) -Diagnose"
        : $"Test-AtlasCmkPrerequisite -ProjectId {facts.ProjectId} -Diagnose";
}
