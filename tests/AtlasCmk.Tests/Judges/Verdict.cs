namespace AtlasCmk.Tests.Judges;

/// <summary>The findings of a judge.</summary>
/// <param name="Exchanges">How many it was shown.</param>
/// <param name="Operations">The published operations among them, and how often each was carried out.</param>
/// <param name="Faults">What is wrong.</param>
internal sealed record Verdict(int Exchanges, IReadOnlyDictionary<string, int> Operations, IReadOnlyList<JudgedFault> Faults)
{
    public override string ToString() => $"{Exchanges} exchanges, {Operations.Count} operations, "
        + $"{Faults.Count} faults:\n{string.Join('\n', Faults.DistinctBy(f => (f.Side, f.Code, f.Text)).Take(20))}";
}

/// <param name="Index">Which of the exchanges, from 0.</param>
/// <param name="Exchange">Method, path and status.</param>
/// <param name="Side">Whether the request is wrong or the answer.</param>
/// <param name="Code">The judge's own code.</param>
/// <param name="Text">The judge's own words.</param>
internal sealed record JudgedFault(int Index, string Exchange, string Side, string Code, string Text);

/// <summary>The verdict on all exchanges, and what was found in the control that was shown after them.</summary>
internal sealed record Judged(Verdict OfAll, IReadOnlyList<(int Index, string Side)> OfControl);
