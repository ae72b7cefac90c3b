using AtlasCmk.Rules;

namespace AtlasCmk;

/// <summary>What an error code means: one of Atlas, one of Azure, or the id of an error that AtlasCmk finds itself.</summary>
public sealed class AtlasCmkError
{
    internal const string Atlas = "Atlas";
    internal const string Azure = "Azure";
    internal const string Own = "AtlasCmk";

    /// <summary>No service has a longer code. To compare takes time with the square of the length.</summary>
    internal const int LongestCode = 200;

    internal AtlasCmkError(string service, string code, FailureKind? kind, string errorId, string meaning, string cause, string remedy, string? source)
    {
        Service = service;
        Code = code;
        Kind = kind;
        ErrorId = errorId;
        Meaning = meaning;
        Cause = cause;
        Remedy = remedy;
        Source = source is null ? null : new(source);
    }

    /// <summary>The code, as its service spells it.</summary>
    public string Code { get; }

    /// <summary>Whose code it is: Atlas, Azure or AtlasCmk.</summary>
    public string Service { get; }

    /// <summary>The first part of FullyQualifiedErrorId under which AtlasCmk reports it.</summary>
    public string ErrorId { get; }

    /// <summary>What it says.</summary>
    public string Meaning { get; }

    /// <summary>How it comes about.</summary>
    public string Cause { get; }

    /// <summary>What to do next.</summary>
    public string Remedy { get; }

    /// <summary>Where MongoDB or Microsoft writes about it; empty where neither does.</summary>
    public Uri? Source { get; }

    /// <summary>What kind of failure the code means by itself; empty for what AtlasCmk finds, where each failure says it.</summary>
    internal FailureKind? Kind { get; }

    /// <summary>Whether the code only explains: what kind of failure it is depends on the request and on who made it.</summary>
    internal bool DependsOnTheCall { get; init; }

    /// <summary>Every code that AtlasCmk can explain.</summary>
    internal static IReadOnlyList<AtlasCmkError> All { get; } = [.. OwnErrorIds.All, .. AtlasErrorCodes.All, .. AzureErrorCodes.All, .. EntraErrorCodes.All];

    /// <summary>What a code is about, or the id of an error, which may stand for several codes; none where it is not known.</summary>
    internal static IReadOnlyList<AtlasCmkError> Find(string code)
    {
        var named = All.Where(e => Is(code, e.Code)).ToList();
        return named.Exists(e => e.Service == Own) ? named : [.. named, .. All.Where(e => Is(code, e.ErrorId) && !Is(code, e.Code))];
    }

    /// <summary>Where the vendor writes about the first of these codes that he writes about.</summary>
    internal static string? LinkFor(params IEnumerable<string?> codes) =>
        codes.Select(code => code is null ? null : All.FirstOrDefault(e => Is(code, e.Code))?.Source?.AbsoluteUri).FirstOrDefault(link => link is not null);

    /// <summary>The known code that somebody most likely meant, a third of its letters away at most; null where it is like none.</summary>
    internal static string? Nearest(string code)
    {
        // Of the numbers of Microsoft Entra, two that look alike have nothing in common.
        if (code.Length > LongestCode || code.StartsWith("AADSTS", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (nearest, distance) = All.SelectMany(e => new[] { e.Code, e.ErrorId }).Select(known => (known, EditDistance.Between(known.ToUpperInvariant(), code.ToUpperInvariant()))).MinBy(n => n.Item2);
        return distance <= code.Length / 3 ? nearest : null;
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Code} ({Service}): {Meaning}");
}
