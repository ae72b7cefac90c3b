using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Whether Atlas has the rights to use the new key. If Atlas certainly lacks them, the change is refused. If this cannot be read, there is a warning.</summary>
/// <remarks>A role can apply to one key of a vault and not to another. Under private networking Atlas accepts any key, validates it later, and then shuts down the clusters.</remarks>
internal sealed class KeyRightsCheck(ProjectContext project)
{
    /// <summary>If Azure cannot be reached but Atlas can, the change must still be possible.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <returns>Why the change must not be made, or null.</returns>
    public async Task<AtlasCmkException?> FindRefusalAsync(KeyChange change)
    {
        if (!change.MayChangeRights)
        {
            return null;
        }

        var right = await AskAsync(change).ConfigureAwait(false);
        if (right.IsHeld is null)
        {
            Warn(change, right);
        }

        return right.IsHeld is false ? EncryptionErrors.AtlasLacksKeyRights(change, right) : null;
    }

    private async Task<AtlasRight> AskAsync(KeyChange change)
    {
        using var patience = new CancellationTokenSource(s_patience, ScaledClock.MachineOf(project.Time));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, project.Cancellation);
        try
        {
            return await new KeyRightsReading(project, either.Token).RunAsync(change).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !project.Cancellation.IsCancellationRequested)
        {
            return AtlasRight.Unknown($"Azure did not answer within {s_patience.TotalSeconds:0} s");
        }
    }

    private void Warn(KeyChange change, AtlasRight right)
    {
        var identity = change.NewIdentity is { } who ? $" as {who.After}" : "";
        var key = change.Key?.Text;
        var test = change.Sent.RoleId is { } role
            ? PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {project.ProjectId} -KeyIdentifier {key} -RoleId {role}")
            : PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {project.ProjectId} -KeyIdentifier {key} -AzureCredential (Get-Credential)");
        project.Log.Warning($"Project {project.ProjectId} is about to use the key {key}{identity}, and it is unclear whether Atlas may use it: {right.Reason.TrimEnd('.')}. To check it: {test}");
    }
}
