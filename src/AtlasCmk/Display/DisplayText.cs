using System.Globalization;
using System.Management.Automation;

namespace AtlasCmk.Display;

/// <summary>What tables and lists show: a text made safe to show, a status in its color, a time with its age. Only AtlasCmk.Format.ps1xml uses it, through
/// hidden properties in AtlasCmk.Types.ps1xml; the objects keep their plain values.</summary>
/// <remarks>Unlike a script block in a format, this code also works in constrained language mode, and for objects from a job or a file.</remarks>
public static partial class DisplayText
{
    private const string ToTheMinute = "yyyy-MM-dd HH:mm'Z'";
    private const string ToTheDay = "yyyy-MM-dd";

    /// <summary>The columns of a check's table before its last one.</summary>
    private const int CheckWidth = 36;
    private const int BeforeFinding = 48;

    /// <summary>The columns of a usage's table, and those before its last one.</summary>
    private const int HolderWidth = 16;
    private const int TimeWidth = 10;
    private const int BeforeEvidence = 63;

    /// <summary>The columns of an event's table before its last one.</summary>
    private const int BeforeDetail = 60;

    /// <summary>The Status in its color.</summary>
    public static string? Status(PSObject instance) => Status(instance, "Status");

    /// <summary>The StateName in its color.</summary>
    public static string? StateName(PSObject instance) => Status(instance, "StateName");

    /// <summary>The State in its color.</summary>
    public static string? State(PSObject instance) => Status(instance, "State");

    /// <summary>The Valid in its color.</summary>
    public static string? Valid(PSObject instance) => Status(instance, "Valid");

    /// <summary>The Certainty in its color.</summary>
    public static string? Certainty(PSObject instance) => Status(instance, "Certainty");

    /// <summary>The SafeToDisable in its color.</summary>
    public static string? SafeToDisable(PSObject instance) => Status(instance, "SafeToDisable");

    /// <summary>Created to the minute, with its age.</summary>
    public static string? Created(PSObject instance) => Time(instance, "Created", ToTheMinute);

    /// <summary>Updated to the minute, with its age.</summary>
    public static string? Updated(PSObject instance) => Time(instance, "Updated", ToTheMinute);

    /// <summary>NotBefore to the minute, with its age.</summary>
    public static string? NotBefore(PSObject instance) => Time(instance, "NotBefore", ToTheMinute);

    /// <summary>Expires to the minute, with its age.</summary>
    public static string? Expires(PSObject instance) => Time(instance, "Expires", ToTheMinute);

    /// <summary>CreatedAt to the minute, with its age.</summary>
    public static string? CreatedAt(PSObject instance) => Time(instance, "CreatedAt", ToTheMinute);

    /// <summary>ExpiresAt to the minute, with its age.</summary>
    public static string? ExpiresAt(PSObject instance) => Time(instance, "ExpiresAt", ToTheMinute);

    /// <summary>StartedAt to the minute, with its age.</summary>
    public static string? StartedAt(PSObject instance) => Time(instance, "StartedAt", ToTheMinute);

    /// <summary>OldKeyLeftAt to the minute, with its age.</summary>
    public static string? OldKeyLeftAt(PSObject instance) => Time(instance, "OldKeyLeftAt", ToTheMinute);

    /// <summary>CompletedAt to the minute, with its age.</summary>
    public static string? CompletedAt(PSObject instance) => Time(instance, "CompletedAt", ToTheMinute);

    /// <summary>LastUpdated to the minute, with its age.</summary>
    public static string? LastUpdated(PSObject instance) => Time(instance, "LastUpdated", ToTheMinute);

    /// <summary>SafeAfter to the minute, with its age.</summary>
    public static string? SafeAfter(PSObject instance) => Time(instance, "SafeAfter", ToTheMinute);

    /// <summary>By to the minute, with its age.</summary>
    public static string? By(PSObject instance) => Time(instance, "By", ToTheMinute);

    /// <summary>FormerCredentialsNeededUntil to the minute, with its age.</summary>
    public static string? FormerCredentialsNeededUntil(PSObject instance) => Time(instance, "FormerCredentialsNeededUntil", ToTheMinute);

    /// <summary>ConnectedAt to the minute, with its age.</summary>
    public static string? ConnectedAt(PSObject instance) => Time(instance, "ConnectedAt", ToTheMinute);

