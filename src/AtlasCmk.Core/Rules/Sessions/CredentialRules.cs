using System.Security;
using System.Text;

namespace AtlasCmk.Rules;

/// <summary>Rejects impossible credentials before any request. The message has the name of the value, the character and its position, but never the value.</summary>
internal static class CredentialRules
{
    /// <summary>Checks an Atlas credential for the format of another kind, and for invalid characters.</summary>
    /// <exception cref="AtlasCmkException">It cannot be valid.</exception>
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
        CheckText(id, credential.IdSource, credential.Id, c => InvalidCharacter.IsUnquoted(c) && c.Value is not (':' or '\\'));
        CheckSecret(secret, credential.SecretSource, credential.Secret);
        return credential;
    }

    /// <summary>Checks the client ID and the client secret of a Microsoft Entra application.</summary>
    /// <exception cref="AtlasCmkException">They cannot be valid.</exception>
    public static void CheckApplication(string? clientId, SecureString? clientSecret, string parameter)
    {
        CheckText("client ID", $"the user name of {parameter}", clientId, InvalidCharacter.IsUnquoted);
        CheckSecret("client secret", $"the password of {parameter}", clientSecret, isChosen: true);
    }

    /// <summary>Checks a name or ID that belongs to a secret, or null.</summary>
    /// <exception cref="AtlasCmkException">It cannot be valid.</exception>
    public static void CheckText(string what, string source, string? text, Func<Rune, bool> isAdmitted)
    {
        if (text is not null)
        {
            Refuse(what, source, text.Length, InvalidCharacter.Find(text, isAdmitted));
        }
    }

    /// <summary>Checks a secret, or null.</summary>
    /// <param name="what">The name of the value, for the message.</param>
    /// <param name="source">The parameter or variable with the value.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="isChosen">Whether a person may have chosen it. Secrets that Atlas and Microsoft Entra issue have no quotation marks.</param>
    /// <exception cref="AtlasCmkException">It cannot be valid.</exception>
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
            throw SessionErrors.CredentialUnusable($"The {what} ({source}) contains {character}, which cannot be part of a {what}. Nothing was sent.",
                $"Copy the {what} again, without that character, and give it as {source}.");
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

        // Any secret can have eight letters, but a service account's ID is longer.
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
