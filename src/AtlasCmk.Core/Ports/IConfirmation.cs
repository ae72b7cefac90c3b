namespace AtlasCmk.Ports;

/// <summary>Asks for confirmation after the checks and before a change.</summary>
internal interface IConfirmation
{
    /// <summary>The usual confirmation (-WhatIf, -Confirm).</summary>
    Task<bool> ShouldProcessAsync(string target, string action);

    /// <summary>The additional confirmation, if a change affects more than its target. -Force skips it. A host that cannot ask gets a terminating error that names -Force and the effects.</summary>
    Task<bool> ShouldContinueAsync(string question, string caption);
}