    /// <summary>Created to the day, with its age.</summary>
    public static string? CreatedDay(PSObject instance) => Time(instance, "Created", ToTheDay);

    /// <summary>Expires to the day, with its age.</summary>
    public static string? ExpiresDay(PSObject instance) => Time(instance, "Expires", ToTheDay);

    /// <summary>ExpiresAt to the day, with its age below.</summary>
    public static string? ExpiresAtBelow(PSObject instance) => Time(instance, "ExpiresAt", ToTheDay) is { } time ? Lines.Wrap(time, TimeWidth) : null;

    /// <summary>SafeAfter to the day, with its age.</summary>
    public static string? SafeAfterDay(PSObject instance) => Time(instance, "SafeAfter", ToTheDay);

    /// <summary>CreatedAt to the minute, with the time below the day.</summary>
    public static string? CreatedAtBelow(PSObject instance) => Time(instance, "CreatedAt") is { } time
        ? Lines.Wrap(time.UtcDateTime.ToString(ToTheMinute, CultureInfo.InvariantCulture), TimeWidth) : null;

    /// <summary>All of AtStake, where PowerShell would show four.</summary>
    public static string? AtStake(PSObject instance) => All(instance, "AtStake", ", ");

    /// <summary>All of Clusters, where PowerShell would show four.</summary>
    public static string? Clusters(PSObject instance) => All(instance, "Clusters", ", ");

    /// <summary>All of CopyRegions, where PowerShell would show four.</summary>
    public static string? CopyRegions(PSObject instance) => All(instance, "CopyRegions", ", ");

    /// <summary>HeldBy by its kinds: a version may be held by hundreds of snapshots.</summary>
    public static string? HeldBy(PSObject instance) =>
        instance?.Properties["HeldBy"]?.Value is IEnumerable<KeyUsage> held
            ? string.Join(", ", held.GroupBy(u => VisibleText.Of($"{u.Kind} {u.Certainty}")).Select(g => $"{g.Count()} {g.Key}"))
            : All(instance!, "HeldBy", ", ");

    /// <summary>The name of a check, and its target if that is not the whole project. For a key identifier: the key's name and version.</summary>
    public static string Check(PSObject instance)
    {
        var target = Text(instance, "Target") ?? "";
        var shown = target == Text(instance, "ProjectId") ? "" : target.Split("/keys/")[^1].Replace('/', ' ');
        return Lines.Wrap($"{Text(instance, "Name")} {shown}", CheckWidth);
    }

    /// <summary>The result of a check, and below it the remedy, if one is needed.</summary>
    public static string Finding(PSObject instance)
    {
        var width = Room(BeforeFinding);
        var remedy = instance?.Properties["Status"]?.Value as string is null or CheckStatus.Passed ? "" : Text(instance, "Remedy") ?? "";
        return Lines.Wrap(Text(instance, "Actual") ?? "", width) + (remedy.Length == 0 ? "" : $"\n{Lines.Wrap($"> {remedy}", width)}");
    }

    /// <summary>The KeyIdentifier, marked if Atlas follows the latest version.</summary>
    public static string? KeyInTable(PSObject instance) =>
        KeyIdentifier(instance) is { } key && LanguagePrimitives.IsTrue(instance.Properties["FollowsLatestVersion"]?.Value) ? $"{key} (latest)" : KeyIdentifier(instance);

    /// <summary>The ResolvedKeyIdentifier; if empty, how to get it.</summary>
    public static string ResolvedKeyIdentifier(PSObject instance) => Text(instance, nameof(ResolvedKeyIdentifier)) ?? "Unknown (add -ResolveKeyVersion)";

    /// <summary>The NewKeyInUse; Unknown if it is empty.</summary>
    public static string? NewKeyInUse(PSObject instance) => StatusColor.Of(Text(instance, nameof(NewKeyInUse)) ?? "Unknown");

    /// <summary>The project by its name and ID; by its ID if the name is unknown.</summary>
    public static string? Project(PSObject instance) =>
        ProjectName(instance) is { Length: > 0 } name && ProjectId(instance) is { } id ? $"{name} ({id})" : ProjectId(instance);

    /// <summary>The project by its name, with its ID below.</summary>
    public static string? ProjectBelow(PSObject instance) =>
        ProjectName(instance) is { Length: > 0 } name && ProjectId(instance) is { } id ? $"{Lines.Wrap(name, id.Length)}\n{id}" : ProjectId(instance);

