using System.Text.RegularExpressions;

namespace AtlasCmk.Tests.Contracts;

/// <summary>One published operation. Schemas have their names in <see cref="ContractSchemas"/>; null means an empty body.</summary>
internal sealed record ContractOperation(string Id, string Method, Regex Path)
{
    public required IReadOnlyList<ContractParameter> Parameters { get; init; }

    /// <summary>By media type; empty where no body is described.</summary>
    public required IReadOnlyDictionary<string, string?> Bodies { get; init; }

    public required bool NeedsBody { get; init; }

    /// <summary>By status, or <c>default</c>, then by media type.</summary>
    public required IReadOnlyDictionary<string, Dictionary<string, string?>> Answers { get; init; }

    /// <summary>Azure's lists link to their next page with a query of the service's own.</summary>
    public required bool LinksToNextPage { get; init; }

    public IEnumerable<string> VersionedTypes => Answers.Where(a => a.Key.StartsWith('2')).SelectMany(a => a.Value.Keys);
}
