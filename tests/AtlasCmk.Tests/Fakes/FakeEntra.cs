using System.Collections.Concurrent;
using System.Security;
using AtlasCmk.Clients;

namespace AtlasCmk.Tests.Fakes;

/// <summary>Microsoft Entra, as far as it says who signs in, and whether a client secret is right.</summary>
internal sealed class FakeEntra(ConcurrentQueue<string> journal) : IEntraApi
{
    public static AzureIdentity Atlas { get; } = new("b1e2c3d4-0000-4000-8000-00000000000a", Given.Client);

    /// <summary>The gate that each request must pass before it is answered.</summary>
    public Func<Task> OnTheWay { get; set; } = () => Task.CompletedTask;

    public bool Accepts { get; set; } = true;

    /// <summary>With which number a secret is refused.</summary>
    public string Refusal { get; set; } = "AADSTS7000215";

    /// <summary>The identity that the session is signed in as.</summary>
    public AzureIdentity Session { get; set; } = new("b1e2c3d4-0000-4000-8000-00000000000b", null);

    public AtlasCmkException? SessionRefusal { get; set; }

    public Task<AzureIdentity> CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation) =>
        SignIn($"sign in {cloud.Name} {tenantId} {clientId}", () => Accepts ? Atlas : throw AzureSignInFailures.ClientSecretRefused(clientId, tenantId, new(Refusal, Refusal)));

    public Task<AzureIdentity> IdentifySessionAsync(CancellationToken cancellation) =>
        SignIn("sign in", () => SessionRefusal is null ? Session : throw SessionRefusal);

    private async Task<AzureIdentity> SignIn(string request, Func<AzureIdentity> answer)
    {
        journal.Enqueue(request);
        await OnTheWay();
        return answer();
    }
}
