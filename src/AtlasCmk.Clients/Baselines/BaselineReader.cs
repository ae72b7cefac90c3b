using System.Globalization;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Reads a baseline from JSON. Whatever it does not know is an error: a misspelled limit must not be taken for none.</summary>
internal sealed class BaselineReader(string path)
{
    private const int LongestDays = 36500;

    public ComplianceBaseline Baseline(JToken json)
    {
        var root = Fields(json, ["$schema", "version", "name", "controls", "exceptions"]);
        if (root["version"] is not { Type: JTokenType.Integer } version || (long)version != 1)
        {
            throw Invalid(root["version"] ?? json, root["version"] is null ? "the property version is missing" : "the version is not 1", "Write \"version\": 1.");
        }

        _ = root["$schema"] is { } schema ? Text(schema) : null;
        var baseline = ComplianceBaseline.BuiltIn with
        {
            Name = root["name"] is { } name ? Text(name) : Path.GetFileName(path),
            Exceptions = [.. (root["exceptions"] is { } exceptions ? Items(exceptions) : []).Select(Exception)],
        };
        return root["controls"] is { } controls ? Controls(Fields(controls, ControlId.All), baseline) : baseline;
    }

    private ComplianceBaseline Controls(JObject controls, ComplianceBaseline baseline)
    {
        var required = baseline.Controls.ToHashSet();
        foreach (var control in controls.Properties())
        {
            if (control.Value is { Type: JTokenType.Boolean } flag && !(bool)flag)
            {
                required.Remove(control.Name);
                continue;
            }

            required.Add(control.Name);
            baseline = control.Value.Type == JTokenType.Boolean ? baseline : Limits(control.Name, control.Value, baseline);
        }

        return baseline with { Controls = required };
    }

    private ComplianceBaseline Limits(string control, JToken value, ComplianceBaseline baseline) => control switch
    {
        ControlId.KeyAge => baseline with { KeyAgeDays = Days(Fields(value, ["maximumDays"]), "maximumDays") ?? baseline.KeyAgeDays },
        ControlId.KeyExpiry => baseline with { KeyLifeDays = Days(Fields(value, ["minimumDays"]), "minimumDays") ?? baseline.KeyLifeDays },
        ControlId.VaultNetwork => baseline with { VaultAccess = Fields(value, ["allowed"])["allowed"] is { } allowed ? [.. Items(allowed).Select(Access)] : baseline.VaultAccess },
        ControlId.VaultConnections => baseline with { Connections = Fields(value, ["allowed"])["allowed"] is { } allowed ? [.. Items(allowed).Select(Text)] : baseline.Connections },
        ControlId.Credential => Credential(Fields(value, ["minimumDays", "secretless"]), baseline),
        _ => throw Invalid(value, "it is neither true nor false", $"Write \"{control}\": true, or false."),
    };

    private ComplianceBaseline Credential(JObject fields, ComplianceBaseline baseline) => baseline with
    {
        CredentialLifeDays = Days(fields, "minimumDays") ?? baseline.CredentialLifeDays,
        Secretless = fields["secretless"] switch
        {
            null => baseline.Secretless,
            { Type: JTokenType.Boolean } flag => (bool)flag,
            var other => throw Invalid(other, "it is neither true nor false", "Write \"secretless\": true, or false."),
        },
    };

    private ComplianceException Exception(JToken json)
    {
        var fields = Fields(json, ["project", "control", "reason", "expires"]);
        var control = Text(Required(fields, "control"));
        return new(
            Text(Required(fields, "project")),
            ControlId.All.Contains(control) ? control : throw Invalid(fields["control"]!, $"there is no control '{control}'", $"Use one of {string.Join(", ", ControlId.All)}."),
            Text(Required(fields, "reason")),
            DateOnly.TryParseExact(Text(Required(fields, "expires")), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires) ? expires
                : throw Invalid(fields["expires"]!, $"'{fields["expires"]}' is not a date", "Write the last day on which the exception counts, for example \"2027-03-31\"."));
    }

    private JToken Required(JObject fields, string name) =>
        fields[name] ?? throw Invalid(fields, $"the property {name} is missing", "An exception needs project, control, reason and expires.");

    private int? Days(JObject fields, string name) => fields[name] switch
    {
        null => null,
        { Type: JTokenType.Integer } number when ((JValue)number).Value is long and >= 0 and <= LongestDays => (int)number,
        var other => throw Invalid(other, $"it is not a whole number from 0 to {LongestDays}", "Give a number of days."),
    };

    private string Access(JToken json) => Text(json) is var text && text is CmkStatus.Closed or CmkStatus.Firewall or CmkStatus.Perimeter ? text
        : throw Invalid(json, $"'{text}' is not a kind of access", $"Use {CmkStatus.Closed}, {CmkStatus.Firewall} or {CmkStatus.Perimeter}.");

    private string Text(JToken json) => json is { Type: JTokenType.String } && !string.IsNullOrWhiteSpace((string?)json) ? (string)json!
        : throw Invalid(json, json.Type == JTokenType.String ? "the text is empty" : "it is not a text", "Write a text in quotation marks.");

    private JArray Items(JToken json) => json as JArray ?? throw Invalid(json, "it is not a list", "Write a list in square brackets.");

    private JObject Fields(JToken json, IReadOnlyList<string> known)
    {
        var fields = json as JObject ?? throw Invalid(json, "it is not an object", "Write an object in braces.");
        return fields.Properties().FirstOrDefault(p => !known.Contains(p.Name)) is { } unknown
            ? throw Invalid(unknown, $"there is no property '{unknown.Name}'", $"Known here: {string.Join(", ", known)}.")
            : fields;
    }

    private AtlasCmkException Invalid(JToken json, string why, string remedy) => ComplianceErrors.BaselineInvalid(path, json.Path, why, remedy);
}
