namespace AtlasCmk.Rules;

/// <summary>The checks of the key version. <see cref="KeyVersionRules"/> decides whether Atlas can use it.</summary>
internal static class KeyChecks
{
    private static readonly PrerequisiteRule s_identifier = new("KeyIdentifier", "the full URL of a key in the vault, with a version or without", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_exists = new("KeyExists", "the vault has this key version", VendorPages.PrivateEndpoints);

    /// <summary>One rule for each possible reason against a version.</summary>
    private static readonly (PrerequisiteRule Rule, KeyVersionFault[] Faults)[] s_rules =
    [
        (new("KeyEnabled", "enabled", VendorPages.ListOfCodes), [KeyVersionFault.Disabled, KeyVersionFault.EnabledNotTold]),
        (new("KeyActive", "already active", VendorPages.ListOfCodes), [KeyVersionFault.NotYetActive]),
        (new("KeyExpiry", "no expiry within 48 hours", VendorPages.ListOfCodes), [KeyVersionFault.Expired, KeyVersionFault.Expiring]),
        (new("KeyType", "RSA or RSA-HSM", VendorPages.KeyTypes), [KeyVersionFault.NotRsa]),
        (new("KeyOperations", "encrypt and decrypt are allowed", VendorPages.KeysInAzure), [KeyVersionFault.OperationMissing]),
    ];

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) => [Identifier(facts), Exists(facts), .. s_rules.Select(r => Version(facts, r.Rule, r.Faults))];

    private static string Key(PrerequisiteFacts facts) => facts.Target.KeyText ?? "the key";

    private static PrerequisiteCheck Identifier(PrerequisiteFacts facts)
    {
        var check = s_identifier.On(facts, Key(facts));
        return facts.Target switch
        {
            { IsInUse: true, KeyFault: { ErrorId: not "KeyOfAnotherCloud" } e } target when target.Key is null || target.IsInUseAndValid =>
                check.Unknown($"Atlas names the key this way, and AtlasCmk does not understand it: {e.Message}", e.Remedy),
            { KeyFault: { ErrorId: not "KeyOfAnotherCloud" } e } => check.Failed(e),
            { Key: { FollowsLatest: true } key } => check.Passed($"the latest enabled version of {key.KeyName} in {key.VaultName}, which Atlas follows: the identifier names no version"),
            { Key: { } key } => check.Passed($"version {key.Version} of {key.KeyName} in {key.VaultName}"),
            _ when !facts.Encryption.IsKnown => check.Unknown(facts.Encryption.Reason, facts.Encryption.Failure?.Remedy),
            _ when facts.Encryption.Value!.Enabled => check.Unknown("the project is encrypted, but Atlas does not name its key", "Name it with -KeyIdentifier."),
            _ => check.Unknown("the project has no key yet, and the command names none", "Name it with -KeyIdentifier."),
        };
    }

    private static PrerequisiteCheck Exists(PrerequisiteFacts facts)
    {
        var check = s_exists.On(facts, Key(facts));
        return check.Over(facts.KeyVersion, version => version is not null ? check.Passed(!facts.Target.Key!.FollowsLatest ? "exists" : Followed(facts, version))
            : facts.Vault is { IsKnown: true, Value: null } ? check.Unknown("there is no such vault")
            : check.Failed(facts.Target.Key!.FollowsLatest ? "the vault has no such key" : "the vault has no such version", PowerShellCommand.Of(
                $"Undo-AzKeyVaultKeyRemoval -VaultName {facts.Target.VaultName} -Name {facts.Target.Key!.KeyName} # if the key was deleted; otherwise pass a version that exists (-KeyIdentifier)")));
    }

    private static string Followed(PrerequisiteFacts facts, KeyVersion version) => version.Enabled switch
    {
        true => $"the latest enabled version is {version.Version}{(facts.FallBack is { } text ? $". {text}" : "")}",
        false => "exists, but none of its versions is enabled",
        null => "there",
    };

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
            return against is { Fault: KeyVersionFault.NotRsa } && !KeyVersionRules.IsKnownType(version.KeyType!) ? check.NotUnderstood("kty", version.KeyType!)
                : against is { Fault: KeyVersionFault.EnabledNotTold } ? check.Unknown(against.Text)
                : against is { Fault: KeyVersionFault.Disabled } ? Disabled(facts, check, version)
                : against is not null ? check.Failed(against.Text, Remedy(facts, version, against.Fault))
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

    /// <summary>Enabling a version that was disabled on purpose would undo a freeze. So no command is suggested until the reason is clear.</summary>
    private static PrerequisiteCheck Disabled(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, KeyVersion version)
    {
        var frozen = version.FreezeTag is { } text ? FreezeTag.ProjectOf(text) : null;
        var thaw = PowerShellCommand.Of($"Grant-AtlasKeyAccess -RecordPath {null as string} -ProjectId {frozen ?? facts.ProjectId} -Wait");
        return version.FreezeTag is { } tag
            ? check.Failed($"it was disabled by a freeze (tag {KeyVersion.FreezeTagName}: {tag})",
            PowerShellCommand.Of($"{thaw} # with the record that Revoke-AtlasKeyAccess wrote, once the freeze may end"))
            : check.Failed($"it is disabled, perhaps on purpose: Revoke-AtlasKeyAccess freezes data this way (no {KeyVersion.FreezeTagName} tag names who did it)",
                $"Find out who disabled it, and why. If the data were frozen: {thaw}. If it was a mistake: {PowerShellCommand.Of($"{Update(facts, version)} -Enable $true")}");
    }

    /// <summary>Atlas does not change keys while it cannot use the current one, which must become usable first. Az uses times in UTC.</summary>
    private static string Remedy(PrerequisiteFacts facts, KeyVersion version, KeyVersionFault fault) => fault switch
    {
        KeyVersionFault.Expired or KeyVersionFault.Expiring => PowerShellCommand.Of($"{Update(facts, version)} -Expires (Get-Date).ToUniversalTime().AddYears(1)"),
        KeyVersionFault.NotYetActive => PowerShellCommand.Of($"{Update(facts, version)} -NotBefore (Get-Date).ToUniversalTime()"),
        KeyVersionFault.OperationMissing => PowerShellCommand.Of($"{Update(facts, version)} -KeyOps {KeyVersionRules.WithNeededOperations(version)}"),
        _ => "Give a version of an RSA key (-KeyIdentifier).",
    };

    private static PowerShellCommand Update(PrerequisiteFacts facts, KeyVersion version) =>
        PowerShellCommand.Of($"Update-AzKeyVaultKey -VaultName {facts.Target.VaultName} -Name {version.Identifier.KeyName} -Version {version.Version}");
}
