using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Finds the key, vault and identity of a freeze, from Atlas or, without Atlas, from the caller.</summary>
internal sealed class FindKeyAccessTarget(ProjectContext? project, SessionContext azure)
{
    public async Task<KeyAccessTarget> RunAsync(RevokeRequest request)
    {
        var target = request.Vault is { } vault ? await NamedAsync(request, vault).ConfigureAwait(false) : await OfProjectAsync(request).ConfigureAwait(false);
        return target.Method == KeyAccessMethod.KeyVersion || target.ObjectId is not null
            ? target
            : throw KeyAccessErrors.AtlasIdentityUnknown(target, "-AtlasObjectId is not given", await CandidatesAsync(target).ConfigureAwait(false));
    }

    /// <summary>A name that only Atlas knows. Null if Atlas does not return it. Read anew, because the record of a freeze is kept.</summary>
    private async Task<string?> ProjectNameAsync()
    {
        var read = await ReadResult.FromAsync(() => project!.Atlas.GetProjectAsync(project.ProjectId, project.Cancellation)).ConfigureAwait(false);
        if (read.Value is { } found)
        {
            project!.Session.AtlasSession?.Names.Learn(found);
        }

        return read.Value?.Name;
    }

    private async Task<KeyAccessTarget> NamedAsync(RevokeRequest request, KeyVaultReference vault)
    {
        if (request.Key is null && request.Method == KeyAccessMethod.KeyVersion)
        {
            throw KeyAccessErrors.VersionNotNamed(vault);
        }

        if (request.Key is { } key && !vault.Holds(key))
        {
            throw KeyErrors.KeyOfAnotherVault(key, vault.Name, "-VaultName");
        }

        await RefuseCallerAsync(request, atlasClientId: null).ConfigureAwait(false);
        return With(request.ObjectId, new(request.Method, vault) { ProjectId = request.ProjectId, Key = request.Key });
    }

    private async Task<KeyAccessTarget> OfProjectAsync(RevokeRequest request)
    {
        var naming = ProjectNameAsync();
        var encryption = await project!.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        var key = encryption.KeyInUse();
        if (request.Key is { } asked && !asked.Equals(key))
        {
            throw KeyAccessErrors.KeyNotInUse(project.ProjectId, asked, key);
        }

        var target = new KeyAccessTarget(request.Method, encryption.VaultInUse())
        {
            ProjectId = project.ProjectId,
            ProjectName = await naming.ConfigureAwait(false),
            Key = key,
        };
        await RefuseCallerAsync(request, encryption.ClientId).ConfigureAwait(false);
        var reading = new AzureReading(project, CmkTarget.Of(encryption, new()), ReadResult.Of(encryption), azure.CallerAsync());
        var objectId = await reading.ObjectIdAsync(reading.SignInAsync(), request.ObjectId).ConfigureAwait(false);
        return objectId.IsKnown || request.Method == KeyAccessMethod.KeyVersion
            ? With(objectId.Value, target)
            : throw KeyAccessErrors.AtlasIdentityUnknown(target, encryption.RoleId is null
            ? $"it signs in as the application {encryption.ClientId}, and Atlas does not report that application's object ID" : objectId.Reason,
            await CandidatesAsync(target).ConfigureAwait(false), encryption.ClientId);
    }

    /// <summary>A disabled version affects all identities. Atlas's identity is only needed to list the others.</summary>
    private static KeyAccessTarget With(string? objectId, KeyAccessTarget target) =>
        target.Method == KeyAccessMethod.KeyVersion ? target with { KnownObjectId = objectId } : target with { ObjectId = objectId };

    /// <summary>Refuses the caller's object ID, which is easily mistaken for Atlas's: the caller would lose its rights. Allowed if the caller is Atlas's application.</summary>
    private async Task RefuseCallerAsync(RevokeRequest request, string? atlasClientId)
    {
        if (request is { ObjectId: { } given, Method: not KeyAccessMethod.KeyVersion } && (await azure.CallerAsync().ConfigureAwait(false)).Value is { } caller
            && given.Equals(caller.ObjectId, StringComparison.OrdinalIgnoreCase)
            && !(atlasClientId ?? "").Equals(caller.ApplicationId, StringComparison.OrdinalIgnoreCase))
        {
            throw KeyAccessErrors.ObjectIdIsOwn(caller);
        }
    }

    private async Task<IReadOnlyList<KeyUser>> CandidatesAsync(KeyAccessTarget target) =>
        (await ReadResult.FromAsync(() => new KeyUsers(azure).ListAsync(target)).ConfigureAwait(false)).Value ?? [];
}
