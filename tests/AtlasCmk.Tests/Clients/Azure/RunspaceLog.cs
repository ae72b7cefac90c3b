namespace AtlasCmk.Tests.Clients;

/// <summary>The log of a command in a runspace with an Az context. It returns the tokens in order, and repeats the last one.</summary>
internal sealed class RunspaceLog(params AzContextToken?[] tokens) : IOperationLog, IAzContext
{
    private readonly List<(string Resource, string? TenantId)> _asked = [];
    private readonly List<string> _verbose = [];

    public IReadOnlyList<(string Resource, string? TenantId)> Asked => _asked;

    public IReadOnlyList<string> VerboseLines => _verbose;

    public Exception? Failure { get; set; }

    public Task<AzContextToken?> GetTokenAsync(string resource, string? tenantId, CancellationToken cancellation)
    {
        _asked.Add((resource, tenantId));
        return Failure is null ? Task.FromResult(tokens[Math.Min(_asked.Count, tokens.Length) - 1]) : Task.FromException<AzContextToken?>(Failure);
    }

    public void Verbose(string message) => _verbose.Add(message);

    public void Debug(string message)
    {
    }

    public void Warning(string message) => throw new InvalidOperationException(message);

    public void Progress(OperationProgress progress) => throw new InvalidOperationException(progress.ToString());

    public void Information(string message) => throw new InvalidOperationException(message);
}
