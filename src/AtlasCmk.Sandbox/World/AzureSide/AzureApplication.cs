namespace AtlasCmk.Sandbox.World;

internal sealed class AzureApplication
{
    public required string ClientId { get; init; }

    /// <summary>The object id of its service principal: access policies and role assignments name this one.</summary>
    public required string ObjectId { get; init; }

    public required string DisplayName { get; init; }

    public List<ClientSecret> Secrets { get; } = [];

    public ClientSecret? FindSecret(string? value) => Secrets.Find(s => s.Value == value);
}
