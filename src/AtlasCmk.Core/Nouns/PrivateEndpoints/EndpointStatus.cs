namespace AtlasCmk;

/// <summary>The statuses of a private endpoint that the published API description lists. The list is open: Atlas may add to it.</summary>
internal static class EndpointStatus
{
    public const string Initiating = "INITIATING";
    public const string PendingAcceptance = "PENDING_ACCEPTANCE";
    public const string Active = "ACTIVE";
    public const string Failed = "FAILED";
    public const string PendingRecreation = "PENDING_RECREATION";
    public const string Deleting = "DELETING";

    public static IReadOnlyList<string> All { get; } = [Initiating, PendingAcceptance, Active, Failed, PendingRecreation, Deleting];

    /// <summary>The known status that the text most likely means, a few typing errors away; null where it is like none.</summary>
    public static string? Nearest(string status)
    {
        var (nearest, distance) = All.Select(s => (s, EditDistance.Between(status, s))).MinBy(s => s.Item2);
        return distance <= Math.Min(3, status.Length / 3) ? nearest : null;
    }

    /// <summary>What a user may type for a status: any case, and the spelling INITATING of Atlas's own page.</summary>
    public static string Normalize(string text)
    {
        var status = text.Trim().ToUpperInvariant();
        return status == "INITATING" ? Initiating : status;
    }
}
