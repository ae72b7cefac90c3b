using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The one way to change a project's key, or how Atlas reaches it: checks Atlas's rights, asks, reads the settings again, sends one change, and settles a lost answer by a look.</summary>
/// <remarks>What only one command does on the way, such as the choice of a version or the wait for clusters, is done by that command.</remarks>
/// <param name="project">The project.</param>
/// <param name="notMade">How the command says that nothing has changed, with the reason: a refusal, or the loss of the answer to a change that a look then did not show.</param>
internal sealed class ChangeEncryptionKey(ProjectContext project, Func<AtlasCmkException, AtlasCmkException> notMade)
{
    /// <param name="change">What to change, and the settings that it was decided on.</param>
    /// <param name="ask">Asks the caller all that there is to ask.</param>
    /// <returns>Null where the caller declined.</returns>
    public async Task<AgreedKeyChange?> AgreeAsync(KeyChange change, Func<Task<bool>> ask)
    {
        if (await new KeyRightsCheck(project).FindRefusalAsync(change).ConfigureAwait(false) is { } refusal)
        {
            throw notMade(refusal);
        }

        return await ask().ConfigureAwait(false) ? new(project, change, notMade) : null;
    }
}

/// <summary>A change that was checked and agreed to, and is not sent yet.</summary>
internal sealed class AgreedKeyChange(ProjectContext project, KeyChange change, Func<AtlasCmkException, AtlasCmkException> notMade)
{
    /// <summary>Makes the change. If a look cannot settle a lost answer, that is an error.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<SentKeyChange> MakeAsync(Func<EncryptionAtRest, AtlasCmkException?>? overtaken = null)
    {
        var sent = await SendAsync(overtaken).ConfigureAwait(false);
        return sent.Lost is { } lost ? throw lost : sent;
    }

    /// <summary>Makes the change, for a command that waits for it in any case: the wait settles a lost answer that one look cannot settle.</summary>
    /// <param name="overtaken">Why the change may not be sent to a project with these settings; null for the usual reason: what it was decided on has changed.</param>
    public async Task<SentKeyChange> SendAsync(Func<EncryptionAtRest, AtlasCmkException?>? overtaken = null)
    {
        var now = await ReadAsync().ConfigureAwait(false);
        if (change.Sent.ClientSecret is null && change.IsMadeIn(now))
        {
            project.Log.Verbose($"Project {project.ProjectId} was changed as asked meanwhile; nothing was sent.");
            return new(now, IsSent: false);
        }

        if ((overtaken ?? Overtaken)(now) is { } reason)
        {
            throw reason;
        }

        try
        {
            return new(await project.Atlas.UpdateEncryptionAtRestAsync(project.ProjectId, change.Sent, project.Cancellation).ConfigureAwait(false), IsSent: true);
        }
        catch (AtlasCmkException e) when (e.Outcome == ChangeOutcome.Unknown)
        {
            project.Log.Verbose($"Whether Atlas made the change of project {project.ProjectId} is not clear ({e.Message}); looking.");
            return await SettleAsync(now, e).ConfigureAwait(false);
        }
        catch (AtlasApiException e)
        {
            throw notMade(e);
        }
    }

    private AtlasCmkException? Overtaken(EncryptionAtRest now) => change.Overtaken(now) is { } what ? CommandErrors.WorldChanged(what) : null;

    private async Task<SentKeyChange> SettleAsync(EncryptionAtRest before, AtlasCmkException lost)
    {
        var now = (await Fact.ReadAsync(ReadAsync).ConfigureAwait(false)).Value;
        return now is not null && change.IsMadeIn(now) ? new(now, IsSent: true)
            : now is not null && change.ShowsAtOnce && change.Overtaken(now) is null ? throw notMade(lost)
            : new(now ?? before, IsSent: true) { Lost = lost };
    }

    private Task<EncryptionAtRest> ReadAsync() => project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation);
}

/// <summary>A change that was sent.</summary>
/// <param name="Settings">The settings as they were seen last. Whether the key is valid may still speak of what was before.</param>
/// <param name="IsSent">Whether it was sent now; not where the same had been changed meanwhile.</param>
internal sealed record SentKeyChange(EncryptionAtRest Settings, bool IsSent)
{
    /// <summary>How the answer was lost, where a look did not show whether the change was made.</summary>
    public AtlasCmkException? Lost { get; init; }
}
