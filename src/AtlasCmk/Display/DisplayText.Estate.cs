using System.Management.Automation;

namespace AtlasCmk.Display;

/// <summary>The texts of an estate's status. Columns are narrow: at 80 columns a project, its verdict, its findings and its key must fit.</summary>
static partial class DisplayText
{
    private static readonly string[] s_identities = ["AtlasIdentity", "AzureIdentity"];

    private const int FindingsWidth = 30;
    private const int KeyWidth = 21;

    /// <summary>The columns of a result's table before its last one.</summary>
    private const int BeforeComplianceFinding = 33;

    /// <summary>The Compliant in its color; Unknown if it is empty.</summary>
    public static string? Compliant(PSObject instance) => StatusColor.Of(Text(instance, nameof(Compliant)) ?? CmkStatus.Unknown);

    /// <summary>The KeyVersion, safe to show.</summary>
    public static string? KeyVersion(PSObject instance) => Text(instance, nameof(KeyVersion));

    /// <summary>The VaultAccess in its color.</summary>
    public static string? VaultAccess(PSObject instance) => Status(instance, nameof(VaultAccess));

    /// <summary>The AtlasSignIn, safe to show.</summary>
    public static string? AtlasSignIn(PSObject instance) => Text(instance, nameof(AtlasSignIn));

    /// <summary>KeyCreated to the minute, with its age.</summary>
    public static string? KeyCreated(PSObject instance) => Time(instance, nameof(KeyCreated), ToTheMinute);

    /// <summary>KeyExpires to the minute, with its age.</summary>
    public static string? KeyExpires(PSObject instance) => Time(instance, nameof(KeyExpires), ToTheMinute);

    /// <summary>CredentialExpires to the minute, with its age.</summary>
    public static string? CredentialExpires(PSObject instance) => Time(instance, nameof(CredentialExpires), ToTheMinute);

    /// <summary>All of RegionsNeeded, where PowerShell would show four.</summary>
    public static string? RegionsNeeded(PSObject instance) => All(instance, nameof(RegionsNeeded), ", ");

    /// <summary>All of RegionsCovered, where PowerShell would show four.</summary>
    public static string? RegionsCovered(PSObject instance) => All(instance, nameof(RegionsCovered), ", ");

    /// <summary>All of RegionsMissing, where PowerShell would show four.</summary>
    public static string? RegionsMissing(PSObject instance) => All(instance, nameof(RegionsMissing), ", ");

    /// <summary>All of Findings, each in a line.</summary>
    public static string? Findings(PSObject instance) => All(instance, nameof(Findings), "\n");

    /// <summary>The name of the project, or its ID, and below it the organization.</summary>
    public static string? ProjectInStatus(PSObject instance) =>
        $"{ProjectName(instance) ?? ProjectId(instance)}{(OrganizationName(instance) is { Length: > 0 } organization ? $"\n({organization})" : "")}";

    /// <summary>The findings, each in a line; if there is none, how much could not be assessed.</summary>
    public static string FindingsInStatus(PSObject instance)
    {
        var findings = Items(instance, nameof(Findings)).ToList();
        var unread = Items(instance, nameof(Unread)).Count();
        return string.Join('\n', findings.Append(unread > 0 ? $"{unread} not assessed (see Unread)" : "").Where(f => f.Length > 0).Select(f => Lines.Wrap(f, FindingsWidth)));
    }

    /// <summary>Vault and key, then the version in short, its age, and when it expires.</summary>
    public static string? KeyInStatus(PSObject instance)
    {
        if (Text(instance, "KeyVaultName") is not { } vault)
        {
            return Text(instance, "KeyIdentifier");
        }

        var key = Text(instance, "KeyName");
        var name = key is null ? vault : vault.Length + key.Length < KeyWidth ? $"{vault}/{key}" : $"{vault}/\n{key}";
        var version = Text(instance, nameof(KeyVersion)) is { } id ? id[..Math.Min(8, id.Length)] : "version?";
        var latest = LanguagePrimitives.IsTrue(instance.Properties["FollowsLatestVersion"]?.Value) ? " (latest)" : "";
        var age = Text(instance, "KeyAgeInDays") is { } days ? $", {days} d old" : "";
        var end = Time(instance, nameof(KeyExpires)) is { } time ? $"\n{(time > Now(instance) ? "expires" : "expired")} {Age.Of(time, Now(instance))}" : "";
        return $"{name}\n{Lines.Wrap($"{version}{latest}{age}", KeyWidth)}{end}";
    }

    /// <summary>The regions with an ACTIVE endpoint; public if Atlas may use the public network.</summary>
    public static string? RegionsInStatus(PSObject instance) =>
        !IsTrue(instance, "Enabled") ? null
        : !IsTrue(instance, "RequirePrivateNetworking") ? "public"
        : (Items(instance, nameof(RegionsNeeded)).Count(), Items(instance, nameof(RegionsCovered)).Count()) is var (needed, covered)
            && Text(instance, "ClustersEligible") is not null && needed == covered + Items(instance, nameof(RegionsMissing)).Count()
            ? $"{covered} of {needed}" : CmkStatus.Unknown;

    /// <summary>The encrypted clusters of those that could be.</summary>
    public static string? ClustersInStatus(PSObject instance) => !IsTrue(instance, "Enabled") ? null
        : Text(instance, "ClustersEligible") is { } all ? $"{Text(instance, "ClustersEncrypted")} of {all}" : CmkStatus.Unknown;

