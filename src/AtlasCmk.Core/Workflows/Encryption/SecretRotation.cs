using System.Collections.Concurrent;
using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Encryption;

/// <summary>A new client secret in all projects of a command, which ends with one summary instead of a warning for each project.</summary>
internal sealed class SecretRotation(string clientId)
{
    private readonly ConcurrentDictionary<ProjectContext, Change> _changes = new();

    /// <summary>A project's change: its credentials before, and how long they are needed.</summary>
    private sealed record Change(EncryptionAtRest Before)
    {
        public bool IsConfirmed { get; init; }

        public DateTimeOffset? NeededUntil { get; init; }

        /// <summary>The warning, if the project is the only one.</summary>
        public string? Warning { get; init; }

        /// <summary>Why the time is unknown.</summary>
        public string? UntilUnknown { get; init; }
    }

    /// <summary>Atlas has the new secret. Until the project is confirmed, its old one counts as used.</summary>
    public void Sent(ProjectContext project, EncryptionAtRest before) => _changes[project] = new(before);

    public void Confirmed(ProjectContext project, EncryptionAtRest before, EncryptionAtRest after, string? warning, string? untilUnknown) => _changes[project] = new(before)
    {
        IsConfirmed = after.Valid is true,
        NeededUntil = after.FormerCredentialsNeededUntil,
        Warning = warning,
        UntilUnknown = untilUnknown,
    };

    /// <summary>For one project its own warning, for several the summary. Nothing if no project was changed.</summary>
    /// <param name="log">Gets the warnings, or the summary if nothing must be kept.</param>
    public async Task ReportAsync(IOperationLog log)
    {
        if (_changes.Count < 2)
        {
            if (_changes.Values.FirstOrDefault()?.Warning is { } warning)
            {
                log.Warning(warning);
            }

            return;
        }

        var report = await ReadAsync().ConfigureAwait(false);
        if (report.IsClear)
        {
            log.Notice(report.ToString());
        }
        else
        {
            log.Warning(report.ToString());
        }
    }

    private async Task<SecretRotationReport> ReadAsync()
    {
        var changes = _changes.ToList();
        string[] formers = [.. changes.Select(c => c.Value.Before.ClientId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        var confirmed = changes.Where(c => c.Value.IsConfirmed).Select(c => c.Key.ProjectId).ToHashSet(StringComparer.Ordinal);
        var (users, unread) = (new List<string>(), new List<string>());
        foreach (var session in changes.Select(c => c.Key.Session).Distinct())
        {
            var found = await session.VisibleProjects.UsersOfAsync(formers, confirmed).ConfigureAwait(false);
            users.AddRange(found.Projects);
            unread.AddRange(found.Unread);
        }

        // A project that has the secret and cannot use it may have to go back to the old one.
        var unconfirmed = changes.Select(c => c.Key.ProjectId).Where(id => !confirmed.Contains(id) && !users.Exists(u => u.Contains(id, StringComparison.Ordinal))).ToList();
        return new(clientId, formers, confirmed.Count)
        {
            StillUsing = [.. users.Concat(unconfirmed).Distinct()],
            Unread = [.. unread.Distinct()],
            NeededUntil = changes.Max(c => c.Value.NeededUntil),
            UntilUnknown =
            [
                .. changes.Select(c => c.Value.UntilUnknown).OfType<string>(),
                .. unconfirmed.Concat(users).Distinct().Select(p => $"the snapshots of {p} were not read, because it is not confirmed to use the new secret"),
            ],
        };
    }
}