    /// <summary>The name of a key, and its project.</summary>
    public static string? KeyOfProject(PSObject instance) => Project(instance) is { } project ? $"{KeyName(instance)} of {project}" : KeyName(instance);

    /// <summary>What needs a key version: the kind, and the cluster.</summary>
    public static string Holder(PSObject instance) => Lines.Wrap($"{Text(instance, "Kind")} {Text(instance, "ClusterName")}", HolderWidth);

    /// <summary>The Evidence, as wide as there is room.</summary>
    public static string EvidenceWrapped(PSObject instance) => Wide(instance, "Evidence", BeforeEvidence);

    /// <summary>The Detail, as wide as there is room.</summary>
    public static string DetailWrapped(PSObject instance) => Wide(instance, "Detail", BeforeDetail);

    /// <summary>All of NotRuledOut, where PowerShell would show four.</summary>
    public static string? NotRuledOut(PSObject instance) => All(instance, "NotRuledOut", ", ");

    /// <summary>All of Operations, where PowerShell would show four.</summary>
    public static string? Operations(PSObject instance) => All(instance, "Operations", ", ");

    /// <summary>All of OtherProviders, where PowerShell would show four.</summary>
    public static string? OtherProviders(PSObject instance) => All(instance, "OtherProviders", ", ");

    /// <summary>All of ProjectsExcluded, where PowerShell would show four.</summary>
    public static string? ProjectsExcluded(PSObject instance) => All(instance, "ProjectsExcluded", ", ");

    /// <summary>All of ProjectsRead, where PowerShell would show four.</summary>
    public static string? ProjectsRead(PSObject instance) => All(instance, "ProjectsRead", ", ");

    /// <summary>All of Unread, where PowerShell would show four.</summary>
    public static string? Unread(PSObject instance) => All(instance, "Unread", "; ");

    /// <summary>All of Providers, where PowerShell would show four.</summary>
    public static string? Providers(PSObject instance) => All(instance, "Providers", ", ");

    /// <summary>All of Regions, where PowerShell would show four.</summary>
    public static string? Regions(PSObject instance) => All(instance, "Regions", ", ");

    /// <summary>All of RuledOut, where PowerShell would show four.</summary>
    public static string? RuledOut(PSObject instance) => All(instance, "RuledOut", ", ");

    /// <summary>All of UsedBy, where PowerShell would show four.</summary>
    public static string? UsedBy(PSObject instance) => All(instance, "UsedBy", ", ");

    /// <summary>All of GrantCommands, each in a line.</summary>
    public static string? GrantCommands(PSObject instance) => All(instance, "GrantCommands", "\n");

    /// <summary>The only place where text from others is made safe to show.</summary>
    private static string? Text(PSObject? instance, string property) =>
        instance?.Properties[property]?.Value?.ToString() is { } text ? VisibleText.Of(text) : null;

    private static string Wide(PSObject instance, string property, int before) => Lines.Wrap(Text(instance, property) ?? "", Room(before));

    private static int Room(int before) => Math.Max(16, Screen.Width - before);

    private static string? Status(PSObject instance, string property) => StatusColor.Of(Text(instance, property));

    private static string? All(PSObject instance, string property, string separator) =>
        instance?.Properties[property]?.Value is { } value && LanguagePrimitives.GetEnumerable(value) is { } several
            ? string.Join(separator, several.Cast<object?>().Select(o => VisibleText.Of(o?.ToString()))) : null;

    private static string? Time(PSObject instance, string property, string format) =>
        Time(instance, property) is { } time ? Age.Beside(time, Now(instance), format) : null;

    internal static DateTimeOffset? Time(PSObject instance, string property) =>
        instance?.Properties[property]?.Value is { } value ? Time(value) : null;

    /// <summary>In an object from a job or a file, times are copies or texts.</summary>
    private static DateTimeOffset? Time(object value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        DateTimeOffset time => time,
        DateTime time => new(time.ToUniversalTime()),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        _ when PSObject.AsPSObject(value).Properties["UtcDateTime"]?.Value is DateTime time => new(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        _ => null,
    };

    private static DateTimeOffset Now(PSObject instance) => (instance.BaseObject switch
    {
        AtlasResource resource => resource.Session?.Time,
        AtlasSession session => session.Time,
        _ => null,
    } ?? TimeProvider.System).GetUtcNow();
}
