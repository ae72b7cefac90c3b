using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>What a new client secret in several projects means for the old one.</summary>
/// <remarks>
/// Atlas restores a snapshot with the credentials that were in use when it was taken. Whether these include the former secret of the
/// same application is not documented, so the report says that it is not.
/// </remarks>
/// <param name="ClientId">The application of the new secret.</param>
/// <param name="FormerClients">The applications that the changed projects used before.</param>
/// <param name="Changed">How many projects use the new secret, and Atlas reports their key as valid.</param>
internal sealed record SecretRotationReport(string ClientId, IReadOnlyList<string> FormerClients, int Changed)
{
    /// <summary>The projects that use a former application, and were not changed or not confirmed in this command.</summary>
    public IReadOnlyList<string> StillUsing { get; init; } = [];

    /// <summary>What could not be read, each with the reason.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>When the last snapshot expires that needs former credentials.</summary>
    public DateTimeOffset? NeededUntil { get; init; }

    /// <summary>Why this time is not known for some projects.</summary>
    public IReadOnlyList<string> UntilUnknown { get; init; } = [];

    /// <summary>Whether nothing must be kept, as far as can be seen.</summary>
    public bool IsClear => StillUsing.Count == 0 && Unread.Count == 0 && NeededUntil is null && UntilUnknown.Count == 0;

    private bool IsSameApplication => FormerClients.All(f => f.Equals(ClientId, StringComparison.OrdinalIgnoreCase));

    private string Former => IsSameApplication ? "the old secret" : $"application {string.Join(", ", FormerClients)}";

    public override string ToString() => string.Join(' ', Sentences());

    private IEnumerable<string> Sentences()
    {
        yield return $"{Count(Changed, "project uses", "projects use")} the new secret of application {ClientId}.";
        if (StillUsing.Count > 0)
        {
            yield return $"Do not delete {Former} yet: "
                + $"{Count(StillUsing.Count, "project still uses it or is not confirmed", "projects still use it or are not confirmed")}: {string.Join(", ", StillUsing)}.";
        }

        if (Unread.Count > 0)
        {
            yield return $"{(StillUsing.Count > 0 ? "" : $"Do not delete {Former} yet. ")}It is unclear whether {Former} is still in use, because this could not be read: {string.Join("; ", Unread)}.";
        }

        if (StillUsing.Count == 0 && Unread.Count == 0)
        {
            yield return IsClear
                ? $"You can delete {Former}: no other project that these credentials can read uses it."
                : $"No other project that these credentials can read uses {Former}.";
        }

        foreach (var sentence in Snapshots())
        {
            yield return sentence;
        }
    }

    private IEnumerable<string> Snapshots()
    {
        if (NeededUntil is null && UntilUnknown.Count == 0)
        {
            yield break;
        }

        yield return "Atlas restores a snapshot with the credentials that were in use when it was taken.";
        var kept = $"Keep application {string.Join(", ", FormerClients)} and its rights on the vault";
        yield return UntilUnknown.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{kept} until the last snapshot expires at {NeededUntil:u}.")
            : string.Create(CultureInfo.InvariantCulture, $"{kept}{(NeededUntil is null ? "" : $" until {NeededUntil:u} at least")}. It is unknown until when: {string.Join("; ", UntilUnknown)}.");
        if (IsSameApplication)
        {
            yield return "MongoDB does not document whether this includes the old secret.";
        }
    }

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
