namespace AtlasCmk;

/// <summary>Why Atlas cannot use a project's key, what is affected, and what to do.</summary>
public sealed class CmkDiagnosis : AtlasResource
{
    internal CmkDiagnosis(string projectId, bool? valid, string cause, string explanation, string? remedy)
        : base(projectId)
    {
        Valid = valid;
        Cause = cause;
        Explanation = VisibleText.Of(explanation);
        Remedy = VisibleText.OrNull(remedy);
    }

    /// <summary>Whether Atlas reports that it can use the key.</summary>
    public bool? Valid { get; }

    /// <summary>The first cause that was found: ClientSecret, Vault, IdentityRights, Key, Network or PrivateEndpoint. None if Atlas can use the key, even if a
    /// vault setting contradicts that (see Explanation). NotEnabled if the project does not use a key. Undetermined if no cause was found: Explanation then
    /// lists what was not checked, the most likely first.</summary>
    public string Cause { get; }

    /// <summary>A description of the problem.</summary>
    public string Explanation { get; }

    /// <summary>The causes that were checked and ruled out.</summary>
    public IReadOnlyList<string> RuledOut { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The causes that could not be checked completely.</summary>
    public IReadOnlyList<string> NotRuledOut { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The encrypted clusters that stop, or have stopped.</summary>
    public IReadOnlyList<string> AtStake { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The latest time at which they stop. Empty if they have stopped, if they continue until their next restart, or if it is unknown.</summary>
    public DateTimeOffset? By { get; internal init; }

    /// <summary>What happens to these clusters.</summary>
    public string? Consequence { get; internal init => field = VisibleText.OrNull(value); }

    /// <summary>What to do: a command, if one command is enough.</summary>
    public string? Remedy { get; }

    /// <summary>The checks that the diagnosis is based on, as Test-AtlasCmkPrerequisite returns them.</summary>
    public IReadOnlyList<PrerequisiteCheck> Checks { get; internal set => field = new Listing<PrerequisiteCheck>(value); } = new Listing<PrerequisiteCheck>([]);

    internal override IEnumerable<AtlasResource> Inner() => Checks;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Cause}: {Explanation}");
}
