using System.Text;

namespace AtlasCmk.Clients;

/// <summary>Reads every response completely, and removes the session's secrets before other code sees it.</summary>
/// <remarks>
/// The innermost handler of a session. A connection that breaks within a body counts as a lost response. The size limit
/// applies after decompression, so that no response exhausts the memory. The resulting body is UTF-8.
/// </remarks>
internal sealed class BodyHandler(HttpMessageHandler inner, SessionSecrets secrets) : DelegatingHandler(inner)
{
    internal const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>No service error is longer. For a page from another source, the first line is enough.</summary>
    private const int MaxRefusal = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await secrets.KeepOfAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && secrets.Blot(e) is var safe && safe != e)
        {
            throw safe;
        }
    }

    private async Task<HttpResponseMessage> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            using var original = response.Content;
            var body = await ReadAsync(original, (int)response.StatusCode, cancellationToken).ConfigureAwait(false);
            response.Content = new ByteArrayContent(Blot(request, response, ToUtf8(body, original.Headers.ContentType?.CharSet)));
            CopyHeaders(original, response.Content);
            BlotHeaders(response);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>A token response must keep its token. Its request had none.</summary>
    private byte[] Blot(HttpRequestMessage request, HttpResponseMessage response, byte[] body)
    {
        if (!response.IsSuccessStatusCode)
        {
            return secrets.BlotRefusal(body.Length > MaxRefusal ? body[..MaxRefusal] : body);
        }

        var handsOut = request.Headers.Authorization is not { Scheme: "Bearer" or "Digest" } && secrets.TryKeepTokens(body);
        return handsOut ? body : secrets.BlotSuccess(body);
    }

    private void BlotHeaders(HttpResponseMessage response)
    {
        response.ReasonPhrase = response.ReasonPhrase is { } reason ? secrets.Blot(reason) : null;
        foreach (var (name, values) in response.Headers.NonValidated.ToList())
        {
            var blotted = values.Select(secrets.Blot).ToList();
            if (!blotted.SequenceEqual(values))
            {
                response.Headers.Remove(name);
                response.Headers.TryAddWithoutValidation(name, blotted);
            }
        }
    }

    private static void CopyHeaders(HttpContent from, HttpContent to)
    {
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                to.Headers.TryAddWithoutValidation(name, values);
            }
        }

        if (to.Headers.ContentType is { CharSet: not null } type)
        {
            type.CharSet = "utf-8";
        }
    }

    private static byte[] ToUtf8(byte[] body, string? charset)
    {
        var named = Named(charset);
        if (body is not ([0xFE, 0xFF, ..] or [0xFF, 0xFE, ..]) && named is UTF8Encoding or ASCIIEncoding)
        {
            return body;
        }

        using var reader = new StreamReader(new MemoryStream(body), named);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }

    private static Encoding Named(string? charset)
    {
        try
        {
            return charset is null ? Encoding.UTF8 : Encoding.GetEncoding(charset.Trim('"'));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, int status, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(content, cancellation).ConfigureAwait(false) ?? throw new AnswerUnusableException(status, $"its body is larger than {MaxBytes / 1024 / 1024} MiB");
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // gzip and deflate throw the first exception, Brotli throws the second.
            throw new AnswerUnusableException(status, "its body cannot be decompressed", e);
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

/// <summary>A response is too large, or does not match its Content-Encoding. A retry would give the same response.</summary>
internal sealed class AnswerUnusableException(int status, string why, Exception? inner = null) : Exception(why, inner)
{
    public int Status { get; } = status;
}
