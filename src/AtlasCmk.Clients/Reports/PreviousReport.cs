using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>How a result differs from the previous report.</summary>
/// <param name="Was">The previous result. Null if there was none.</param>
/// <param name="IsWorse">Whether it fails now, and did not before.</param>
/// <param name="IsBetter">Whether it failed before, and does not now.</param>
internal readonly record struct Drift(string? Was, bool IsWorse, bool IsBetter)
{
    public static Drift None { get; }
}

/// <summary>The results of an earlier report: one byte for each, because a report can have a hundred thousand of them.</summary>
internal sealed class PreviousReport
{
    private static readonly string[] s_results = [.. ControlResult.All];

    private readonly Dictionary<ulong, byte> _results = [];

    public string CreatedAt { get; private set; } = "";

    public Drift Of(ReportEntry entry)
    {
        var was = _results.TryGetValue(Key(entry.Subject, entry.Control), out var index) ? s_results[index] : null;
        return was is null || was == entry.Result ? new(was, false, false)
            : new(was, entry.Result == ControlResult.Failed, was == ControlResult.Failed && entry.Result is ControlResult.Passed or ControlResult.NotApplicable or ControlResult.Excepted);
    }

    /// <summary>Reads project by project.</summary>
    public static PreviousReport Read(string path)
    {
        try
        {
            using var reader = new JsonTextReader(File.OpenText(path)) { DateParseHandling = DateParseHandling.None };
            var report = new PreviousReport();
            string? format = null;
            var isComplete = false;
            while (reader.Read())
            {
                if (reader.Depth != 1 || reader.TokenType != JsonToken.PropertyName)
                {
                    continue;
                }

                switch ((string)reader.Value!)
                {
                    case "format":
                        format = reader.ReadAsString();
                        break;
                    case "version" when reader.ReadAsInt32() is var version and not JsonReport.Version:
                        var seen = version?.ToString(CultureInfo.InvariantCulture) ?? "missing";
                        throw ReportErrors.PreviousReportUnreadable(path, $"its version is {seen}, and AtlasCmk understands {JsonReport.Version}");
                    case "createdAt":
                        report.CreatedAt = reader.ReadAsString() ?? "";
                        break;
                    case "subjects" when format == JsonReport.Name:
                        report.Subjects(reader);
                        isComplete = true;
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            return isComplete ? report : throw ReportErrors.PreviousReportUnreadable(path, format is null ? "it is not a report" : $"its format is '{format}', not {JsonReport.Name}");
        }
        catch (JsonException e)
        {
            throw ReportErrors.PreviousReportUnreadable(path, $"it is not JSON. {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ReportErrors.PreviousReportUnreadable(path, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message, e);
        }
    }

    private void Subjects(JsonTextReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonToken.StartObject)
        {
            var subject = JObject.Load(reader);
            var id = (string?)(subject["projectId"] as JValue) ?? (string?)(subject["name"] as JValue) ?? "";
            foreach (var result in (subject["results"] as JArray ?? []).OfType<JObject>())
            {
                if (Array.IndexOf(s_results, (string?)(result["result"] as JValue)) is >= 0 and var index)
                {
                    _results[Key(id, (string?)(result["control"] as JValue) ?? "")] = (byte)index;
                }
            }
        }
    }

    /// <summary>FNV-1a. Two of a hundred thousand keys are the same with a probability of one in a billion.</summary>
    private static ulong Key(string subject, string control)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in subject.AsEnumerable().Append('\0').Concat(control))
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        return hash;
    }
}
