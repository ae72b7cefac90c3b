using System.Collections.Concurrent;

namespace AtlasCmk.Clients;

/// <summary>Checks each client secret once for all projects of a command. A refused secret is not checked again for a minute, the time until a new one is active.</summary>
internal sealed class ClientSecretChecks(TimeProvider time)
{
    private static readonly TimeSpan s_refusalHolds = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Check> _checks = new(StringComparer.Ordinal);

    /// <param name="command">The log of the command.</param>
    /// <param name="fingerprint">The fingerprint of the secret.</param>
    /// <param name="check">Signs in.</param>
    public Task<AzureIdentity> OnceAsync(IOperationLog command, string fingerprint, Func<Task<AzureIdentity>> check)
    {
        var fresh = new Check(new(command), time.GetTimestamp(), new(check));
        return _checks.AddOrUpdate(fingerprint, fresh, (_, known) => Holds(known, command) ? known : fresh).Answer.Value;
    }

    private bool Holds(Check check, IOperationLog command)
    {
        var isOfCommand = check.Command.TryGetTarget(out var owner) && ReferenceEquals(owner, command);
        return check.Answer.Value switch
        {
            { IsCompleted: false } or { IsCompletedSuccessfully: true } => isOfCommand,
            { Exception.InnerException: AzureApiException { ErrorId: "ClientSecretRefused" } } => isOfCommand || time.GetElapsedTime(check.Started) < s_refusalHolds,
            _ => false,
        };
    }

    private sealed record Check(WeakReference<IOperationLog> Command, long Started, Lazy<Task<AzureIdentity>> Answer);
}
