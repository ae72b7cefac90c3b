using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Waits until Atlas reports a project's key as valid, if Atlas can reach the vault.</summary>
internal sealed class KeyValidityWait(ProjectContext project)
{
    /// <summary>How long after a change "valid" can still refer to the previous key or application. Under private networking the data nodes validate, and Atlas does not report when.</summary>
    public static readonly TimeSpan StaleAtMost = TimeSpan.FromSeconds(30);

    /// <summary>Atlas validates a key within seconds. Under private networking the data nodes validate it, which takes longer.</summary>
    private static readonly TimeSpan s_typical = TimeSpan.FromSeconds(30);

    /// <summary>Whether Atlas cannot reach the vault: private networking is required, and no endpoint is ACTIVE.</summary>
    public async Task<bool> CannotEndAsync(EncryptionAtRest settings) =>
        settings.RequirePrivateNetworking
        && (await project.Atlas.ListPrivateEndpointsAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false)).All(e => e.Status != EndpointStatus.Active);

    /// <param name="seen">The last state of the project. If it is already valid, it is returned at once.</param>
    /// <param name="timeout">The time to wait, or null.</param>
    /// <param name="stale">After a change: how long "valid" can still refer to the previous settings. Null without a change.</param>
    /// <returns>The project with a valid key, or the last state without a wait.</returns>
    public async Task<EncryptionAtRest> RunAsync(EncryptionAtRest seen, TimeSpan? timeout, TimeSpan? stale = null)
    {
        if (timeout is not { } most || !seen.Enabled || (stale is null && seen.Valid is true))
        {
            return seen;
        }

        if (await CannotEndAsync(seen).ConfigureAwait(false))
        {
            WarnOfMissingEndpoints();
            return seen;
        }

        var since = project.Time.GetTimestamp();
        return await project.Waiter(project.Encryption).UntilAsync(
            WaitSubject.OfProject("key", project.ProjectId), "valid", s_typical, most,
            e => e.Valid is true && project.Time.GetElapsedTime(since) < (stale ?? TimeSpan.Zero)
                ? new WaitStep<EncryptionAtRest>("valid, perhaps still for the previous key", null)
                : new(e.Valid switch { true => "valid", false => "not valid", null => "not yet validated" }, e.Valid is true ? e : null),
            stale is null ? seen : null).ConfigureAwait(false);
    }

    public void WarnOfMissingEndpoints() => project.Log.Warning($"Atlas reaches the vault of project {project.ProjectId} over private endpoints only, and validates the key once one is ACTIVE. "
        + "Next: create, approve and wait for an endpoint in each region: "
        + $"{PowerShellCommand.Of($"New-AtlasAkvPrivateEndpoint -ProjectId {project.ProjectId} -RegionName '…' -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint")}");
}
