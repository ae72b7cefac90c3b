using System.Security;
using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Shorthands of the tests of the HTTP chain.</summary>
internal static class HttpSetup
{
    public static Uri Host { get; } = new("https://cloud.mongodb.com/");

    public static SecureString Secure(string text) => ArmFixture.Secret(text);

    public static AtlasCredential Key => new(DigestServer.PublicKey, Secure(DigestServer.PrivateKey));

    public static ConnectionOptions Options(TimeProvider time) => new() { Atlas = Key, Time = time };

    public static HttpMessageInvoker Digest(HttpMessageHandler transport, TimeProvider time) =>
        new(new DigestHandler(transport, Host, new(Key), time));

    public static HttpRequestMessage Request(string method, string path = "/api/atlas/v2/groups", string? body = null, IOperationLog? log = null)
    {
        var request = new HttpRequestMessage(new(method), new Uri(Host, path));
        request.Content = body is null ? null : new StringContent(body);
        new RequestContext(new(method, path, "Project Owner"), method != "POST", log ?? new KeptLog()).AttachTo(request);
        return request;
    }

    public static async Task<int> SendAsync(this HttpMessageInvoker http, string method, string? body = null, string path = "/api/atlas/v2/groups")
    {
        using var request = Request(method, path, body);
        using var response = await http.SendAsync(request, CancellationToken.None);
        return (int)response.StatusCode;
    }

    /// <summary>Advances the fake clock until the work is done, and returns the elapsed time.</summary>
    /// <remarks>Away from xunit's own context whatever a timer sets free runs within <see cref="FakeTimeProvider.Advance"/>, so the clock never runs ahead of it.</remarks>
    public static Task<(T Result, TimeSpan Waited)> RunAsync<T>(this FakeTimeProvider time, Func<Task<T>> start) => Task.Run(async () =>
    {
        var began = time.GetUtcNow();
        var work = start();
        while (!work.IsCompleted)
        {
            Assert.InRange(time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromHours(1));
            time.Advance(TimeSpan.FromMilliseconds(50));
        }

        return (await work, time.GetUtcNow() - began);
    });
}
