namespace AtlasCmk.Ports;

/// <summary>The clients for the two clouds of a session. They share connections, credentials and nonces.</summary>
internal interface IAtlasConnection : IDisposable
{
    /// <summary>The Atlas API, with its trace written to <paramref name="log"/>.</summary>
    IAtlasApi OpenAtlas(IOperationLog log);

    /// <summary>Azure Resource Manager, with its trace written to <paramref name="log"/>.</summary>
    IKeyVaultApi OpenKeyVault(IOperationLog log);

    /// <summary>Key Vault's data plane, with its trace written to <paramref name="log"/>.</summary>
    IKeyVaultKeysApi OpenKeys(IOperationLog log);

    /// <summary>Microsoft Entra, with its trace written to <paramref name="log"/>.</summary>
    IEntraApi OpenEntra(IOperationLog log);

    /// <summary>The applications in Microsoft Graph, with the trace written to <paramref name="log"/>.</summary>
    IApplicationApi OpenApplications(IOperationLog log);

    /// <summary>The number of requests that wait for a rate limit of Atlas at the moment, for progress.</summary>
    int RequestsHeldByLimits => 0;

    /// <summary>Revokes the token of a service account, within a time limit. A failure is a warning.</summary>
    Task SignOutAsync(IOperationLog log, CancellationToken cancellation);
}
