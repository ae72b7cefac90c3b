using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The connections of a vault, whichever projects use it, each with its owner as far as the session can see it.</summary>
/// <param name="keyVault">Azure.</param>
/// <param name="vault">The vault.</param>
/// <param name="visible">The projects to ask; null where there is no session with Atlas.</param>
/// <param name="cancellation">Ends the command.</param>
internal sealed class VaultConnections(IKeyVaultApi keyVault, KeyVaultReference vault, VisibleProjects? visible, CancellationToken cancellation)
{
    /// <param name="projectId">A project whose endpoints the caller has read already; null for none.</param>
    /// <param name="endpoints">Its endpoints.</param>
    public async Task<IReadOnlyList<PrivateEndpointConnection>> ListAsync(string? projectId = null, IReadOnlyList<AkvPrivateEndpoint>? endpoints = null)
    {
        var connections = await keyVault.ListConnectionsAsync(vault, cancellation).ConfigureAwait(false);
        var claims = new VaultClaims(endpoints ?? [], []);

        // Only what nobody has claimed yet is worth requests to other projects.
        if (visible is not null && connections.Any(c => claims.OwnerOf(c.Name) is null))
        {
            claims = claims.And(await visible.ClaimsAsync(vault, projectId).ConfigureAwait(false));
        }

        return [.. connections.Select(c => c.OwnedBy(ConnectionOwner.In(claims, c.Name)))];
    }
}