    /// <summary>Whether Atlas needs a secret, and when it expires.</summary>
    public static string? SignInInStatus(PSObject instance) => Text(instance, nameof(AtlasSignIn)) switch
    {
        CmkStatus.Role => "no secret",
        CmkStatus.ClientSecret => Time(instance, nameof(CredentialExpires)) is { } time ? Age.Of(time, Now(instance)) : CmkStatus.Unknown,
        _ => null,
    };

    /// <summary>The Result in its color.</summary>
    public static string? Result(PSObject instance) => Status(instance, nameof(Result));

    /// <summary>The Control, safe to show.</summary>
    public static string? Control(PSObject instance) => Text(instance, nameof(Control));

    /// <summary>The Title, safe to show.</summary>
    public static string? Title(PSObject instance) => Text(instance, nameof(Title));

    /// <summary>The Baseline, safe to show.</summary>
    public static string? Baseline(PSObject instance) => Text(instance, nameof(Baseline));

    /// <summary>The ExceptionReason, safe to show.</summary>
    public static string? ExceptionReason(PSObject instance) => Text(instance, nameof(ExceptionReason));

    /// <summary>ExceptionUntil to the day, with its age.</summary>
    public static string? ExceptionUntil(PSObject instance) => Time(instance, nameof(ExceptionUntil), ToTheDay);

    /// <summary>AssessedAt to the minute, with its age.</summary>
    public static string? AssessedAt(PSObject instance) => Time(instance, nameof(AssessedAt), ToTheMinute);

    /// <summary>All of Frameworks, where PowerShell would show four.</summary>
    public static string? Frameworks(PSObject instance) => All(instance, nameof(Frameworks), ", ");

    /// <summary>The project that a result is about, or the vault.</summary>
    public static string? ComplianceSubject(PSObject instance) =>
        Project(instance) ?? Text(instance, "Target");

    /// <summary>The evidence of a control or the reason, and below it the remedy, if one is needed.</summary>
    public static string ComplianceFinding(PSObject instance)
    {
        var width = Room(BeforeComplianceFinding);
        var until = Time(instance, nameof(ExceptionUntil))?.UtcDateTime.ToString(ToTheDay, System.Globalization.CultureInfo.InvariantCulture);
        var (result, evidence, reason) = (Text(instance, nameof(Result)), Text(instance, "Evidence") ?? "", Text(instance, "Reason") ?? "");
        var seen = evidence.Length > 0 && reason.Length > 0 ? $"{evidence} ({reason})" : evidence + reason;
        var below = result switch
        {
            ControlResult.Excepted => $"Excepted until {until}: {ExceptionReason(instance)}",
            ControlResult.Failed or ControlResult.NotAssessed => Text(instance, "Remedy") ?? "",
            _ => "",
        };
        return Lines.Wrap(seen, width) + (below.Length == 0 ? "" : $"\n{Lines.Wrap($"> {below}", width)}");
    }

    private static bool IsTrue(PSObject instance, string property) => LanguagePrimitives.IsTrue(instance.Properties[property]?.Value);

    private static IEnumerable<string> Items(PSObject instance, string property) =>
        instance.Properties[property]?.Value is { } value && LanguagePrimitives.GetEnumerable(value) is { } several ? several.Cast<object?>().Select(o => VisibleText.Of(o?.ToString())) : [];

    /// <summary>How many checks of a diagnosis ended in each way, the worst first.</summary>
    public static string? Checks(PSObject instance) =>
        instance?.Properties["Checks"]?.Value is { } value && LanguagePrimitives.GetEnumerable(value) is { } checks
            ? string.Join(", ", checks.Cast<object>().GroupBy(c => $"{PSObject.AsPSObject(c).Properties["Status"]?.Value}").OrderBy(g => Array.IndexOf(s_worstFirst, g.Key))
                .Select(g => $"{g.Count()} {VisibleText.Of(g.Key)}"))
            : null;

    private static readonly string[] s_worstFirst = [CheckStatus.Failed, CheckStatus.Warning, CheckStatus.Unknown, CheckStatus.Passed];

    /// <summary>The first eight digits of KeyVersion, which tell versions of a key apart.</summary>
    public static string? KeyVersionShort(PSObject instance) => Text(instance, nameof(KeyVersion)) is { Length: > 8 } version ? version[..8] : Text(instance, nameof(KeyVersion));

    /// <summary>The evidence of a change in short; its Change property has the requests.</summary>
    public static string? Change(PSObject instance)
    {
        if (instance?.Properties[nameof(Change)]?.Value is not { } value || PSObject.AsPSObject(value) is not { } change || change.Properties["Changed"]?.Value is not true
            || LanguagePrimitives.GetEnumerable(change.Properties["Requests"]?.Value) is not { } requests)
        {
            return Text(instance, nameof(Change));
        }

        var count = requests.Cast<object>().Count();
        return $"{count} {(count == 1 ? "request" : "requests")} by {string.Join(" and ", s_identities.Select(who => Text(change, who)).OfType<string>())}";
    }

    /// <summary>Whether something was changed.</summary>
    public static string? Changed(PSObject instance) => Text(instance, nameof(Changed));

    /// <summary>ChangedAt to the minute, with its age.</summary>
    public static string? ChangedAt(PSObject instance) => Time(instance, nameof(ChangedAt), ToTheMinute);

    /// <summary>Each request on a separate line.</summary>
    public static string? Requests(PSObject instance) => All(instance, nameof(Requests), "\n");
}
