using AtlasCmk.Ports;

namespace AtlasCmk.Workflows.Connections;

/// <summary>What a change of a vault's connection works with.</summary>
internal sealed record VaultWork(IKeyVaultApi KeyVault, IOperationLog Log, TimeProvider Time, CancellationToken Cancellation);
