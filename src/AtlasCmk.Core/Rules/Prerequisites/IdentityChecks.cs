namespace AtlasCmk.Rules;

/// <summary>The checks of the identity that Atlas uses in Azure.</summary>
internal static class IdentityChecks
{
    private const string Expired = "AADSTS7000222";

    private const string AsAtlasSays = "Atlas reports that it can use the key";

    /// <summary>The name of the check, which the diagnosis uses too.</summary>
    public const string SecretExpiry = "AtlasSecretExpiry";

    /// <summary>AtlasCmk's own choice: time for a change window, and for the snapshots that need the former secret's application.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(30);

    /// <summary>The errors that another secret fixes.</summary>
    private static readonly string[] s_ofSecret = [Expired, "AADSTS7000215", "AADSTS7000216"];

    /// <summary>Errors of Microsoft Entra about the application, its secret or its tenant. Other errors, such as Conditional Access, can concern this computer instead of Atlas.</summary>
    private static readonly string[] s_refusals = [.. s_ofSecret, "AADSTS7000112", "AADSTS700016", "AADSTS90002", "AADSTS900023"];

    private static readonly PrerequisiteRule s_signIn = new("AtlasSignIn", "Atlas's application signs in to Azure with a secret that has not expired", VendorPages.KeysInAzure);
    private static readonly PrerequisiteRule s_expiry = new(SecretExpiry, $"the client secret that Atlas uses ends in more than {s_soon.Days} days (a limit of AtlasCmk)", VendorPages.ClientSecrets);
    private static readonly PrerequisiteRule s_reader = new("AtlasVaultReader", "Atlas's identity has Key Vault Reader, or another role that reads the vault and its keys",
        VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_rights = new("AtlasKeyRights", "Atlas's identity may get, encrypt and decrypt with the vault's keys", VendorPages.PrivateEndpoints);

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) => [SignIn(facts), Expiry(facts), Reader(facts), Rights(facts)];

    private static string Identity(PrerequisiteFacts facts) => facts.Target.RoleId ?? facts.Target.ClientId ?? facts.AtlasObjectId.Value ?? "Atlas's identity";

    private static PrerequisiteCheck SignIn(PrerequisiteFacts facts)
    {
        var check = s_signIn.On(facts, Identity(facts));
        if (facts.Target.RoleId is not null)
        {
            return OrAsAtlasSays(facts, check, facts.AtlasObjectId, principal => check.Passed($"the service principal {principal} has no secret that could expire"));
        }

        return facts.SignIn is { Failure: AzureApiException { ErrorCode: { } code } e } && s_refusals.Contains(code)
            ? check.Failed(e.Message, facts.Encryption.Value is { Enabled: true } && s_ofSecret.Contains(code)
                ? PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {facts.ProjectId} -AzureCredential (Get-Credential {facts.Target.ClientId})")
                : e.Remedy)
            : OrAsAtlasSays(facts, check, facts.SignIn, who => check.Passed(who.ToString()));
    }

    /// <summary>It never fails for what is possible only: another secret of the application may be the one in Atlas.</summary>
    private static PrerequisiteCheck Expiry(PrerequisiteFacts facts)
    {
        var check = s_expiry.On(facts, Identity(facts));
        return facts.Target.RoleId is not null ? check.Passed("Atlas signs in through a role, which has no secret") : check.Over(facts.SecretEnd, end =>
            end.HasEnded is true ? check.Failed(end.Explanation, NewSecret(facts))
            : end.Latest < facts.Now + s_soon ? check.Warning(end.Explanation, NewSecret(facts))
            : end.Earliest >= facts.Now + s_soon ? check.Passed(end.Explanation)
            : check.Unknown($"it is unclear which secret Atlas uses: {end.Explanation}", facts.Target.ClientSecret is not null ? null
                : (string)PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {facts.ProjectId} -AzureCredential (Get-Credential {facts.Target.ClientId})")));
    }

    private static string NewSecret(PrerequisiteFacts facts) => facts.Encryption.Value is { Enabled: true }
        ? PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {facts.ProjectId} -AzureCredential (Get-Credential {facts.Target.ClientId})")
        : PowerShellCommand.Of($"New-AzADAppCredential -ApplicationId {facts.Target.ClientId}");

    /// <summary>Whether Microsoft Entra refuses the given secret because it has expired.</summary>
    public static bool IsExpired(PrerequisiteFacts facts) => facts.SignIn.Failure is AzureApiException { ErrorCode: Expired };

    /// <summary>Whether the refusal applies to any secret of the application, not only to a wrong secret in the command.</summary>
    public static bool IsRefusedAsApplication(PrerequisiteFacts facts) => facts.SignIn.Failure is AzureApiException { ErrorCode: Expired or "AADSTS7000112" or "AADSTS700016" };

    /// <summary>That Atlas can use the key proves no right to read the vault.</summary>
    private static PrerequisiteCheck Reader(PrerequisiteFacts facts) => Of(facts, s_reader.On(facts, Identity(facts)), AtlasRights.ToReadVault(facts.Rights));

    private static PrerequisiteCheck Rights(PrerequisiteFacts facts)
    {
        var (check, right) = (s_rights.On(facts, Identity(facts)), AtlasRights.ToUseKey(facts.Rights));
        return right.IsHidden && facts.Target.IsInUseAndValid ? check.Passed(AsAtlasSays) : Of(facts, check, right);
    }

    /// <summary>Atlas has not validated yet since a right was removed, where it reports that it can use the key. A freeze removes such rights on purpose.</summary>
    private static PrerequisiteCheck Of(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, AtlasRight right) => right.IsHeld switch
    {
        true => check.Passed(right.Reason),
        null => check.Unknown(right.Reason, right.Remedy),
        false when facts.Target.IsInUseAndValid => check.Warning($"{right.Reason}; Atlas still reports that it can use the key, perhaps not for long", right.Remedy!),
        false => check.Failed(right.Reason, right.Remedy!),
    };

    /// <summary>For what cannot be read here, Atlas's current report counts if it uses exactly these settings.</summary>
    private static PrerequisiteCheck OrAsAtlasSays<T>(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, ReadResult<T> fact, Func<T, PrerequisiteCheck> judge) =>
        !fact.IsKnown && facts.Target.IsInUseAndValid ? check.Passed(AsAtlasSays) : check.Over(fact, judge);
}
