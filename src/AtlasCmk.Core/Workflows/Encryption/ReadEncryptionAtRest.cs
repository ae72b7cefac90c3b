using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Encryption;

/// <summary>Reads a project's encryption settings and, on request, the current version of a key identifier without one.</summary>
internal sealed class ReadEncryptionAtRest(ProjectContext project)
{
    /// <param name="resolve">Whether to read the version in Azure. This takes one request, only for a project that follows the latest version.</param>
    public async Task<EncryptionAtRest> RunAsync(bool resolve)
    {
        var encryption = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        return resolve ? await ResolvedAsync(encryption).ConfigureAwait(false) : encryption;
    }

    /// <summary>The same settings, with the current version of the key if they name none.</summary>
    public async Task<EncryptionAtRest> ResolvedAsync(EncryptionAtRest encryption)
    {
        if (encryption is { Enabled: true, Key: { FollowsLatest: true } key })
        {
            var version = await ResolveAsync(encryption, key).ConfigureAwait(false);
            encryption.Followed = version.Value;
            if (!version.IsKnown)
            {
                project.Log.Warning($"It is not known which version the key {key} of project {project.ProjectId} resolves to: {version.Reason.TrimEnd('.')}.");
            }
        }

        return encryption;
    }

    private async Task<ReadResult<KeyIdentifier>> ResolveAsync(EncryptionAtRest encryption, KeyIdentifier key)
    {
        if (encryption.Vault is not { } vault)
        {
            return ReadResult.Unknown<KeyIdentifier>("Atlas does not name the vault in full");
        }

        var versions = await ReadResult.FromAsync(() => new VaultKeys(project, vault).ListAsync(key.KeyName)).ConfigureAwait(false);
        return !versions.IsKnown ? ReadResult.Unknown<KeyIdentifier>(versions.Reason, versions.Failure)
            : FollowedVersion.Of(versions.Value!) is not { } followed ? ReadResult.Unknown<KeyIdentifier>("Azure shows no version of it")
            : followed.Version.Enabled is true ? ReadResult.Of(followed.Version.Identifier)
            : ReadResult.Unknown<KeyIdentifier>(followed.Version.Enabled is false ? "no version of it is enabled" : $"Azure does not say whether its version {followed.Version.Version} is enabled");
    }
}
