using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>The confirmations of a rotation, and their texts.</summary>
internal sealed class RotationQuestions(ProjectContext project, IConfirmation confirmation)
{
    private string Subject => $"project {project.ProjectId}";

    public async Task<bool> AskAsync(KeyIdentifier old, RotationGoal goal)
    {
        if (goal.Key.FollowsLatest)
        {
            project.Log.Warning(FollowedVersion.Warning(project.ProjectId, goal.Key));
        }

        return await confirmation.ShouldProcessAsync(
            Subject,
            goal.Key.Equals(old) ? $"Check that the rotation to {goal.Key} is complete (nothing is sent: the project uses it already)"
            : goal.Key.FollowsLatest ? $"Follow the latest enabled version of {goal.Key}{(goal.Followed is { } now ? $" (now {now.Version})" : "")} instead "
            + $"of {old}. {FollowedVersion.MeaningInQuestion}"
            : old.FollowsLatest ? $"Pin to {goal.Key} instead of following the latest enabled version of {old}"
            : $"Rotate from {old} to {goal.Key}").ConfigureAwait(false)
            && await MayChooseOtherwiseAsync(old, goal).ConfigureAwait(false);
    }

    /// <summary>A created version stays in the vault, so none is created for a rotation that Atlas would refuse.</summary>
    public async Task<bool> AskToCreateAsync(EncryptionAtRest current, KeyIdentifier old, string how)
    {
        if (current.Valid is false)
        {
            throw RotationErrors.KeyInvalidBeforeRotation(project.ProjectId, old);
        }

        // Like the change, the list of endpoints requires a Project Owner.
        if (await ReadResult.FromAsync(project.EndpointsAtFirstAsync).ConfigureAwait(false) is { Failure: { ErrorId: "RoleTooSmall" } e })
        {
            throw e;
        }

        return await confirmation.ShouldProcessAsync(Subject,
            $"Create a new version of the key {old.KeyName} in key vault {old.VaultName} {how}, and rotate to it from {old.Version}").ConfigureAwait(false);
    }

    /// <summary>A rotation must not change whether Atlas or the caller chooses the version.</summary>
    private async Task<bool> MayChooseOtherwiseAsync(KeyIdentifier old, RotationGoal goal) => old.FollowsLatest == goal.Key.FollowsLatest || await (goal.Key.FollowsLatest
        ? confirmation.ShouldContinueAsync(
            $"Project {project.ProjectId} uses {old}. From now on it will follow the latest enabled version of "
                + $"{goal.Key.KeyName}{(goal.Followed is { } now ? $", which is {now.Version} now" : "")}. {FollowedVersion.Meaning} Continue?", "Atlas will choose the version")
        : confirmation.ShouldContinueAsync(
            $"Project {project.ProjectId} follows the latest enabled version of {old.KeyName}. It will be pinned to {goal.Key}, and Atlas will no longer take up new versions by itself. Continue?",
                "The project will be pinned")).ConfigureAwait(false);
}
