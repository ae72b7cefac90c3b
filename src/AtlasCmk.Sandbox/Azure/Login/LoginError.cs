using System.Globalization;
using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Azure.Login;

/// <summary>An error of Microsoft Entra: an OAuth error, and Entra's number for the cause.</summary>
internal sealed class LoginError(int status, string error, int number, string text) : Exception(text)
{
    public int Status => status;

    public JsonObject Body(DateTimeOffset now, string host)
    {
        var trace = Guid.NewGuid().ToString();
        var correlation = Guid.NewGuid().ToString();
        var timestamp = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["error"] = error,
            ["error_description"] = $"AADSTS{number}: {Message} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {timestamp}",
            ["error_codes"] = new JsonArray(number),
            ["timestamp"] = timestamp,
            ["trace_id"] = trace,
            ["correlation_id"] = correlation,
            ["error_uri"] = $"https://{host}/error?code={number}",
        };
    }
}
