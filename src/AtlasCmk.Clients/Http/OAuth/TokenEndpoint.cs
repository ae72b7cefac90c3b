using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AtlasCmk.Clients;

/// <summary>Where Atlas issues and revokes the tokens of a service account: OAuth 2.0 client credentials (RFC 6749, 4.4) and revocation (RFC 7009).</summary>
/// <remarks>
/// A request for a token whose answer is lost is not repeated: the token that it may have made could never be revoked. A 429
/// made none, and is waited for. Source: Atlas, "Generate Service Account Token" and "Revoke Service Account Token".
/// </remarks>
internal sealed class TokenEndpoint(HttpMessageInvoker http, Uri baseAddress, AtlasCredential account, TimeProvider time)
{
    private static readonly AtlasCall s_issue = new("POST", "/api/oauth/token", "any");
    private static readonly AtlasCall s_revoke = new("POST", "/api/oauth/revoke", "any");

    public async Task<ServiceAccountToken> IssueAsync(IOperationLog log)
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
            : throw answer.Unreadable("the token in it is not one that can be used");
    }

    /// <returns>Why it could not be revoked; null where it was.</returns>
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
        // What is revoked already can be revoked again.
        new RequestContext(call, repeatable: call == s_revoke, log).AttachTo(request);
        return await http.SendAsync(request, cancellation).ConfigureAwait(false);
    }

    /// <summary>Both halves percent-encoded, as RFC 6749 wants it: a secret may hold a colon.</summary>
    private string Basic() =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(account.Id)}:{Uri.EscapeDataString(account.Secret.Reveal())}"));
}
