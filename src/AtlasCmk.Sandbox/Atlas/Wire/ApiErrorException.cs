using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>An error in Atlas's shape: a code, a message, and the parameters of the message.</summary>
internal sealed class ApiErrorException(int status, string errorCode, string detail, params object[] parameters) : Exception(detail)
{
    public int Status { get; } = status;

    public string ErrorCode { get; } = errorCode;

    /// <summary>Seconds to wait. Only rate limits and unavailability have a value.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Null for a caller that was not authenticated.</summary>
    public bool HasParameters { get; init; } = true;

    /// <summary>In 2023, the error for a caller that was not authenticated had no code.</summary>
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
