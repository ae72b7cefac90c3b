namespace AtlasCmk;

/// <summary>The client secrets of an application in Microsoft Entra. Certificates are not secrets, and Atlas does not use them.</summary>
internal sealed record ApplicationSecrets(string ClientId, IReadOnlyList<ApplicationSecret> Secrets);

/// <summary>One client secret, without its value. Microsoft Graph shows the value only when the secret is created.</summary>
/// <param name="KeyId">The secret's ID.</param>
/// <param name="Name">The name that a user gave it, or null.</param>
/// <param name="Hint">Its first three characters. Null for secrets that are older than hints.</param>
/// <param name="Start">When it becomes valid. Null if Microsoft Graph does not report it.</param>
/// <param name="End">When it expires. Null if Microsoft Graph does not report it, so that it is unknown.</param>
internal sealed record ApplicationSecret(string? KeyId, string? Name, string? Hint, DateTimeOffset? Start, DateTimeOffset? End)
{
    public bool HasEnded(DateTimeOffset now) => End <= now;

    /// <summary>A hint is a part of the secret, so no text shows it.</summary>
    public override string ToString() => Name ?? KeyId ?? "secret";
}
