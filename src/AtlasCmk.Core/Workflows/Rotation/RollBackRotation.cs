using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Moves a project back to its previous key if Atlas cannot use the new one, and only while the project still has the new one.</summary>
internal sealed class RollBackRotation(ProjectContext project)
{
    /// <returns>The error of the rotation, with the result of the rollback.</returns>
    public async Task<AtlasCmkException> RunAsync(RotationRequest request, RotationStart start, KeyIdentifier old)
    {
        var (target, settings, stake) = (start.Goal.Key, start.Before.Encryption, start.Stake);
        project.Log.Warning($"Atlas cannot use {target} for project {project.ProjectId}; going back to {old}.");
        AtlasCmkException? overtaken = null;
        try
        {
            var changing = new ChangeEncryptionKey(project, e => EncryptionErrors.KeyNotChanged(settings, null, e));
            var agreed = await changing.AgreeAsync(new(settings, new() { KeyIdentifier = old.Text }), () => Task.FromResult(true)).ConfigureAwait(false);
            await agreed!.MakeAsync(now => overtaken = now.Enabled && target.Equals(now.Key) ? null : RotationErrors.RotationOvertaken(project.ProjectId, target, now)).ConfigureAwait(false);
            var outcome = await new RotationWait(project, old, request, new(project.Time)).UntilArrivedAsync(start.Before, changedNow: true).ConfigureAwait(false);
            return outcome.Valid
                ? RotationErrors.RotationRolledBack(project.ProjectId, target, old)
                : RotationErrors.RollBackFailed(project.ProjectId, target, old, stake, null);
        }
        catch (AtlasCmkException e)
        {
            return e == overtaken ? e : RotationErrors.RollBackFailed(project.ProjectId, target, old, stake, e);
        }
    }
}
