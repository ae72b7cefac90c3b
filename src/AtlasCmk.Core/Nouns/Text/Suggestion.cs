namespace AtlasCmk;

/// <summary>A value that tab completion offers for a parameter.</summary>
internal sealed record Suggestion(string Text, string Tip)
{
    /// <summary>The text in a list: an ID alone has no meaning for a reader.</summary>
    public string Label { get; init; } = Text;

    /// <summary>Other texts that match it.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The values that begin with the word; if none, similar ones, and then those that contain it.</summary>
    public static IReadOnlyList<Suggestion> Find(IReadOnlyList<Suggestion> all, string word)
    {
        if (word.Length == 0)
        {
            return all;
        }

        var plain = NormalizedName.Of(word);
        Func<string, bool>[] ways =
        [
            name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase),
            name => plain.Length > 0 && NormalizedName.Of(name).StartsWith(plain, StringComparison.Ordinal),
            name => name.Contains(word, StringComparison.OrdinalIgnoreCase),
        ];
        return ways.Select(way => all.Where(s => s.Names.Append(s.Text).Append(s.Label).Any(way)).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];
    }
}
