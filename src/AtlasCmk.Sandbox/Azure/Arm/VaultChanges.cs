using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Key Vault accepts one control-plane change of a vault at a time. It refuses an overlapping change with 409 ConflictError (azurerm PR 32095).</summary>
/// <remarks>A change runs from its request to its response, or until its asynchronous operation completes.</remarks>
internal static partial class VaultChanges
{
    /// <summary>Counts the changes in progress, before anything delays them.</summary>
    public static Func<HttpContext, RequestDelegate, Task> Counting()
    {
        var underWay = new ConcurrentDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return async (context, next) =>
        {
            if (HttpMethods.IsGet(context.Request.Method) || Change().Match(context.Request.Path) is not { Success: true } match)
            {
                await next(context);
                return;
            }

            var vault = match.Groups["vault"].Value;
            context.Features.Set(new Overlap(underWay.AddOrUpdate(vault, 1, (_, count) => count + 1) > 1));
            try
            {
                await next(context);
            }
            finally
            {
                underWay.AddOrUpdate(vault, 0, (_, count) => count - 1);
            }
        };
    }

    /// <summary>Refuses a change that overlaps with another change.</summary>
    public static void Check(HttpContext context, SandboxWorld world)
    {
        if (context.Features.Get<Overlap>() is { } change
            && Change().Match(context.Request.Path).Groups["vault"].Value is var name
            && (change.IsSecond || world.Subscription.FindVault(name) is { ChangesUnderWay: > 0 }))
        {
            throw new ArmException(StatusCodes.Status409Conflict, "ConflictError",
                $"A conflict occurred that prevented the operation from completing. The operation failed because the Key Vault '{name}' changed from "
                + "the point the operation began. Only one operation can be performed on the Key Vault at a time.");
        }
    }

    /// <summary>Role assignments at a vault belong to another provider, which accepts them at the same time.</summary>
    [GeneratedRegex("/providers/Microsoft\\.KeyVault/vaults/(?<vault>[^/]+)(?!.*/providers/)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Change();

    /// <param name="IsSecond">Whether another change of the vault was in progress when this one started.</param>
    private sealed record Overlap(bool IsSecond);
}
