namespace AtlasCmk;

/// <summary>What is asked of the key version. Whether Atlas can use it is <see cref="KeyVersionRules"/>' to say.</summary>
internal static class KeyChecks
{
    private static readonly PrerequisiteRule s_identifier = new("KeyIdentifier", "the full URL of one version of a key in the vault", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_exists = new("KeyExists", "the vault has this version", RuleSource.PrivateEndpoints);

    /// <summary>One rule for each that can speak against a version.</summary>
    private static readonly (PrerequisiteRule Rule, KeyVersionFault[] Faults)[] s_rules =
    [
        (new("KeyEnabled", "enabled", RuleSource.AtlasErrors), [KeyVersionFault.Disabled]),
        (new("KeyActive", "active already", RuleSource.AtlasErrors), [KeyVersionFault.NotYetActive]),
        (new("KeyExpiry", "no expiry within 48 hours", RuleSource.AtlasErrors), [KeyVersionFault.Expired, KeyVersionFault.Expiring]),
        (new("KeyType", "RSA or RSA-HSM", RuleSource.KeyTypes), [KeyVersionFault.NotRsa]),
        (new("KeyOperations", "encrypt and decrypt are allowed", RuleSource.AtlasKeyVault), [KeyVersionFault.OperationMissing]),
    ];

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) => [Identifier(facts), Exists(facts), .. s_rules.Select(r => Version(facts, r.Rule, r.Faults))];

    private static string Key(PrerequisiteFacts facts) => facts.Target.KeyText ?? "the key";

    private static PrerequisiteCheck Identifier(PrerequisiteFacts facts)
    {
        var check = s_identifier.On(facts, Key(facts));
        return facts.Target switch
        {
            { KeyFault: { ErrorId: not "KeyOfAnotherCloud" } e } => check.Failed(e),
            { Key: { } key } => check.Passed($"version {key.Version} of {key.KeyName} in {key.VaultName}"),
            _ => check.Unknown("the project has no key yet, and the call names none", "Name it with -KeyIdentifier."),
        };
    }

    private static PrerequisiteCheck Exists(PrerequisiteFacts facts)
    {
        var check = s_exists.On(facts, Key(facts));
        return check.Over(facts.KeyVersion, version => version is not null ? check.Passed("there")
            : facts.Vault is { IsKnown: true, Value: null } ? check.Unknown("there is no such vault")
            : check.Failed("Azure knows no such version in the vault", $"Undo-AzKeyVaultKeyRemoval -VaultName {facts.Target.VaultName} -Name {facts.Target.Key!.KeyName}, where the key was deleted; else give a version that is there (-KeyIdentifier)"));
    }

    private static PrerequisiteCheck Version(PrerequisiteFacts facts, PrerequisiteRule rule, KeyVersionFault[] faults)
    {
        var check = rule.On(facts, Key(facts));
        return check.Over(facts.KeyVersion, version =>
        {
            if (version is null)
            {
                return check.Unknown("there is no such version");
            }

            var against = KeyVersionRules.ReasonsAgainst(version, facts.Now).FirstOrDefault(r => faults.Contains(r.Fault));
            return against is not null ? check.Failed(against.Text, Remedy(facts, against.Fault))
                : IsNotTold(version, faults) ? check.Unknown("Azure does not say")
                : check.Passed(Actual(version, faults));
        });
    }

    private static bool IsNotTold(KeyVersion version, KeyVersionFault[] faults) =>
        (faults is [KeyVersionFault.NotRsa] && version.KeyType is null) || (faults is [KeyVersionFault.OperationMissing] && version.Operations.Count == 0);

    private static string Actual(KeyVersion version, KeyVersionFault[] faults) => faults[0] switch
    {
        KeyVersionFault.Disabled => "enabled",
        KeyVersionFault.NotYetActive => version.NotBefore is { } start ? $"since {start:u}" : "always",
        KeyVersionFault.Expired => version.Expires is { } end ? $"expires at {end:u}" : "never expires",
        KeyVersionFault.NotRsa => version.KeySize is { } size ? $"{version.KeyType} {size}" : version.KeyType!,
        _ => string.Join(", ", version.Operations),
    };

    /// <summary>Atlas changes no key while it cannot use the present one: that one has to be mended first.</summary>
    private static string Remedy(PrerequisiteFacts facts, KeyVersionFault fault)
    {
        var update = $"Update-AzKeyVaultKey -VaultName {facts.Target.VaultName} -Name {facts.Target.Key!.KeyName} -Version {facts.Target.Key.Version}";
        return fault switch
        {
            KeyVersionFault.Disabled => $"{update} -Enable $true",
            KeyVersionFault.Expired or KeyVersionFault.Expiring => $"{update} -Expires (Get-Date).AddYears(1)",
            KeyVersionFault.NotYetActive => $"{update} -NotBefore (Get-Date)",
            KeyVersionFault.OperationMissing => $"{update} -KeyOps encrypt, decrypt",
            _ => "Give a version of an RSA key (-KeyIdentifier).",
        };
    }
}
