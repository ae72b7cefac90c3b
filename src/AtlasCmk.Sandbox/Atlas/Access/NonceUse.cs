namespace AtlasCmk.Sandbox.Atlas;

internal enum NonceUse
{
    Fresh,

    /// <summary>Unknown, expired or used up. The caller gets a new nonce to retry with.</summary>
    Stale,

    /// <summary>The count was used before. Jetty rejects it without marking the nonce as stale.</summary>
    Replayed,
}
