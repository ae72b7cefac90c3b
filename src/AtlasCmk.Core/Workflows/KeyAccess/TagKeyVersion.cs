using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Adds and removes the tag of a freeze on a disabled key version.</summary>
internal sealed class TagKeyVersion(SessionContext azure)
{
    /// <summary>The maximum number of tags on a version in Key Vault.</summary>
    private const int MostTags = 15;

    /// <summary>Adds the tag to the version's tags. A failure is only a warning, because disabling the version matters more.</summary>
    /// <param name="disabled">The version in Key Vault after it was disabled.</param>
    /// <param name="freeze">The record of the freeze.</param>
    public Task PutAsync(KeyVersion disabled, KeyAccessRecord freeze) => ChangeAsync(disabled, "was not tagged", async tags =>
    {
        var caller = await azure.CallerAsync().ConfigureAwait(false);
        tags[KeyVersion.FreezeTagName] = FreezeTag.Write(freeze.CreatedAt, freeze.Target.ProjectId, caller.Value?.ToString());
    });

    /// <summary>Removes the tag and keeps the others.</summary>
    /// <param name="enabled">The version in Key Vault after it was enabled.</param>
    public async Task RemoveAsync(KeyVersion enabled)
    {
        if (enabled.FreezeTag is not null)
        {
            await ChangeAsync(enabled, "still has its tag", tags => Task.FromResult(tags.Remove(KeyVersion.FreezeTagName))).ConfigureAwait(false);
        }
    }

    /// <summary>Key Vault replaces all tags of a version, so all tags are sent.</summary>
    private async Task ChangeAsync(KeyVersion version, string otherwise, Func<Dictionary<string, string>, Task> change)
    {
        var tags = new Dictionary<string, string>(version.Tags);
        await change(tags).ConfigureAwait(false);
        var done = tags.Count > MostTags
            ? ReadResult.Unknown<KeyVersion>($"it has {MostTags} tags, and Key Vault allows no more.")
            : await ReadResult.FromAsync(() => azure.Keys.SetTagsAsync(version.Identifier, tags, azure.Cancellation)).ConfigureAwait(false);
        if (!done.IsKnown)
        {
            azure.Log.Warning($"The key version {version.Identifier} {otherwise} ({KeyVersion.FreezeTagName}): {done.Reason}");
        }
    }
}
