namespace AtlasCmk.Rules;

/// <summary>Whether a role allows an action. Perhaps counts neither as Yes nor as No.</summary>
internal enum Allowance
{
    No,

    /// <summary>A pattern leaves room: whether <c>vaults/*/read</c> covers <c>vaults/read</c> is on no page of Microsoft.</summary>
    Perhaps,
    Yes,
}
