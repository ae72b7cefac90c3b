using System.Text.Encodings.Web;
using System.Text.Json;

namespace AtlasCmk.Sandbox.Azure;

internal static class RelaxedJson
{
    /// <summary>Quotation marks and umlauts as Azure writes them, not as escapes.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
