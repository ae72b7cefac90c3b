using System.Globalization;

namespace AtlasCmk;

/// <summary>Whether a key version can be disabled without making any data or backup unreadable.</summary>
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

    /// <summary>The reason for the verdict.</summary>
    public string Reason { get; }

    /// <summary>Everything that needs the version, or may need it; see Certainty and Evidence of each item.</summary>
    public IReadOnlyList<KeyUsage> HeldBy { get; internal init => field = new Listing<KeyUsage>(value); } = new Listing<KeyUsage>([]);

    /// <summary>When the last of these items expires; empty if one does not expire, or is still listed after it expired.</summary>
    public DateTimeOffset? SafeAfter { get; internal init; }

    /// <summary>The projects that were checked.</summary>
    public IReadOnlyList<string> ProjectsRead { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>Projects that were not checked, because you stated that they never used the key (-ExcludeProjectId).</summary>
    public IReadOnlyList<string> ProjectsExcluded { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>Whether you stated that no project outside this session uses or has used the key.</summary>
    public bool ProjectScopeComplete { get; internal init; }

    internal override IEnumerable<AtlasResource> Inner() => HeldBy;

    /// <inheritdoc/>
    public override string ToString() =>
        VisibleText.Of($"{KeyIdentifier}: {SafeToDisable}{(SafeAfter is { } end ? $", safe after {end.ToString("u", CultureInfo.InvariantCulture)}" : "")}");
}
