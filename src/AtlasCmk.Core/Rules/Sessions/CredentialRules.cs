using System.Security;
using System.Text;

namespace AtlasCmk.Rules;

/// <summary>What no credential can be, found before any request. A message names the value, the character and its place, and never shows the value.</summary>
internal static class CredentialRules
{
    /// <summary>The credential of Atlas; its halves are looked at for the form of another kind, and for characters that none has.</summary>
    /// <exception cref="AtlasCmkException">It cannot be right.</exception>
    public static AtlasCredential Admit(AtlasCredential credential)
    {
        if (credential.IsToken)
        {
            CheckSecret("access token", credential.SecretSource, credential.Secret);
            return credential;
        }

        CheckKind(credential, SecretReading.ShapeOf(credential.Id), SecretReading.ShapeOf(credential.Secret));
        var (id, secret) = credential.IsServiceAccount ? ("client ID", "client secret") : ("public key", "private key");
        // A colon and a backslash would end the value in an Authorization header.
        CheckText(id, credential.IdSource, credential.Id, c => OddCharacter.IsUnquoted(c) && c.Value is not (':' or '\\'));
        CheckSecret(secret, credential.SecretSource, credential.Secret);
        return credential;
    }

    /// <summary>An application of Microsoft Entra: its client id and its client secret.</summary>
    /// <exception cref="AtlasCmkException">They cannot be right.</exception>
    public static void CheckApplication(string? clientId, SecureString? clientSecret, string parameter)
    {
        CheckText("client ID", $"the user name of {parameter}", clientId, OddCharacter.IsUnquoted);
        CheckSecret("client secret", $"the password of {parameter}", clientSecret, isChosen: true);
    }

    /// <summary>A name or id beside a secret; null where it is not given.</summary>
    /// <exception cref="AtlasCmkException">It cannot be right.</exception>
    public static void CheckText(string what, string source, string? text, Func<Rune, bool> isAdmitted)
    {
        if (text is not null)
        {
            Refuse(what, source, text.Length, OddCharacter.Find(text, isAdmitted));
        }
    }

    /// <summary>A secret; null where it is not given.</summary>
    /// <param name="what">What it is, for a message.</param>
    /// <param name="source">Where it was given.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="isChosen">Whether people may have chosen it: what Atlas and Microsoft Entra issue has no quotation marks.</param>
    /// <exception cref="AtlasCmkException">It cannot be right.</exception>
    public static void CheckSecret(string what, string source, SecureString? secret, bool isChosen = false)
    {
        if (secret is not null)
        {
            Refuse(what, source, secret.Length, SecretReading.OddCharacterIn(secret, isChosen));
        }
    }

    private static void Refuse(string what, string source, int length, string? character)
    {
        if (length == 0)
        {
            throw SessionErrors.CredentialUnusable($"The {what} ({source}) is empty.", $"Give the {what} as {source}.");
        }

        if (character is not null)
        {
            throw SessionErrors.CredentialUnusable($"The {what} ({source}) has {character}, which no {what} has. Nothing was sent.", $"Copy the {what} again, without that character, and give it as {source}.");
        }
    }

    private static void CheckKind(AtlasCredential credential, SecretShape id, SecretShape secret)
    {
        var (ownId, ownSecret, otherId, otherSecret) = credential.IsServiceAccount
            ? (SecretShape.ClientId, SecretShape.ClientSecret, SecretShape.PublicKey, SecretShape.PrivateKey)
            : (SecretShape.PublicKey, SecretShape.PrivateKey, SecretShape.ClientId, SecretShape.ClientSecret);
        if (id == ownSecret || secret == SecretShape.ClientId || (id == otherSecret && secret == otherId))
        {
            throw SessionErrors.CredentialHalvesSwapped(credential);
        }

        // Eight letters may be many a secret, but a service account's id is never that short.
        if (id == otherId || id == otherSecret || secret == otherSecret)
        {
            throw SessionErrors.CredentialOfAnotherKind(credential, Name(id == otherId || id == otherSecret ? id : secret), isId: id == otherId || id == otherSecret);
        }
    }

    private static string Name(SecretShape shape) => shape switch
    {
        SecretShape.PublicKey => "the public key of an API key",
        SecretShape.PrivateKey => "the private key of an API key",
        SecretShape.ClientId => "the client ID of a service account",
        _ => "the client secret of a service account",
    };
}
