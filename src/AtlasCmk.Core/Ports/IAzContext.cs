namespace AtlasCmk.Ports;

/// <summary>The Az context of the runspace that a command runs in. The log of such a command is one too: only while the command runs can its runspace be asked.</summary>
internal interface IAzContext
{
    /// <param name="resource">What the token is for, by Az's name: Arm or KeyVault.</param>
    /// <param name="tenantId">Null for the context's own tenant.</param>
    /// <param name="cancellation">Ends the wait for the runspace.</param>
    /// <returns>Null where nobody is signed in to Az in this runspace, or Az is not loaded.</returns>
    /// <exception cref="AtlasCmkException">Az is signed in, and gives no token all the same.</exception>
    Task<AzContextToken?> GetTokenAsync(string resource, string? tenantId, CancellationToken cancellation);
}
