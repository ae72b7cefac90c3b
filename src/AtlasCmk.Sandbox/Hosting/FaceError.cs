using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>An error in the shape of the requested service, for unknown paths and scripted faults.</summary>
internal static class FaceError
{
    public static Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return status == StatusCodes.Status204NoContent
            ? Task.CompletedTask
            : context.Response.WriteAsJsonAsync(Body(Face.Of(context.Request), status, code, message), context.RequestAborted);
    }

    public static Task NotFoundAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status404NotFound,
        Face.Of(context.Request) == Face.Atlas ? "RESOURCE_NOT_FOUND" : "ResourceNotFound",
        $"Cannot find resource {context.Request.Path}.");

    private static JsonObject Body(string? face, int status, string code, string message) => face switch
    {
        Face.Atlas => new()
        {
            ["detail"] = message,
            ["error"] = status,
            ["errorCode"] = code,
            ["parameters"] = new JsonArray(),
            ["reason"] = ReasonPhrases.GetReasonPhrase(status),
        },
        Face.Login or Face.ManagedIdentity => new() { ["error"] = code, ["error_description"] = message },
        _ => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } },
    };
}
