using System.Globalization;

namespace AtlasCmk;

/// <summary>Whether a key version can be disabled without leaving anything behind that cannot be read any more.</summary>
public sealed class KeyRetirement : AtlasResource
{
    internal KeyRetirement(string keyIdentifier, string safeToDisable, string reason)
        : base(null)
    {
        KeyIdentifier = keyIdentifier;
        SafeToDisable = safeToDisable;
        Reason = VisibleText.Of(reason);
    }

    /// <summary>The key version, as a full URL.</summary>
    public string KeyIdentifier { get; }

    /// <summary>Yes, No, or Unknown. Never Yes without -ProjectScopeComplete.</summary>
    public string SafeToDisable { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }

    /// <summary>Everything that needs it, or may: see Certainty and Evidence of each.</summary>
    public IReadOnlyList<KeyUsage> HeldBy { get; internal init => field = new Listing<KeyUsage>(value); } = new Listing<KeyUsage>([]);

    /// <summary>When the last of what holds it expires by itself; empty where something does not, or is still listed after it expired.</summary>
    public DateTimeOffset? SafeAfter { get; internal init; }

    /// <summary>The projects that were read.</summary>
    public IReadOnlyList<string> ProjectsRead { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>Visible projects that were not read, since the caller says that they never used the key (-ExcludeProjectId).</summary>
    public IReadOnlyList<string> ProjectsExcluded { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>Whether the caller stated that no project outside this session's view uses the key, or has used it.</summary>
    public bool ProjectScopeComplete { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() =>
        VisibleText.Of($"{KeyIdentifier}: {SafeToDisable}{(SafeAfter is { } end ? $", safe after {end.ToString("u", CultureInfo.InvariantCulture)}" : "")}");
}
