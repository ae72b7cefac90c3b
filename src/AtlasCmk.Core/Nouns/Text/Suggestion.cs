namespace AtlasCmk;

/// <summary>A value that a parameter could take, as it is offered while a user types.</summary>
internal sealed record Suggestion(string Text, string Tip)
{
    /// <summary>How a list shows it: an id says nothing to anybody.</summary>
    public string Label { get; init; } = Text;

    /// <summary>What else it is found by.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What the word is the beginning of; where nothing begins so, what sounds like it, and then what holds it somewhere.</summary>
    public static IReadOnlyList<Suggestion> Find(IReadOnlyList<Suggestion> all, string word)
    {
        if (word.Length == 0)
        {
            return all;
        }

        var plain = PlainText.Of(word);
        Func<string, bool>[] ways =
        [
            name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase),
            name => plain.Length > 0 && PlainText.Of(name).StartsWith(plain, StringComparison.Ordinal),
            name => name.Contains(word, StringComparison.OrdinalIgnoreCase),
        ];
        return ways.Select(way => all.Where(s => s.Names.Append(s.Text).Append(s.Label).Any(way)).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];
    }
}
