namespace AtlasCmk.Clients;

/// <summary>One use of a challenge, with one count (<c>nc</c>).</summary>
internal sealed record DigestUse(DigestNonce Nonce, int Count)
{
    /// <summary>Whether the nonce was used before. Some servers accept each nonce only once.</summary>
    public bool IsReuse => Count > 1;
}
