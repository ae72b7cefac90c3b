using System.Globalization;

namespace AtlasCmk;

/// <summary>What a command did to get the result: who changed something, when, and with which requests.</summary>
public sealed class ChangeEvidence
{
    internal ChangeEvidence(string? atlasIdentity, IReadOnlyList<SentChange> sent)
    {
        AtlasIdentity = VisibleText.OrNull(atlasIdentity);
        AzureIdentity = VisibleText.OrNull(sent.Select(s => s.Identity).LastOrDefault(i => i is not null));
        Changed = sent.Any(s => s.MayHaveChanged);
        ChangedAt = sent.Where(s => s.MayHaveChanged).Select(s => (DateTimeOffset?)s.At).LastOrDefault();
        CreatedKeyVersion = sent.Any(s => s is { Service: "Azure", Method: "POST", Status: < 300 }
            && (s.Path.EndsWith("/create", StringComparison.Ordinal) || s.Path.EndsWith("/rotate", StringComparison.Ordinal)));
        Requests = new Listing<string>([.. sent.Select(s => VisibleText.Of(s.ToString()))]);
    }

    /// <summary>Whether a request that changes something was sent, and not refused. False if everything already was as requested.</summary>
    public bool Changed { get; }

    /// <summary>When the last of these requests was answered; empty if nothing was changed.</summary>
    public DateTimeOffset? ChangedAt { get; }

    /// <summary>Who signed in to Atlas: the public key, or the client ID of a service account.</summary>
    public string? AtlasIdentity { get; }

    /// <summary>Who signed in to Azure for these requests: the application or user, and its object ID; empty if nothing was sent to Azure.</summary>
    public string? AzureIdentity { get; }

    /// <summary>The version of AtlasCmk.</summary>
    public string ModuleVersion { get; } = typeof(ChangeEvidence).Assembly.GetName().Version!.ToString(3);

    /// <summary>Each request that changes something, with its status and request ID. Azure returns the ID. Atlas returns none, so the ID is the one that AtlasCmk
    /// sent (X-Request-Id).</summary>
    public IReadOnlyList<string> Requests { get; }

    /// <summary>Whether one of the requests created a key version.</summary>
    internal bool CreatedKeyVersion { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(Changed
        ? string.Create(CultureInfo.InvariantCulture, $"changed {ChangedAt:u} by {string.Join(" and ", new[] { AtlasIdentity, AzureIdentity }.OfType<string>())} "
            + $"with AtlasCmk {ModuleVersion}: {string.Join(", ", Requests)}")
        : "nothing changed");
}

/// <summary>One try of a request that can change something, as the service answered it.</summary>
/// <param name="Service">Atlas or Azure.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Status">The HTTP status. Null if the answer was lost.</param>
/// <param name="RequestId">The ID for the service's support.</param>
/// <param name="Identity">Who signed in, if the request itself shows it.</param>
/// <param name="At">When it was answered, or lost.</param>
internal sealed record SentChange(string Service, string Method, string Path, int? Status, string? RequestId, string? Identity, DateTimeOffset At)
{
    /// <summary>A lost answer counts: the request may have been carried out.</summary>
    public bool MayHaveChanged => Status is null or < 300;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Service} {Method} {Path} {(Status is { } status ? $"{status}" : "no answer")}{(RequestId is null ? "" : $" request {RequestId}")}");
}
