using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Azure as one freeze or thaw sees it, with Atlas or without: its interfaces, who is signed in, and the clock.</summary>
internal sealed class AzureWork(IKeyVaultApi vaults, Func<IKeyVaultKeysApi> keys, Func<IEntraApi> entra, IOperationLog log, TimeProvider time, CancellationToken cancellation)
{
    private readonly Lazy<IKeyVaultKeysApi> _keys = new(keys);
    private readonly Lazy<Task<Fact<AzureIdentity>>> _caller = new(() => Fact.ReadAsync(() => entra().IdentifySessionAsync(cancellation)));

    /// <summary>The control plane.</summary>
    public IKeyVaultApi Vaults => vaults;

    /// <summary>The vault's own interface, reached only from where its network lets in.</summary>
    public IKeyVaultKeysApi Keys => _keys.Value;

    public IOperationLog Log => log;

    public TimeProvider Time => time;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Who is signed in to Azure; asked once.</summary>
    public Task<Fact<AzureIdentity>> CallerAsync() => _caller.Value;

    /// <summary>The vault, of which it is clear who may use its keys: a part that is not known could be Atlas's.</summary>
    public async Task<KeyVaultSettings> VaultAsync(KeyVaultReference vault)
    {
        var settings = await vaults.GetVaultAsync(vault, cancellation).ConfigureAwait(false) ?? throw KeyAccessErrors.VaultUnknown(vault);
        return settings.AccessGap is { } gap ? throw KeyAccessErrors.VaultAccessUnknown(vault, gap) : settings;
    }
}
