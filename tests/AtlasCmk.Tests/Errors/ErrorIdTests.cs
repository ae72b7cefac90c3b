using AtlasCmk.Pipeline;
using AtlasCmk.Tests.Conventions;
using Xunit;

namespace AtlasCmk.Tests.Errors;

/// <summary>Error ids and the services' codes are public: scripts compare them. ErrorIds.txt pins each with its error categories.</summary>
public sealed class ErrorIdTests
{
    private static readonly string[] s_pinned = File.ReadAllLines(Path.Combine(Product.Folder, "tests", "AtlasCmk.Tests", "Errors", "ErrorIds.txt"));

    private static readonly string[] s_actual = [.. Ids().Order(StringComparer.Ordinal), .. Codes().Order(StringComparer.Ordinal)];

    [Fact]
    public void No_id_vanishes_is_renamed_or_changes_its_category()
    {
        string[] broken = [.. s_pinned.Except(s_actual)];

        Assert.True(broken.Length == 0, $"Removed or changed, although scripts compare them:\n{string.Join('\n', broken)}");
    }

    [Fact]
    public void Every_id_is_pinned_in_its_place()
    {
        string[] added = [.. s_actual.Except(s_pinned)];

        Assert.True(added.Length == 0, $"Missing in tests/AtlasCmk.Tests/Errors/ErrorIds.txt, add these lines:\n{string.Join('\n', added.Select(Place))}");
        Assert.Equal(s_actual, s_pinned);
    }

    private static string Place(string line) =>
        Array.IndexOf(s_actual, line) is var index && index > 0 ? $"{line} (after {s_actual[index - 1]})" : $"{line} (first)";

    private static IEnumerable<string> Ids() =>
        from error in ErrorCatalog.All
        from kind in error.OtherKinds.Append(error.Kind)
        group kind by error.ErrorId into id
        select $"{id.Key}: {string.Join(", ", id.Distinct().Select(Category).Order(StringComparer.Ordinal))}";

    private static IEnumerable<string> Codes() =>
        from code in ErrorCatalog.All
        where code.Service != AtlasCmkError.Own
        select $"{code.Service} {code.Code}: {code.ErrorId}, {Category(code.Kind)}{(code.DependsOnTheCall ? ", depends on the request" : "")}";

    private static string Category(FailureKind kind)
    {
        var failure = new AtlasCmkError("Any", kind, "Any.", "Any.", "Any.").Because("Any.");
        return $"{ErrorRecordFactory.Create(failure).CategoryInfo.Category}{(failure.EndsTheCommand ? " (ends the command)" : "")}";
    }
}
