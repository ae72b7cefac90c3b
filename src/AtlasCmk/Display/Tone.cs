using System.Management.Automation;

namespace AtlasCmk.Display;

/// <summary>The color of a status: good, in progress, or wrong. Other statuses, including new ones, have no color.</summary>
internal static class Tone
{
    private const string Good = "Foreground.Green";
    private const string OnTheWay = "Formatting.Warning";
    private const string Wrong = "Formatting.Error";

    private static readonly Dictionary<string, string> s_tones = new(StringComparer.OrdinalIgnoreCase)
    {
        [EndpointStatus.Active] = Good,
        [EndpointStatus.Initiating] = OnTheWay,
        [EndpointStatus.PendingAcceptance] = OnTheWay,
        [EndpointStatus.PendingRecreation] = OnTheWay,
        [EndpointStatus.Deleting] = OnTheWay,
        [EndpointStatus.Failed] = Wrong,
        [ConnectionStatus.Approved] = Good,
        [ConnectionStatus.Pending] = OnTheWay,
        [ConnectionStatus.Rejected] = Wrong,
        [ConnectionStatus.Disconnected] = Wrong,
        [CheckStatus.Passed] = Good,
        [CheckStatus.Warning] = OnTheWay,
        [CheckStatus.Unknown] = OnTheWay,
        ["CREATING"] = OnTheWay,
        ["UPDATING"] = OnTheWay,
        ["REPAIRING"] = OnTheWay,
        ["Current"] = Good,
        ["Expiring"] = OnTheWay,
        ["NotYetActive"] = OnTheWay,
        ["Expired"] = Wrong,
        ["Disabled"] = Wrong,
        ["Unusable"] = Wrong,
        ["Completed"] = Good,
        ["NotSeen"] = OnTheWay,
        ["Gone"] = OnTheWay,
        ["Unchanged"] = Good,
        ["Yes"] = Good,
        ["No"] = OnTheWay,
        [bool.TrueString] = Good,
        [bool.FalseString] = Wrong,
    };

    /// <summary>The text in its color from the user's $PSStyle. PowerShell removes colors if output is redirected or plain.</summary>
    public static string? Of(string? text) =>
        text is not null && s_tones.TryGetValue(text, out var tone) && Style.Find(tone) is { } color ? $"{color}{text}{Style.Find("Reset")}" : text;

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
