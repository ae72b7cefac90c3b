using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Baselines as JSON files. The schema is module/AtlasCmk.Baseline.schema.json.</summary>
internal sealed class BaselineFiles : IComplianceBaselines
{
    private static readonly JsonLoadSettings s_strict = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    public ComplianceBaseline Read(string path)
    {
        try
        {
            using var reader = new JsonTextReader(File.OpenText(path)) { DateParseHandling = DateParseHandling.None };
            var json = JToken.ReadFrom(reader, s_strict);
            while (reader.Read())
            {
                // Only comments may follow: whatever else does is an error of the reader.
            }

            return new BaselineReader(path).Baseline(json);
        }
        catch (JsonReaderException e)
        {
            throw ComplianceErrors.BaselineInvalid(path, e.Path ?? "", $"it is not JSON. {e.Message}", "Correct the JSON.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ComplianceErrors.BaselineUnreadable(path, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message, e);
        }
    }
}
