using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The response of the token endpoint.</summary>
internal sealed record TokenModel(
    [property: JsonProperty("access_token", Required = Required.Always)] string AccessToken,
    [property: JsonProperty("expires_in", Required = Required.Always)] int ExpiresIn,
    [property: JsonProperty("token_type", Required = Required.Always)] string TokenType)
{
    /// <summary>A record would print the token.</summary>
    public override string ToString() => TokenType;
}
