using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Whether Atlas may use the key that a change leads to. A change that Atlas certainly has no rights for is refused; where that cannot be seen, a warning says so.</summary>
/// <remarks>A role may reach one key of a vault and not another. Under private networking Atlas takes any key, looks only later, and then shuts the clusters down.</remarks>
internal sealed class KeyRightsCheck(ProjectContext project)
{
    /// <summary>Where Atlas can be reached and Azure cannot, the change must not hang on that.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <returns>Why the change must not be made; null where it may be.</returns>
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
        try
        {
            return await new KeyRightsReading(project).RunAsync(change).WaitAsync(s_patience, project.Time, project.Cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
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
