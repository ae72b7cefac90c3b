using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>Where Atlas issues and revokes the tokens of a service account: OAuth 2.0 client credentials (RFC 6749, 4.4) and revocation (RFC 7009).</summary>
/// <remarks>
/// A token request is not retried after a lost response, because its token could not be revoked. A 429 creates no token
/// and is retried. Source: Atlas, "Generate Service Account Token" and "Revoke Service Account Token".
/// </remarks>
internal sealed class TokenEndpoint(HttpMessageInvoker http, Uri baseAddress, AtlasCredential account, TimeProvider time)
{
    private static readonly AtlasCall s_issue = new("POST", "/api/oauth/token", "any");
    private static readonly AtlasCall s_revoke = new("POST", "/api/oauth/revoke", "any");

    /// <summary>Without a token, the request that needs it is not sent. So its failure never leaves open whether something was changed.</summary>
    public async Task<ServiceAccountToken> IssueAsync(IOperationLog log)
    {
        try
        {
            return await AskAsync(log).ConfigureAwait(false);
        }
        catch (AtlasCmkException e)
        {
            e.Outcome = ChangeOutcome.NotDone;
            throw;
        }
    }

    private async Task<ServiceAccountToken> AskAsync(IOperationLog log)
    {
        var asked = time.GetUtcNow();
        using var response = await SendAsync(s_issue, [new("grant_type", "client_credentials")], log, CancellationToken.None).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        var status = (int)response.StatusCode;
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw status is >= 300 and < 400
                ? AtlasFailures.Redirected(s_issue, status, response.Headers.Location?.Host)
                : AtlasFailures.NoToken(s_issue, status, AtlasErrorBody.Read(body), RetryDelay.Asked(response.Headers.RetryAfter, time.GetUtcNow()));
        }

        var answer = new AtlasAnswer(s_issue, status, response.Content.Headers.ContentType?.MediaType, body);
        var token = answer.Read<TokenModel>();
        var usable = token is { ExpiresIn: > 0, AccessToken.Length: > 0 }
            && token.TokenType.Equals("Bearer", StringComparison.OrdinalIgnoreCase) && token.AccessToken.All(c => c is > ' ' and <= '~');
        return usable
            ? ServiceAccountToken.Lasting(token.AccessToken, TimeSpan.FromSeconds(token.ExpiresIn), asked)
            : throw answer.Unreadable("its token is not usable");
    }

    /// <returns>Why the token could not be revoked. Null if it was revoked.</returns>
    public async Task<string?> RevokeAsync(ServiceAccountToken token, IOperationLog log, CancellationToken cancellation)
    {
        try
        {
            using var response = await SendAsync(s_revoke, [new("token", token.Value), new("token_type_hint", "access_token")], log, cancellation).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"Atlas answered {(int)response.StatusCode}";
        }
        catch (AtlasCmkException e)
        {
            return e.Message;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(AtlasCall call, IEnumerable<KeyValuePair<string, string>> form, IOperationLog log, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{baseAddress.AbsoluteUri.TrimEnd('/')}{call.Path}");
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.Authorization = new("Basic", Basic());
        request.Content = new FormUrlEncodedContent(form);
        // Revoking a token twice is safe.
        new RequestContext(call, repeatable: call == s_revoke, log).AttachTo(request);
        return await http.SendAsync(request, cancellation).ConfigureAwait(false);
    }

    /// <summary>RFC 6749 requires percent-encoding of both parts, because a secret can contain a colon.</summary>
    private string Basic() =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(account.Id)}:{Uri.EscapeDataString(account.Secret.Reveal())}"));
}

/// <summary>A token of a service account. It is renewed when a sixth of its lifetime remains: ten minutes of an hour, as in the Terraform provider.</summary>
internal sealed record ServiceAccountToken(string Value, DateTimeOffset RenewAt, DateTimeOffset Expires)
{
    public static ServiceAccountToken Lasting(string value, TimeSpan life, DateTimeOffset now) => new(value, now + (life * 5 / 6), now + life);

    /// <summary>A record would print the token.</summary>
    public override string ToString() => $"until {Expires:u}";
}

/// <summary>The response of the token endpoint.</summary>
internal sealed record TokenModel(
    [property: JsonProperty("access_token", Required = Required.Always)] string AccessToken,
    [property: JsonProperty("expires_in", Required = Required.Always)] int ExpiresIn,
    [property: JsonProperty("token_type", Required = Required.Always)] string TokenType)
{
    /// <summary>A record would print the token.</summary>
    public override string ToString() => TokenType;
}
