using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>
/// Changes a project's key, or how Atlas reaches it. Checks Atlas's rights, asks, reads the settings again, and sends one change.
/// After a lost response, reads the settings to find the result.
/// </summary>
/// <remarks>Steps of a single command, such as choosing a version or waiting for clusters, are in that command's workflow.</remarks>
/// <param name="project">The project.</param>
/// <param name="notMade">Creates the command's error that nothing has changed, with the reason: a refusal, or a lost response to a change that was not applied.</param>
internal sealed class ChangeEncryptionKey(ProjectContext project, Func<AtlasCmkException, AtlasCmkException> notMade)
{
    /// <param name="change">The change, and the settings that it is based on.</param>
    /// <param name="ask">Asks all confirmations.</param>
    /// <returns>Null if the caller declined.</returns>
    public async Task<AgreedKeyChange?> AgreeAsync(KeyChange change, Func<Task<bool>> ask)
    {
        if (await new KeyRightsCheck(project).FindRefusalAsync(change).ConfigureAwait(false) is { } refusal)
        {
            throw notMade(refusal);
        }

        return await ask().ConfigureAwait(false) ? new(project, change, notMade) : null;
    }
}

/// <summary>A change that was checked and confirmed, but not sent yet.</summary>
internal sealed class AgreedKeyChange(ProjectContext project, KeyChange change, Func<AtlasCmkException, AtlasCmkException> notMade)
{
    /// <summary>Sends the change. If a lost response cannot be settled by reading the settings, it is an error.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<SentKeyChange> MakeAsync(Func<EncryptionAtRest, AtlasCmkException?>? overtaken = null)
    {
        var sent = await SendAsync(overtaken).ConfigureAwait(false);
        return sent.Lost is { } lost ? throw lost : sent;
    }

    /// <summary>Sends the change, for a command that waits for it anyway. The wait settles a lost response that one read cannot settle.</summary>
    /// <param name="overtaken">Why the change must not be sent to a project with these settings. Null for the usual reason: the settings have changed.</param>
    public async Task<SentKeyChange> SendAsync(Func<EncryptionAtRest, AtlasCmkException?>? overtaken = null)
    {
        var now = await ReadAsync().ConfigureAwait(false);
        if (change.Sent.ClientSecret is null && change.IsMadeIn(now))
        {
            project.Log.Verbose($"Project {project.ProjectId} now has the requested settings already; nothing was sent.");
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
            project.Log.Verbose($"It is unclear whether Atlas changed project {project.ProjectId} ({e.Message}). Checking.");
            return await SettleAsync(now, e).ConfigureAwait(false);
        }
        catch (AtlasCmkException e) when (e is AtlasApiException or AtlasUnreachableException)
        {
            throw notMade(e);
        }
    }

    private AtlasCmkException? Overtaken(EncryptionAtRest now) => change.Overtaken(now) is { } what ? CommandErrors.WorldChanged(what) : null;

    private async Task<SentKeyChange> SettleAsync(EncryptionAtRest before, AtlasCmkException lost)
    {
        var now = (await ReadResult.FromAsync(ReadAsync).ConfigureAwait(false)).Value;
        return now is not null && change.IsMadeIn(now) ? new(now, IsSent: true)
            : now is not null && change.ShowsAtOnce && change.Overtaken(now) is null ? throw notMade(lost)
            : new(now ?? before, IsSent: true) { Lost = lost };
    }

    private Task<EncryptionAtRest> ReadAsync() => project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation);
}

/// <summary>A change that was sent.</summary>
/// <param name="Settings">The last settings that were read. The validity of the key can still be that of the previous settings.</param>
/// <param name="IsSent">Whether it was sent now. False if another command had already applied the same change.</param>
internal sealed record SentKeyChange(EncryptionAtRest Settings, bool IsSent)
{
    /// <summary>The lost response, if reading the settings did not show whether the change was applied.</summary>
    public AtlasCmkException? Lost { get; init; }
}
