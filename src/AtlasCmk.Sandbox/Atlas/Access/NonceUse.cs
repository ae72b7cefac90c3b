namespace AtlasCmk.Sandbox.Atlas;

internal enum NonceUse
{
    Fresh,

    /// <summary>Unknown, too old or used up: the caller is asked to try again with another.</summary>
    Stale,

    /// <summary>The count was seen before. Jetty refuses without calling the nonce stale.</summary>
    Replayed,
}
