using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Puts the tag of a freeze on a key version that was disabled, and removes it.</summary>
internal sealed class TagKeyVersion(SessionContext azure)
{
    /// <summary>The most tags that Key Vault allows on a version.</summary>
    private const int MostTags = 15;

    /// <summary>Adds the tag to those that the version has. A failure is only a warning: the version is disabled, which matters more.</summary>
    /// <param name="disabled">The version as Key Vault shows it after it was disabled.</param>
    /// <param name="freeze">The record of the freeze.</param>
    public Task PutAsync(KeyVersion disabled, KeyAccessRecord freeze) => ChangeAsync(disabled, "was not tagged", async tags =>
    {
        var caller = await azure.CallerAsync().ConfigureAwait(false);
        tags[KeyVersion.FreezeTagName] = FreezeTag.Write(freeze.CreatedAt, freeze.Target.ProjectId, caller.Value?.ToString());
    });

    /// <summary>Removes the tag, and leaves the others.</summary>
    /// <param name="enabled">The version as Key Vault shows it after it was enabled.</param>
    public async Task RemoveAsync(KeyVersion enabled)
    {
        if (enabled.FreezeTag is not null)
        {
            await ChangeAsync(enabled, "still has its tag", tags => Task.FromResult(tags.Remove(KeyVersion.FreezeTagName))).ConfigureAwait(false);
        }
    }

    /// <summary>Key Vault replaces all tags of a version by those that it gets, so all of them are sent.</summary>
    private async Task ChangeAsync(KeyVersion version, string otherwise, Func<Dictionary<string, string>, Task> change)
    {
        var tags = new Dictionary<string, string>(version.Tags);
        await change(tags).ConfigureAwait(false);
        var done = tags.Count > MostTags
            ? Fact.Unknown<KeyVersion>($"it has {MostTags} tags, and Key Vault allows no more.")
            : await Fact.ReadAsync(() => azure.Keys.SetTagsAsync(version.Identifier, tags, azure.Cancellation)).ConfigureAwait(false);
        if (!done.IsKnown)
        {
            azure.Log.Warning($"The key version {version.Identifier} {otherwise} ({KeyVersion.FreezeTagName}): {done.Reason}");
        }
    }
}
