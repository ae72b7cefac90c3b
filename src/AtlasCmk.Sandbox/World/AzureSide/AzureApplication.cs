namespace AtlasCmk.Sandbox.World;

internal sealed class AzureApplication
{
    public required string ClientId { get; init; }

    /// <summary>The object ID of its service principal, which access policies and role assignments use.</summary>
    public required string ObjectId { get; init; }

    public required string DisplayName { get; init; }

    public List<ClientSecret> Secrets { get; } = [];

    public ClientSecret? FindSecret(string? value) => Secrets.Find(s => s.Value == value);
}

internal sealed class ClientSecret(string value, DateTimeOffset expires)
{
    public string Value { get; } = value;

    public DateTimeOffset Expires { get; set; } = expires;
}
