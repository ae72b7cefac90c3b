using System.Collections.Concurrent;
using System.Globalization;

namespace AtlasCmk.Tests.Fakes;

/// <summary>The data plane of the vault whose control plane <paramref name="vault"/> is: what is made or changed here is seen there.</summary>
internal sealed class FakeKeys(FakeKeyVault vault, TimeProvider time, ConcurrentQueue<string> journal) : IKeyVaultKeysApi
{
    private int _made;

    public bool HasRotationPolicy { get; set; }

    /// <summary>Whether the vault accepts changes of versions and carries none out.</summary>
    public bool IgnoresChanges { get; set; }

    /// <summary>An action after the vault made the change, for example a lost answer.</summary>
    public Action<string> OnTheWayBack { get; set; } = _ => { };

    /// <summary>An action before the vault makes the change, for example a refusal.</summary>
    public Action<string> OnArrival { get; set; } = _ => { };

    public Task<KeyVersion> RotateAsync(KeyVaultReference vaultReference, string keyName, CancellationToken cancellation) =>
        Make($"POST {vaultReference.Name}/keys/{keyName}/rotate", Newest(keyName) with { NotBefore = null, Expires = null, Tags = new Dictionary<string, string>() });

    public Task<KeyVersion> CreateVersionAsync(KeyVaultReference vaultReference, KeyVersion like, CancellationToken cancellation) =>
        Make($"POST {vaultReference.Name}/keys/{like.Identifier.KeyName}/create {like.KeyType} {like.KeySize}", like with { NotBefore = null, IsExportable = false });

    public Task<bool> HasRotationPolicyAsync(KeyVaultReference vaultReference, string keyName, CancellationToken cancellation) =>
        Answer($"GET {vaultReference.Name}/keys/{keyName}/rotationpolicy", () => HasRotationPolicy);

    public Task<KeyVersion> SetEnabledAsync(KeyIdentifier key, bool enabled, CancellationToken cancellation) =>
        Answer($"PATCH {key.VaultName}/keys/{key.KeyName}/{key.Version} {(enabled ? "enabled" : "disabled")}", () =>
        {
            var changed = vault.KeyVersions.Now.Single(v => v.Identifier.IsSameVersion(key.Text)) with { Enabled = enabled, Updated = time.GetUtcNow() };
            _ = IgnoresChanges ? null : vault.KeyVersions.Set([.. vault.KeyVersions.Now.Select(v => v.Identifier.IsSameVersion(key.Text) ? changed : v)]);
            return changed;
        });

    public Task<KeyVersion> SetTagsAsync(KeyIdentifier key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellation) =>
        Answer($"TAG {key.VaultName}/keys/{key.KeyName}/{key.Version}", () =>
        {
            var changed = vault.KeyVersions.Now.Single(v => v.Identifier.IsSameVersion(key.Text)) with { Tags = tags };
            vault.KeyVersions.Set([.. vault.KeyVersions.Now.Select(v => v.Identifier.IsSameVersion(key.Text) ? changed : v)]);
            return changed;
        });

    public Task<IReadOnlyList<string>> ListKeysAsync(KeyVaultReference vaultReference, CancellationToken cancellation) =>
        Answer<IReadOnlyList<string>>($"GET {vaultReference.Name}/keys", () => [.. vault.KeyVersions.Now.Select(v => v.Identifier.KeyName).Distinct()]);

    private KeyVersion Newest(string keyName) => vault.KeyVersions.Now.Where(v => v.Identifier.KeyName == keyName).MaxBy(v => v.Created)!;

    private Task<KeyVersion> Make(string request, KeyVersion pattern) => Answer(request, () =>
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"https://{pattern.Identifier.VaultName}.vault.azure.net/keys/{pattern.Identifier.KeyName}/{++_made:x32}");
        var made = pattern with { Identifier = KeyIdentifierReading.Parse(text), Enabled = true, Created = time.GetUtcNow(), Updated = time.GetUtcNow() };
        vault.KeyVersions.Set([.. vault.KeyVersions.Now, made]);
        return made;
    });

    private async Task<T> Answer<T>(string request, Func<T> answer)
    {
        journal.Enqueue(request);
        await Task.CompletedTask;
        OnArrival(request);
        var result = answer();
        OnTheWayBack(request);
        return result;
    }
}
