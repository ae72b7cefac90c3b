using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>The plan for a new key version: like the version in use, with the same lifetime from now on. Pure: sends no requests.</summary>
internal sealed class NewVersionPlan
{
    private readonly KeyVersion _pattern;

    /// <param name="pattern">The version in use, with all properties.</param>
    /// <param name="byPolicy">Whether the key's rotation policy determines the expiry.</param>
    /// <param name="now">The time.</param>
    public NewVersionPlan(KeyVersion pattern, bool byPolicy, DateTimeOffset now)
    {
        _pattern = pattern;
        ByPolicy = byPolicy;
        Version = pattern with
        {
            Enabled = true,
            NotBefore = null,
            Created = now,
            Updated = now,
            KeyType = pattern.KeyType ?? "RSA",
            Tags = pattern.Tags.Where(t => !IsFreeze(t.Key)).ToDictionary(),
            Expires = now + (pattern.Expires - pattern.Created),
        };
    }

    /// <summary>A freeze of the version in use does not apply to the new one.</summary>
    private static bool IsFreeze(string tag) => tag.Equals(KeyVersion.FreezeTagName, StringComparison.OrdinalIgnoreCase);

    public bool ByPolicy { get; }

    /// <summary>The new version, still with the identifier of the pattern.</summary>
    public KeyVersion Version { get; }

    /// <summary>For the confirmation, after "create a new version of the key".</summary>
    public string How => ByPolicy ? "by its rotation policy"
        : Version.Expires is { } end ? $"like the one in use, which expires at {end.ToString("u", CultureInfo.InvariantCulture)}"
        : "like the one in use";

    /// <summary>A version that Atlas cannot use is not created.</summary>
    public void Check(string projectId)
    {
        if (!ByPolicy && KeyVersionRules.ReasonsAgainst(Version, Version.Created!.Value) is { Count: > 0 } reasons)
        {
            throw KeyErrors.NewVersionUnusable(_pattern.Identifier, reasons, projectId);
        }
    }

    /// <summary>What the created version lacks, as text. Empty if nothing.</summary>
    public string Differences(KeyVersion made)
    {
        List<string> words = [];
        Add(!ByPolicy && _pattern.Expires is not null && made.Expires is null, $"it never expires, because the lifetime of {_pattern.Version} is unknown");
        Add(_pattern.NotBefore > _pattern.Created, $"it is active at once, and {_pattern.Version} became active later than it was created");
        var tags = _pattern.Tags.Where(t => !IsFreeze(t.Key) && made.Tags.GetValueOrDefault(t.Key) != t.Value).Select(t => t.Key).ToList();
        Add(tags.Count > 0, $"it lacks the tags {string.Join(", ", tags)}");
        var operations = _pattern.Operations.Except(made.Operations, StringComparer.OrdinalIgnoreCase).ToList();
        Add(made.Operations.Count > 0 && operations.Count > 0, $"it does not allow {string.Join(", ", operations)}");
        Add(_pattern.IsExportable && !made.IsExportable, "it has no release policy, and cannot be exported");
        return string.Join("; ", words);

        void Add(bool applies, string text)
        {
            if (applies)
            {
                words.Add(text);
            }
        }
    }
}
