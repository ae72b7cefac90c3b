using System.Globalization;
using System.Text.RegularExpressions;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>The tag on a key version that a freeze disabled: it says when, for which project and by which identity, so that the version is not taken for one that was disabled by accident.</summary>
internal sealed partial class FreezeTag(AzureWork azure)
{
    /// <summary>Key Vault allows so many tags on a version, and values of so many characters.</summary>
    private const int MostTags = 15;
    private const int LongestValue = 256;

    /// <summary>When the freeze began, as the tag says; null where the value does not begin with a time.</summary>
    public static DateTimeOffset? TimeOf(string value) =>
        DateTimeOffset.TryParseExact(value.Split(' ')[0], "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The project that was frozen, as the tag says; null where it names none.</summary>
    public static string? ProjectOf(string value) => Project().Match(value) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Adds the tag to those that the version has. A failure is only a warning: the version is disabled, which matters more.</summary>
    /// <param name="disabled">The version as Key Vault shows it after it was disabled.</param>
    /// <param name="freeze">The record of the freeze.</param>
    public Task PutAsync(KeyVersion disabled, KeyAccessRecord freeze) => ChangeAsync(disabled, "was not tagged", async tags =>
    {
        var caller = await azure.CallerAsync().ConfigureAwait(false);
        var project = freeze.Target.ProjectId is { } id ? $" for project {id}" : "";
        var identity = caller.Value?.ToString() ?? "an identity that could not be read";
        var value = string.Create(CultureInfo.InvariantCulture, $"{freeze.CreatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}{project} by {identity}");
        tags[KeyVersion.FreezeTagName] = value.Length > LongestValue ? value[..LongestValue] : value;
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

    [GeneratedRegex("^[^ ]+ for project ([0-9a-f]{24}) ")]
    private static partial Regex Project();
}
