using System.Globalization;

namespace AtlasCmk;

/// <summary>The result of a key rotation: the old and the new version, whether Atlas can use the key, and the state of each cluster.</summary>
public sealed class KeyRotation : AtlasResource
{
    internal KeyRotation(string projectId, string newKeyIdentifier)
        : base(projectId) => NewKeyIdentifier = newKeyIdentifier;

    internal const string NoOldKey = "Already on this version; nothing changed, and the version before it is unknown";

    internal const string NamedInSettings = "the project's settings in Atlas name it";

    /// <summary>The version that the project used before; empty if it already used the new one, because Atlas does not report earlier versions. If Atlas
    /// followed the latest version: the latest enabled version before.</summary>
    public string? OldKeyIdentifier { get; internal init; }

    /// <summary>The version that the project was rotated to. It has no version if Atlas follows the latest enabled one. With -NewVersion it is then the version
    /// that was created, and NewKeyInUse shows whether Atlas uses it.</summary>
    public string NewKeyIdentifier { get; }

    /// <summary>Whether the project uses NewKeyIdentifier. True if its settings name it, or if Atlas follows the latest version and its events or clusters show
    /// the change. Empty if nothing showed it in time: Atlas may use it later.</summary>
    public bool? NewKeyInUse { get; internal init; }

    /// <summary>What shows that the project uses NewKeyIdentifier, or why it is unknown.</summary>
    public string? NewKeyReason { get; internal init => field = VisibleText.OrNull(value); }

    /// <summary>When the change was sent to Atlas; if nothing had to change, when the command first read the settings.</summary>
    public DateTimeOffset StartedAt { get; internal init; }

    /// <summary>When the last cluster that was seen to start was IDLE again, and the key valid. Clusters that were not seen are not included.</summary>
    public DateTimeOffset CompletedAt { get; internal init; }

    /// <summary>When the project and its clusters had stopped using the old version, for Test-AtlasKeyRetirement. Empty if not every cluster was seen to follow.</summary>
    public DateTimeOffset? OldKeyLeftAt { get; internal init; }

    /// <summary>OldKeyLeftAt as text (ISO 8601, UTC), so that a CSV file, a job and any culture keep it.</summary>
    public string? OldKeyLeftAtUtc => OldKeyLeftAt?.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);

    /// <summary>Whether Atlas can use the new version.</summary>
    public bool Valid { get; internal init; }

    /// <summary>The clusters that are encrypted with the project's key, each with its state.</summary>
    public IReadOnlyList<KeyRotationCluster> Clusters { get; internal init => field = new Listing<KeyRotationCluster>(value); } = new Listing<KeyRotationCluster>([]);

    /// <summary>Whether something that this command read still needs the old version. Empty if it found nothing, which is no proof: use Test-AtlasKeyRetirement.</summary>
    public bool? OldKeyStillNeeded { get; internal init; }

    /// <summary>What needs the old version, or why it is unknown.</summary>
    public string? OldKeyReason { get; internal init => field = VisibleText.OrNull(value); }

    /// <summary>Created: this rotation created the version. Moved: the version existed, for example because another project of the command created it, and the
    /// project was moved to it. Unchanged: nothing was changed.</summary>
    public string? Action => ChangeMade is not { } change ? null : change.CreatedKeyVersion ? "Created" : change.Changed ? "Moved" : "Unchanged";

    /// <summary>What the command that emitted this object did: who, when, and the request IDs; empty if a command only read it.</summary>
    public ChangeEvidence? Change => ChangeMade;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{ProjectLabel()}: "
        + $"{NewKeyIdentifier} ({(Valid ? "valid" : "not valid")}{(NewKeyInUse is true ? "" : ", not known whether in use")}; {(Clusters.Count == 0 ? "no cluster" : string.Join(", ", Clusters))})");
}
