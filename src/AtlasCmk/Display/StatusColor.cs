using System.Management.Automation;

namespace AtlasCmk.Display;

/// <summary>The color of a status: good, in progress, or wrong. Other statuses, including new ones, have no color.</summary>
internal static class StatusColor
{
    private const string Good = "Foreground.Green";
    private const string InProgress = "Formatting.Warning";
    private const string Wrong = "Formatting.Error";

    private static readonly Dictionary<string, string> s_colors = new(StringComparer.OrdinalIgnoreCase)
    {
        [EndpointStatus.Active] = Good,
        [EndpointStatus.Initiating] = InProgress,
        [EndpointStatus.PendingAcceptance] = InProgress,
        [EndpointStatus.PendingRecreation] = InProgress,
        [EndpointStatus.Deleting] = InProgress,
        [EndpointStatus.Failed] = Wrong,
        [ConnectionStatus.Approved] = Good,
        [ConnectionStatus.Pending] = InProgress,
        [ConnectionStatus.Rejected] = Wrong,
        [ConnectionStatus.Disconnected] = Wrong,
        [CheckStatus.Passed] = Good,
        [CheckStatus.Warning] = InProgress,
        [CheckStatus.Unknown] = InProgress,
        [ControlResult.NotAssessed] = InProgress,
        [ControlResult.Excepted] = InProgress,
        [CmkStatus.Closed] = Good,
        [CmkStatus.Firewall] = InProgress,
        [CmkStatus.Perimeter] = InProgress,
        [CmkStatus.Open] = Wrong,
        ["CREATING"] = InProgress,
        ["UPDATING"] = InProgress,
        ["REPAIRING"] = InProgress,
        ["Current"] = Good,
        ["Expiring"] = InProgress,
        ["NotYetActive"] = InProgress,
        ["Expired"] = Wrong,
        ["Disabled"] = Wrong,
        ["Unusable"] = Wrong,
        ["Completed"] = Good,
        ["NotSeen"] = InProgress,
        ["Gone"] = InProgress,
        ["Unchanged"] = Good,
        ["Yes"] = Good,
        ["No"] = InProgress,
        [bool.TrueString] = Good,
        [bool.FalseString] = Wrong,
    };

    /// <summary>The text in its color from the user's $PSStyle. PowerShell removes colors if output is redirected or plain.</summary>
    public static string? Of(string? text) =>
        text is not null && s_colors.TryGetValue(text, out var name) && Style.Find(name) is { } color ? $"{color}{text}{Style.Find("Reset")}" : text;

    /// <summary>$PSStyle, which supported shells have, but not the library that the module is compiled against.</summary>
    private static class Style
    {
        private static readonly PSObject? s_style =
            typeof(PSObject).Assembly.GetType("System.Management.Automation.PSStyle")?.GetProperty("Instance")?.GetValue(null) is { } style ? new(style) : null;

        public static string? Find(string path) =>
            s_style?.Properties["OutputRendering"]?.Value?.ToString() == "PlainText" ? null
            : path.Split('.').Aggregate(s_style, (value, name) => value?.Properties[name]?.Value is { } inner ? PSObject.AsPSObject(inner) : null)?.BaseObject as string;
    }
}
