using System.Reflection;

namespace AtlasCmk.Rules;

/// <summary>All errors that users can get. Exceptions, Get-AtlasCmkError, about_AtlasCmk_Errors and the help of the cmdlets use these entries.</summary>
internal static class ErrorCatalog
{
    /// <summary>No service has a longer code. The time of a comparison grows with the square of the length.</summary>
    public const int LongestCode = 200;

    /// <summary>The entries are next to the rules of the feature that reports them: in the classes of this namespace that are named …Errors.</summary>
    private static IEnumerable<Type> Places => typeof(ErrorCatalog).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(ErrorCatalog).Namespace && t.Name.EndsWith("Errors", StringComparison.Ordinal)).OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>The errors that AtlasCmk detects or reports with its own id.</summary>
    public static IReadOnlyList<AtlasCmkError> OwnErrors { get; } = [.. Places.SelectMany(Entries)];

    /// <summary>All errors, including every service code that AtlasCmk can explain.</summary>
    public static IReadOnlyList<AtlasCmkError> All { get; } = [.. OwnErrors, .. AtlasErrorCodes.All, .. AzureErrorCodes.All, .. EntraErrorCodes.All];

    /// <summary>The entries of a code or an error id. An id can have several codes. Empty if unknown.</summary>
    public static IReadOnlyList<AtlasCmkError> Find(string code)
    {
        var named = All.Where(e => Is(code, e.Code)).ToList();
        return named.Exists(e => e.Service == AtlasCmkError.Own) ? named : [.. named, .. All.Where(e => Is(code, e.ErrorId) && !Is(code, e.Code))];
    }

    /// <summary>The vendor's page of the first of these codes that has one.</summary>
    public static string? LinkFor(params IEnumerable<string?> codes) =>
        codes.Select(code => code is null ? null : All.FirstOrDefault(e => Is(code, e.Code))?.Source?.AbsoluteUri).FirstOrDefault(link => link is not null);

    /// <summary>The most similar known code, with at most a third of its letters different. Null if none is similar.</summary>
    public static string? Nearest(string code)
    {
        // Similar Microsoft Entra numbers are unrelated.
        if (code.Length > LongestCode || code.StartsWith("AADSTS", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (nearest, distance) = All.SelectMany(e => new[] { e.Code, e.ErrorId })
            .Select(known => (known, EditDistance.Between(known.ToUpperInvariant(), code.ToUpperInvariant()))).MinBy(n => n.Item2);
        return distance <= code.Length / 3 ? nearest : null;
    }

    private static IEnumerable<AtlasCmkError> Entries(Type place) =>
        place.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(f => f.FieldType == typeof(AtlasCmkError)).Select(f => (AtlasCmkError)f.GetValue(null)!);

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
