namespace AtlasCmk.Ports;

/// <summary>The two clouds of one session: signed-in clients that share connections, credentials and nonces.</summary>
internal interface IAtlasConnection : IDisposable
{
    /// <summary>The Atlas API, with its trace written to <paramref name="log"/>.</summary>
    IAtlasApi OpenAtlas(IOperationLog log);

    /// <summary>Azure Resource Manager, with its trace written to <paramref name="log"/>.</summary>
    IKeyVaultApi OpenKeyVault(IOperationLog log);

    /// <summary>Key Vault's own interface to keys, with its trace written to <paramref name="log"/>.</summary>
    IKeyVaultKeysApi OpenKeys(IOperationLog log);

    /// <summary>Microsoft Entra, with its trace written to <paramref name="log"/>.</summary>
    IEntraApi OpenEntra(IOperationLog log);

    /// <summary>Gives back what Atlas lent: the token of a service account is revoked. Bounded, and where it cannot be done, a warning says so.</summary>
    Task SignOutAsync(IOperationLog log, CancellationToken cancellation);
}
