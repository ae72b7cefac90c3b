using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A refusal in Atlas's own shape: a code to branch on, a sentence to read, and the values the sentence speaks of.</summary>
internal sealed class ApiErrorException(int status, string errorCode, string detail, params object[] parameters) : Exception(detail)
{
    public int Status { get; } = status;

    public string ErrorCode { get; } = errorCode;

    /// <summary>Seconds to wait; only rate limits and unavailability say so.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The refusal of a caller that Atlas does not recognize has none.</summary>
    public bool HasParameters { get; init; } = true;

    /// <summary>In 2023 the refusal of a caller that Atlas does not recognize had no code.</summary>
    public bool HasCode { get; init; } = true;

    public JsonObject ToJson()
    {
        var error = new JsonObject { ["detail"] = Message, ["error"] = Status, ["errorCode"] = ErrorCode, ["reason"] = ReasonPhrases.GetReasonPhrase(Status) };
        if (!HasCode)
        {
            error.Remove("errorCode");
        }

        if (HasParameters)
        {
            error["parameters"] = new JsonArray([.. parameters.Select(p => p is int number ? JsonValue.Create(number) : (JsonNode)JsonValue.Create(p.ToString()!))]);
        }

        return error;
    }
}
