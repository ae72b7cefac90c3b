using AtlasCmk.Pipeline;
using AtlasCmk.Tests.Conventions;
using Xunit;

namespace AtlasCmk.Tests.Errors;

/// <summary>Error ids and the services' codes are public: scripts compare them. ErrorIds.txt pins each with its error categories.</summary>
public sealed class ErrorIdTests
{
    [Fact]
    public void No_id_vanishes_is_renamed_or_changes_its_category()
    {
        var pinned = File.ReadAllLines(Path.Combine(Product.Folder, "tests", "AtlasCmk.Tests", "Errors", "ErrorIds.txt"));

        Assert.Equal(pinned, Ids().Order(StringComparer.Ordinal).Concat(Codes().Order(StringComparer.Ordinal)));
    }

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
