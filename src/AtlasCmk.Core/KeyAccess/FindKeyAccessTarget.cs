namespace AtlasCmk;

/// <summary>Says which key, vault and identity a freeze is about: as Atlas tells it, or, where Atlas is not to be asked, as the caller does.</summary>
internal sealed class FindKeyAccessTarget(ProjectWork? project, AzureKeyAccess azure)
{
    public async Task<KeyAccessTarget> RunAsync(RevokeRequest request)
    {
        var target = request.Vault is { } vault ? Named(request, vault) : await OfProjectAsync(request).ConfigureAwait(false);
        return target.Method == KeyAccessMethod.KeyVersion || target.ObjectId is not null
            ? target
            : throw Failures.AtlasIdentityUnknown(target, "nobody named it", await CandidatesAsync(target).ConfigureAwait(false));
    }

    /// <summary>A name that only Atlas knows; null where it does not tell.</summary>
    private async Task<string?> ProjectNameAsync() => (await Fact.ReadAsync(() => project!.Atlas.GetProjectAsync(project.ProjectId, project.Cancellation)).ConfigureAwait(false)).Value?.Name;

    private static KeyAccessTarget Named(RevokeRequest request, KeyVaultReference vault)
    {
        if (request.Key is null && request.Method == KeyAccessMethod.KeyVersion)
        {
            throw Failures.VersionNotNamed(vault);
        }

        return request.Key is { } key && !vault.Holds(key)
            ? throw Failures.KeyOfAnotherVault(key, vault.Name, "-VaultName")
            : new(request.Method, vault) { ProjectId = request.ProjectId, Key = request.Key, ObjectId = request.Method == KeyAccessMethod.KeyVersion ? null : request.ObjectId };
    }

    private async Task<KeyAccessTarget> OfProjectAsync(RevokeRequest request)
    {
        var naming = ProjectNameAsync();
        var encryption = await project!.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        var key = KeyIdentifier.Parse(encryption is { Enabled: true, KeyIdentifier: { } text } ? text : throw Failures.NotEnabledForProject(project.ProjectId));
        if (request.Key is { } asked && !asked.IsSameVersion(key.Text))
        {
            throw Failures.KeyNotInUse(project.ProjectId, asked, key);
        }

        var target = new KeyAccessTarget(request.Method, encryption.Vault ?? throw Failures.VaultNotConfigured(project.ProjectId))
        {
            ProjectId = project.ProjectId,
            ProjectName = await naming.ConfigureAwait(false),
            Key = key,
        };
        return request.Method == KeyAccessMethod.KeyVersion ? target : target with { ObjectId = await ObjectIdAsync(request, encryption, target).ConfigureAwait(false) };
    }

    private async Task<string> ObjectIdAsync(RevokeRequest request, EncryptionAtRest encryption, KeyAccessTarget target)
    {
        var caller = Fact.ReadAsync(() => project!.Entra.IdentifySessionAsync(project.Cancellation));
        var reading = new AzureReading(project!, CmkTarget.Of(encryption, new()), caller);
        var objectId = await reading.ObjectIdAsync(reading.SignInAsync(), request.ObjectId).ConfigureAwait(false);
        return objectId.IsKnown ? objectId.Value! : throw Failures.AtlasIdentityUnknown(target, encryption.RoleId is null ? $"it signs in as the application {encryption.ClientId}, and Atlas does not tell which object that is" : objectId.Reason, await CandidatesAsync(target).ConfigureAwait(false), encryption.ClientId);
    }

    private async Task<IReadOnlyList<string>> CandidatesAsync(KeyAccessTarget target) =>
        (target.Method == KeyAccessMethod.AccessPolicy ? await Fact.ReadAsync(() => azure.ObjectsThatDecryptAsync(target.Vault)).ConfigureAwait(false) : Fact.Unknown<IReadOnlyList<string>>("")).Value ?? [];
}
