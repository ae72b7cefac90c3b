using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Who else loses what is taken, as far as Azure alone tells it.</summary>
internal sealed class KeyNeighbours(AzureWork azure)
{
    public async Task<Fact<IReadOnlyList<string>>> FindAsync(KeyAccessTarget target)
    {
        var isVersion = target.Method == KeyAccessMethod.KeyVersion;
        var seen = await Fact.ReadAsync(() => isVersion ? OtherUsersAsync(target) : OtherKeysAsync(target)).ConfigureAwait(false);
        return seen.IsKnown ? seen : Fact.Unknown<IReadOnlyList<string>>($"{(isVersion ? $"who else uses the key {target.Key!.KeyName}" : "which keys Atlas's identity loses")} in the vault {target.Vault.Name}: {seen.Reason}", seen.Failure);
    }

    /// <summary>One identity is Atlas: whoever is alone is it.</summary>
    private async Task<IReadOnlyList<string>> OtherUsersAsync(KeyAccessTarget target)
    {
        var users = (await new KeyUsers(azure).ListAsync(target).ConfigureAwait(false)).Where(u => !u.Is(target.KnownObjectId)).ToList();
        return users.Count == 0 || (target.KnownObjectId is null && users.Count == 1) ? []
            : [$"whatever else uses the key {target.Key!.KeyName} of the vault {target.Vault.Name}, which {string.Join(", ", users)} may{(target.KnownObjectId is null ? "; one of them is Atlas" : "")}"];
    }

    private async Task<IReadOnlyList<string>> OtherKeysAsync(KeyAccessTarget target)
    {
        var names = (await azure.Keys.ListKeysAsync(target.Vault, azure.Cancellation).ConfigureAwait(false)).Where(k => !k.Equals(target.Key?.KeyName, StringComparison.OrdinalIgnoreCase)).ToList();
        return names.Count == 0 ? [] : [$"whatever Atlas uses {(target.Key is null ? "the keys" : "the other keys")} of the vault {target.Vault.Name} for: {string.Join(", ", names)}"];
    }
}
