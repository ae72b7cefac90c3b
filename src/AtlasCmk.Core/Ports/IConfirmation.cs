namespace AtlasCmk.Ports;

/// <summary>Asks for confirmation after the checks and before a change.</summary>
internal interface IConfirmation
{
    /// <summary>The usual confirmation (-WhatIf, -Confirm).</summary>
    Task<bool> ShouldProcessAsync(string target, string action);

    /// <summary>The additional confirmation, if a change affects more than its target. -Force skips it. A host that cannot ask gets a terminating error that names -Force and the effects.</summary>
    /// <param name="question">The question, with the numbers first.</param>
    /// <param name="caption">Its title.</param>
    /// <param name="table">What would be affected: a header, a line below it, and rows of at most 80 columns. Null if the question names it.</param>
    /// <param name="typed">What the user must type to continue: a number or a name. Null for a choice of Yes and No, of which No is the default.</param>
    Task<bool> ShouldContinueAsync(string question, string caption, IReadOnlyList<string>? table = null, string? typed = null);
}
