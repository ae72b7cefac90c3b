using System.Collections.Concurrent;

namespace AtlasCmk.Clients;

/// <summary>Tries each client secret once for all projects of a command, and one that was refused not again for a minute: that is how long a new one takes to work.</summary>
internal sealed class ClientSecretChecks(TimeProvider time)
{
    private static readonly TimeSpan s_refusalHolds = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Check> _checks = new(StringComparer.Ordinal);

    /// <param name="command">The log of the command that asks.</param>
    /// <param name="fingerprint">Which secret it is.</param>
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
