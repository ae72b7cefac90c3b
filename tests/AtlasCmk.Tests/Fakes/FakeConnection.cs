namespace AtlasCmk.Tests.Fakes;

/// <summary>The two clouds of a session.</summary>
internal sealed class FakeConnection(World world) : IAtlasConnection
{
    /// <summary>With which logs Azure was asked.</summary>
    public List<IOperationLog> AzureLogs { get; } = [];

    public IAtlasApi OpenAtlas(IOperationLog log) => world.Atlas;

    public IKeyVaultApi OpenKeyVault(IOperationLog log)
    {
        AzureLogs.Add(log);
        return world.KeyVault;
    }

    public IKeyVaultKeysApi OpenKeys(IOperationLog log) => world.Keys;

    public IEntraApi OpenEntra(IOperationLog log) => world.Entra;

    public IApplicationApi OpenApplications(IOperationLog log) => world.Applications;

    public Task SignOutAsync(IOperationLog log, CancellationToken cancellation) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
