using System.Text.Encodings.Web;
using System.Text.Json;

namespace AtlasCmk.Sandbox.Azure;

internal static class AzureJson
{
    /// <summary>Quotation marks and umlauts as Azure writes them, not as escapes.</summary>
    public static JsonSerializerOptions Plain { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
