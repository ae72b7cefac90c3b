namespace AtlasCmk;

/// <summary>Removes a connection from a vault. Atlas notices, and makes a new one that has to be approved.</summary>
internal sealed class RemoveConnection(IKeyVaultApi keyVault, IConfirmation confirmation, CancellationToken cancellation)
{
    /// <returns>Whether it was removed; false where the caller declined.</returns>
    public async Task<bool> RunAsync(FoundConnection found, TimeSpan timeout)
    {
        var (id, endpoint) = (found.Id, found.Endpoint);
        _ = await keyVault.GetConnectionAsync(id, cancellation).ConfigureAwait(false) ?? throw Failures.ConnectionNotInVault(id, endpoint);
        if (!await found.ConfirmAsync(confirmation, "Remove", $", over which project {endpoint?.ProjectId} reaches its key in {endpoint?.RegionName}", mayHarm: true).ConfigureAwait(false))
        {
            return false;
        }

        return await keyVault.DeleteConnectionAsync(id, timeout, cancellation).ConfigureAwait(false) is { } left
            ? throw Failures.ConnectionNotChanged(left.OwnedBy(found.Owner), "the removal")
            : true;
    }
}
