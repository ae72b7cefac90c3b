namespace AtlasCmk.Rules;

/// <summary>What a value looks like by its form: a key, id or secret of Atlas in the wrong place is recognized before it is sent.</summary>
/// <remarks>Sources: Atlas, "Create Service Account" (mdb_sa_id_ and mdb_sa_sk_); a public key of Atlas has eight letters, a private key is a UUID.</remarks>
internal enum SecretShape
{
    Other,
    PublicKey,
    PrivateKey,
    ClientId,
    ClientSecret,
}
