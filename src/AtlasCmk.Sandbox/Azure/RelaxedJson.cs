using System.Text.Encodings.Web;
using System.Text.Json;

namespace AtlasCmk.Sandbox.Azure;

internal static class RelaxedJson
{
    /// <summary>Azure does not escape quotation marks and non-ASCII letters.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
