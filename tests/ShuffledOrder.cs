using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AtlasCmk.Testing;

/// <summary>Runs collections and tests in the order of the seed in <c>ATLASCMK_TEST_ORDER</c>, so that a test that needs another one fails some day. Without a seed the order is fixed.</summary>
public sealed class ShuffledOrder : ITestCollectionOrderer, ITestCaseOrderer
{
    private static readonly int? s_seed = int.TryParse(Environment.GetEnvironmentVariable("ATLASCMK_TEST_ORDER"), out var seed) ? seed : null;

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => Order(testCollections, c => c.DisplayName);

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase => Order(testCases, c => c.UniqueID);

    private static T[] Order<T>(IEnumerable<T> all, Func<T, string> name)
    {
        T[] ordered = [.. all.OrderBy(name, StringComparer.Ordinal)];
        if (s_seed is { } seed)
        {
            new Random(seed).Shuffle(ordered);
        }

        return ordered;
    }
}
