namespace AtlasCmk.Ports;

/// <summary>The Az context of a command's runspace. A command's log also implements this, because the runspace is only available while the command runs.</summary>
internal interface IAzContext
{
    /// <param name="resource">The audience of the token, by Az's name: Arm, KeyVault or MSGraph.</param>
    /// <param name="tenantId">Null for the context's own tenant.</param>
    /// <param name="cancellation">Cancels the wait for the runspace.</param>
    /// <returns>Null if Az is not loaded or not signed in in this runspace.</returns>
    /// <exception cref="AtlasCmkException">Az is signed in but returns no token.</exception>
    Task<AzContextToken?> GetTokenAsync(string resource, string? tenantId, CancellationToken cancellation);
}
