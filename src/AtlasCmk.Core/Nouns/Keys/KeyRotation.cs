using System.Globalization;

namespace AtlasCmk;

/// <summary>The result of a rotation of a project's key: from which version to which, whether Atlas can use it, and how far its clusters are.</summary>
public sealed class KeyRotation : AtlasResource
{
    internal KeyRotation(string projectId, string newKeyIdentifier)
        : base(projectId) => NewKeyIdentifier = newKeyIdentifier;

    internal const string NoOldKey = "Already on this version; nothing changed, and the version before it is not known";

    internal const string NamedInSettings = "the project's settings in Atlas name it";

    /// <summary>The version that the project used before; empty where it was on the new one already, since Atlas does not tell which came before. Where Atlas followed the latest version: the latest enabled one before.</summary>
    public string? OldKeyIdentifier { get; internal init; }

    /// <summary>The version that the project was rotated to. It has no version where Atlas follows the latest enabled one; with -NewVersion it is then the version that was created, and NewKeyInUse says whether Atlas was seen to use it.</summary>
    public string NewKeyIdentifier { get; }

    /// <summary>Whether the project was seen to use NewKeyIdentifier: true where its settings name it, or where Atlas follows the latest version and its events or its clusters show the change. Empty where nothing showed it within the time: Atlas may use it later.</summary>
    public bool? NewKeyInUse { get; internal init; }

    /// <summary>What shows that the project uses NewKeyIdentifier, or why that is not known.</summary>
    public string? NewKeyReason { get; internal init => field = VisibleText.OrNull(value); }

    /// <summary>When Atlas was asked to change the key; where nothing had to be changed, when the command first looked.</summary>
    public DateTimeOffset StartedAt { get; internal init; }

    /// <summary>When the last cluster that was seen to start was IDLE again, and the key valid. It says nothing about clusters that were not seen.</summary>
    public DateTimeOffset CompletedAt { get; internal init; }

    /// <summary>When the project had left the old version, its clusters included: Test-AtlasKeyRetirement uses it. Empty where not every cluster was seen to follow.</summary>
    public DateTimeOffset? OldKeyLeftAt { get; internal init; }

    /// <summary>OldKeyLeftAt as text (ISO 8601, UTC), so that a CSV file, a job and any culture keep it.</summary>
    public string? OldKeyLeftAtUtc => OldKeyLeftAt?.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);

    /// <summary>Whether Atlas can use the new version.</summary>
    public bool Valid { get; internal init; }

    /// <summary>The project's clusters that are encrypted with its key, each with how far it is.</summary>
    public IReadOnlyList<KeyRotationCluster> Clusters { get; internal init => field = new Listing<KeyRotationCluster>(value); } = new Listing<KeyRotationCluster>([]);

    /// <summary>Whether something that this command saw still needs the old version; empty where it saw nothing of the kind, which proves nothing: Test-AtlasKeyRetirement decides.</summary>
    public bool? OldKeyStillNeeded { get; internal init; }

    /// <summary>What needs the old version, or why that is not known.</summary>
    public string? OldKeyReason { get; internal init => field = VisibleText.OrNull(value); }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{ProjectId}: {NewKeyIdentifier} ({(Valid ? "valid" : "not valid")}{(NewKeyInUse is true ? "" : ", not known whether in use")}; {(Clusters.Count == 0 ? "no cluster" : string.Join(", ", Clusters))})");
}
