namespace AtlasCmk.Clients;

/// <summary>The right to answer a challenge once, under one count (<c>nc</c>).</summary>
internal sealed record DigestUse(DigestNonce Nonce, int Count)
{
    /// <summary>Whether the server has seen the nonce before; it may be one that takes each only once.</summary>
    public bool IsReuse => Count > 1;
}
