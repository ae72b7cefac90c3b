using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Azure.KeyVault;

/// <summary>An error of the data plane. For 403, the inner code gives the cause.</summary>
internal sealed class KeyVaultException(int status, string code, string message, string? inner = null) : Exception(message)
{
    public int Status => status;

    public JsonObject Body
    {
        get
        {
            var error = new JsonObject { ["code"] = code, ["message"] = Message };
            if (inner is not null)
            {
                error["innererror"] = new JsonObject { ["code"] = inner };
            }

            return new JsonObject { ["error"] = error };
        }
    }

    public static KeyVaultException BadParameter(string message) => new(StatusCodes.Status400BadRequest, "BadParameter", message);

    public static KeyVaultException Forbidden(string inner, string message) => new(StatusCodes.Status403Forbidden, "Forbidden", message, inner);

    public static KeyVaultException KeyNotFound(string id) => new(
        StatusCodes.Status404NotFound,
        "KeyNotFound",
        $"A key with (name/id) {id} was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct "
            + "recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182");
}
