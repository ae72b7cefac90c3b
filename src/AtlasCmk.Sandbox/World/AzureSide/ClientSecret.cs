namespace AtlasCmk.Sandbox.World;

internal sealed class ClientSecret(string value, DateTimeOffset expires)
{
    public string Value { get; } = value;

    public DateTimeOffset Expires { get; set; } = expires;
}
