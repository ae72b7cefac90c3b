using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AtlasCmk.Testing;

/// <summary>
/// Runs collections and tests in the order of the seed in <c>ATLASCMK_TEST_ORDER</c>, so that a test that needs another one fails some day.
/// Without a seed the order is fixed. Classes that take long always begin first: the seed orders them, and then the rest.
/// </summary>
public sealed class ShuffledOrder : ITestCollectionOrderer, ITestCaseOrderer
{
    private static readonly int? s_seed = int.TryParse(Environment.GetEnvironmentVariable("ATLASCMK_TEST_ORDER"), out var seed) ? seed : null;

    private static readonly string[] s_long = [.. typeof(ShuffledOrder).Assembly.GetTypes().Where(t => t.GetCustomAttribute<TakesLongAttribute>() is not null).Select(t => t.FullName!)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        Order(testCollections, c => c.DisplayName).OrderBy(c => !Array.Exists(s_long, name => c.DisplayName.EndsWith($" {name}", StringComparison.Ordinal)));

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

/// <summary>Marks a class of tests that takes ten seconds or more. If it began last, it would run alone.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesLongAttribute : Attribute;
