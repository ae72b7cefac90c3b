using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>What the checks read in Azure. Without a sign-in or a completely known vault, nothing is read.</summary>
internal sealed class AzureReading(ProjectContext project, CmkTarget target, ReadResult<EncryptionAtRest> encryption, Task<ReadResult<AzureIdentity>> caller)
{
    private const string NoVault = "the project has no vault yet, and the command does not name one in full (-KeyIdentifier, -ResourceGroupName, -SubscriptionId)";

    /// <summary>Ends the reads. Default: the command's.</summary>
    public CancellationToken Cancellation { get; init; } = project.Cancellation;

    public async Task<ReadResult<T>> AtVaultAsync<T>(Func<IKeyVaultApi, KeyVaultReference, Task<T>> read)
    {
        if (target.Vault is not { } vault)
        {
            return encryption.Value is { Enabled: true }
                ? ReadResult.Unknown<T>("Atlas does not name the project's vault in full, and neither does the command (-KeyIdentifier, -ResourceGroupName, -SubscriptionId)")
                : encryption.IsKnown ? ReadResult.Unknown<T>(NoVault) : ReadResult.Unknown<T>(encryption.Reason, encryption.Failure);
        }

        var signedIn = await caller.ConfigureAwait(false);
        return signedIn.IsKnown
            ? await ReadResult.FromAsync(() => read(project.KeyVault, vault)).ConfigureAwait(false)
            : ReadResult.Unknown<T>(signedIn.Reason, signedIn.Failure);
    }

    /// <summary>The given version, or the one that Atlas follows. Null if there is none.</summary>
    public Task<ReadResult<FollowedVersion?>> KeyVersionAsync() => target switch
    {
        { KeyText: null } when !encryption.IsKnown => Task.FromResult(ReadResult.Unknown<FollowedVersion?>(encryption.Reason, encryption.Failure)),
        { KeyText: null } => Unknown<FollowedVersion?>("no key is named (-KeyIdentifier)"),
        { KeyFault: not null } => Unknown<FollowedVersion?>("the identifier cannot be used"),
        { Key: { FollowsLatest: true } key } => AtVaultAsync((_, vault) => Keys(vault).FindFollowedAsync(key.KeyName)),
        _ => AtVaultAsync(async (_, vault) => await Keys(vault).FindAsync(target.Key!).ConfigureAwait(false) is { } named ? new FollowedVersion(named, []) : null),
    };

    public Task<ReadResult<AzureIdentity>> SignInAsync() => target switch
    {
        { RoleId: not null } => Unknown<AzureIdentity>("Atlas signs in as a service principal, without a secret"),
        { ClientSecret: null } => Unknown<AzureIdentity>("it cannot be checked without the client secret, which Atlas does not return (-AzureCredential)"),
        { TenantId: { } tenant, ClientId: { } client, ClientSecret: { } secret } =>
            ReadResult.FromAsync(() => project.Entra.CheckClientSecretAsync(target.Cloud ?? AzureCloud.Public, tenant, client, secret, Cancellation)),
        _ => Unknown<AzureIdentity>("the tenant of the application is not given (-TenantId)"),
    };

    /// <summary>When the application's client secrets end, for all projects that use it.</summary>
    public Task<ReadResult<ApplicationSecrets>> SecretsAsync() => target switch
    {
        { RoleId: not null } => Unknown<ApplicationSecrets>("Atlas signs in as a service principal, without a secret"),
        { ClientId: { } client } => project.Session.SecretsOfAsync(target.Cloud ?? AzureCloud.Public, client),
        _ when !encryption.IsKnown => Task.FromResult(ReadResult.Unknown<ApplicationSecrets>(encryption.Reason, encryption.Failure)),
        _ => Unknown<ApplicationSecrets>("no application is named (-AzureCredential)"),
    };

    /// <summary>The first of: the caller's value, Atlas's value for a service principal, the token of the secret, the session's token for the same application.</summary>
    public async Task<ReadResult<string>> ObjectIdAsync(Task<ReadResult<AzureIdentity>> signingIn, string? given)
    {
        if (given is not null)
        {
            return ReadResult.Of(given);
        }

        if (target.RoleId is { } role)
        {
            return await PrincipalAsync(role).ConfigureAwait(false);
        }

        var (signIn, session) = (await signingIn.ConfigureAwait(false), await caller.ConfigureAwait(false));
        return signIn.IsKnown ? ReadResult.Of(signIn.Value!.ObjectId)
            : target.ClientId is { } client && client.Equals(session.Value?.ApplicationId, StringComparison.OrdinalIgnoreCase) ? ReadResult.Of(session.Value!.ObjectId)
            : ReadResult.Unknown<string>($"the object ID of Atlas's application is unknown (-AtlasObjectId): {signIn.Reason}", signIn.Failure);
    }

    public async Task<ReadResult<IReadOnlyList<RoleAssignment>>> RoleAssignmentsAsync(Task<ReadResult<string>> identifying)
    {
        var objectId = await identifying.ConfigureAwait(false);
        return objectId.IsKnown
            ? await AtVaultAsync((api, vault) => api.ListRoleAssignmentsAsync(vault, objectId.Value!, Cancellation)).ConfigureAwait(false)
            : ReadResult.Unknown<IReadOnlyList<RoleAssignment>>(objectId.Reason, objectId.Failure);
    }

    private async Task<ReadResult<string>> PrincipalAsync(string role)
    {
        var principals = await ReadResult.FromAsync(() => project.Atlas.ListServicePrincipalsAsync(project.ProjectId, Cancellation)).ConfigureAwait(false);
        return principals.IsKnown && principals.Value!.FirstOrDefault(p => p.RoleId == role)?.ServicePrincipalId is { } principal
            ? ReadResult.Of(principal)
            : ReadResult.Unknown<string>(principals.IsKnown ? $"Atlas lists no service principal for the role {role}" : principals.Reason, principals.Failure);
    }

    private VaultKeys Keys(KeyVaultReference vault) => new(project, vault) { Cancellation = Cancellation };

    private static Task<ReadResult<T>> Unknown<T>(string reason) => Task.FromResult(ReadResult.Unknown<T>(reason));
}
