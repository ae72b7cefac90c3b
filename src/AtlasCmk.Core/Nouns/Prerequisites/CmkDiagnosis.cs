namespace AtlasCmk;

/// <summary>Why Atlas cannot use a project's key, what that endangers, and what to do about it.</summary>
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

    /// <summary>What Atlas says: whether it can use the key.</summary>
    public bool? Valid { get; }

    /// <summary>The first cause that was seen: ClientSecret, Vault, IdentityRights, Key, Network or PrivateEndpoint; None where Atlas can use the key, even if a setting of the vault contradicts that (see Explanation); NotEnabled; or Undetermined, where no cause was seen: Explanation then names what was not checked, the likely ones first.</summary>
    public string Cause { get; }

    /// <summary>What is wrong, in words.</summary>
    public string Explanation { get; }

    /// <summary>The causes that were looked at and ruled out.</summary>
    public IReadOnlyList<string> RuledOut { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The causes that could not be looked at, or not fully.</summary>
    public IReadOnlyList<string> NotRuledOut { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The encrypted clusters that stop, or have stopped.</summary>
    public IReadOnlyList<string> AtStake { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>When they stop at the latest; empty where they have stopped, where they do not stop as long as they run, or where it is not known.</summary>
    public DateTimeOffset? By { get; internal init; }

    /// <summary>What happens to them, in words.</summary>
    public string? Consequence { get; internal init => field = VisibleText.OrNull(value); }

    /// <summary>What to do: a command, where one command is enough.</summary>
    public string? Remedy { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Cause}: {Explanation}");
}
