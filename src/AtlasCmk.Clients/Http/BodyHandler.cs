namespace AtlasCmk.Clients;

/// <summary>Reads every answer whole, up to a limit: so a connection that breaks within a body counts as a lost answer, and no answer exhausts the memory. A refusal that repeats a secret loses it here, before anything reads it.</summary>
internal sealed class BodyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    internal const int MaxBytes = 16 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            using var original = response.Content;
            var body = await ReadAsync(original, cancellationToken).ConfigureAwait(false)
                ?? throw AtlasFailures.Unreadable(RequestContext.Of(request).Call, (int)response.StatusCode, "its body is larger than 16 MiB");
            var whole = new ByteArrayContent(response.IsSuccessStatusCode
                ? body
                : EchoedSecrets.Remove(body, await EchoedSecrets.OfAsync(request, cancellationToken).ConfigureAwait(false)));
            whole.Headers.ContentType = original.Headers.ContentType;
            response.Content = whole;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        using var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        using var whole = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellation).ConfigureAwait(false)) > 0)
        {
            if (whole.Length + read > MaxBytes)
            {
                return null;
            }

            whole.Write(chunk, 0, read);
        }

        return whole.ToArray();
    }
}
