using System.Collections.Concurrent;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Estate;

/// <summary>What projects share in Azure, read once for all of them. Only what the controls need is kept.</summary>
internal sealed class EstateReads(SessionContext session)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ReadResult<VaultFacts?>>>> _vaults = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Lazy<Task<ReadResult<IReadOnlyList<KeyVersionFact>>>>> _keys = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, VaultUsers> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _projects = new();

    public SessionContext Session => session;

    /// <summary>The vaults of the projects so far, by name.</summary>
    public IReadOnlyList<VaultUsers> Vaults => [.. _users.Values.OrderBy(u => u.Vault.Name, StringComparer.OrdinalIgnoreCase)];

    public bool HasRead(string projectId) => _projects.ContainsKey(projectId);

    /// <summary>Keeps what a project claims in its vault.</summary>
    public void Add(CmkFacts facts)
    {
        if (facts.Encryption is { Enabled: true, Vault: { } vault })
        {
            _users.GetOrAdd(vault.ResourceId, _ => new(vault)).Add(facts);
        }

        // A project of which Atlas does not name the vault can use any.
        if (facts.Encryption is not { Enabled: true, Vault: null })
        {
            _projects[facts.ProjectId] = true;
        }
    }

    public Task<ReadResult<VaultFacts?>> VaultAsync(KeyVaultReference vault) => Once(_vaults, vault.ResourceId, async () =>
        await session.KeyVault.GetVaultAsync(vault, session.Cancellation).ConfigureAwait(false) is { } settings ? VaultFacts.Of(settings) : null);

    /// <summary>The versions of a key, newest first.</summary>
    public Task<ReadResult<IReadOnlyList<KeyVersionFact>>> KeyAsync(KeyVaultReference vault, string keyName) =>
        Once<IReadOnlyList<KeyVersionFact>>(_keys, $"{vault.ResourceId}/keys/{keyName}", async () =>
        {
            var versions = await session.KeyVault.ListKeyVersionsAsync(vault, keyName, session.Cancellation).ConfigureAwait(false);
            return [.. versions.OrderByDescending(v => v.Created).Select(KeyVersionFact.Of)];
        });

    private Task<ReadResult<T>> Once<T>(ConcurrentDictionary<string, Lazy<Task<ReadResult<T>>>> facts, string id, Func<Task<T>> read) =>
        facts.GetOrAdd(id, _ => new(() => SignedInAsync(read))).Value;

    /// <summary>Without a sign-in to Azure, no request is sent there.</summary>
    private async Task<ReadResult<T>> SignedInAsync<T>(Func<Task<T>> read)
    {
        var caller = await session.CallerAsync().ConfigureAwait(false);
        return caller.IsKnown ? await ReadResult.FromAsync(read).ConfigureAwait(false) : ReadResult.Unknown<T>(caller.Reason, caller.Failure);
    }
}
