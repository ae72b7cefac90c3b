using System.Text.RegularExpressions;
using AtlasCmk.Pipeline;
using AtlasCmk.Tests.Conventions;
using Xunit;

namespace AtlasCmk.Tests.Errors;

/// <summary>Error ids and the services' codes are public: scripts compare them. ErrorIds.txt pins each with its error categories.</summary>
public sealed partial class ErrorIdTests
{
    /// <summary>A lost answer that may have created a version keeps the kind of its loss.</summary>
    private static readonly FailureKind[] s_lost = [FailureKind.Failed, FailureKind.Protocol, FailureKind.Unreachable];

    [Fact]
    public void No_id_vanishes_is_renamed_or_changes_its_category()
    {
        var pinned = File.ReadAllLines(Path.Combine(Product.Folder, "tests", "AtlasCmk.Tests", "Errors", "ErrorIds.txt"));

        Assert.Equal(pinned, Ids().Append(Unexpected()).Order(StringComparer.Ordinal).Concat(Codes().Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<string> Ids() =>
        from given in Given().Concat(AtlasCmkError.All.Where(e => e.Kind is not null).Select(e => (Id: e.ErrorId, Kind: e.Kind!.Value)))
        group given.Kind by given.Id into id
        select $"{id.Key}: {string.Join(", ", id.Distinct().Select(Category).Order(StringComparer.Ordinal))}";

    private static IEnumerable<string> Codes() =>
        from code in AtlasCmkError.All
        where code.Service != AtlasCmkError.Own
        select $"{code.Service} {code.Code}: {code.ErrorId}, {Category(code.Kind!.Value)}{(code.DependsOnTheCall ? ", depends on the request" : "")}";

    private static IEnumerable<(string Id, FailureKind Kind)> Given() =>
        from file in Product.Sources("src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk")
        where !file.Contains($"Errors{Path.DirectorySeparatorChar}Codes", StringComparison.Ordinal)
        from Match match in GivenPattern().Matches(File.ReadAllText(file))
        from kind in Enum.TryParse<FailureKind>(match.Groups["kind"].Value, out var one) ? [one] : s_lost
        from Capture id in match.Groups["id"].Captures
        select (id.Value, kind);

    private static string Unexpected()
    {
        var record = ErrorRecordFactory.Create(new InvalidOperationException("a fault"));
        return $"{record.FullyQualifiedErrorId}: {record.CategoryInfo.Category}";
    }

    private static string Category(FailureKind kind)
    {
        AtlasCmkException failure = new(kind, "Any", "Any.", "Any.");
        return $"{ErrorRecordFactory.Create(failure).CategoryInfo.Category}{(failure.EndsTheCommand ? " (ends the command)" : "")}";
    }

    [GeneratedRegex("""(?:FailureKind\.(?<kind>\w+)|inner\.Kind),\s*(?:[^"\n]*\?\s*)?"(?<id>[A-Z][A-Za-z]+)"(?:\s*:\s*"(?<id>[A-Z][A-Za-z]+)")?""")]
    private static partial Regex GivenPattern();
}
