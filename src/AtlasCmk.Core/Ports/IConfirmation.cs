namespace AtlasCmk.Ports;

/// <summary>How a workflow asks before it changes anything. It is asked after the checks and before the change.</summary>
internal interface IConfirmation
{
    /// <summary>The usual question (-WhatIf, -Confirm).</summary>
    Task<bool> ShouldProcessAsync(string target, string action);

    /// <summary>The second question, only where a change hits more than its target; -Force answers it, and a host that cannot ask gets a terminating error that names -Force and what would be hit.</summary>
    Task<bool> ShouldContinueAsync(string question, string caption);
}
