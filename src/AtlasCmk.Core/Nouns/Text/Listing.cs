using System.Collections.ObjectModel;

namespace AtlasCmk;

/// <summary>A list that says what is in it where it is written as one text, as in a CSV file.</summary>
internal sealed class Listing<T>(IReadOnlyList<T> items) : ReadOnlyCollection<T>([.. items])
{
    public override string ToString() => string.Join(", ", this);
}
