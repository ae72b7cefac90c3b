using System.Collections.Concurrent;

namespace AtlasCmk.Tests.Fakes;

/// <summary>The tenant's applications in Microsoft Graph: one, whose secret does not end soon.</summary>
internal sealed class FakeApplications(ConcurrentQueue<string> journal) : IApplicationApi
{
    /// <summary>The gate that each request must pass before it is answered.</summary>
    public Func<Task> OnTheWay { get; set; } = () => Task.CompletedTask;

    /// <summary>Null for an application of another tenant.</summary>
    public IReadOnlyList<ApplicationSecret>? Secrets { get; set; } = [new("key-1", null, "abc", null, new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero))];

    public IReadOnlyList<ApplicationSecret>? OfServicePrincipal { get; set; } = [];

    public AtlasCmkException? Refusal { get; set; }

    public Task<ApplicationSecrets?> FindSecretsAsync(AzureCloud cloud, Guid clientId, CancellationToken cancellation) => AnswerAsync("application", clientId, Secrets);

    public Task<ApplicationSecrets?> FindServicePrincipalSecretsAsync(AzureCloud cloud, Guid clientId, CancellationToken cancellation) =>
        AnswerAsync("servicePrincipal", clientId, OfServicePrincipal);

    private async Task<ApplicationSecrets?> AnswerAsync(string what, Guid clientId, IReadOnlyList<ApplicationSecret>? secrets)
    {
        journal.Enqueue($"GET {what} {clientId}");
        await OnTheWay();
        return Refusal is not null ? throw Refusal : secrets is null ? null : new(clientId.ToString(), secrets);
    }
}
