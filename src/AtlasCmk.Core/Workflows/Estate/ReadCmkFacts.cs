using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Estate;

/// <summary>Reads what the controls need to know about a project: two rounds, with at most three requests to Atlas and two to Azure. An application costs one
/// request to Microsoft Graph.</summary>
internal sealed class ReadCmkFacts(ProjectContext project, EstateReads reads, ComplianceBaseline baseline)
{
    private const string NoVault = "Atlas does not name the project's vault in full";

    /// <exception cref="AtlasCmkException">The credentials cannot read the project's settings.</exception>
    public async Task<CmkFacts> RunAsync()
    {
        // Nothing is kept in the context of the project, which lives as long as the command.
        var settings = project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation);
        var clusters = ReadAsync(() => project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation));
        await Task.WhenAll(settings, clusters).ConfigureAwait(false);
        var encryption = await settings.ConfigureAwait(false);
        var facts = new CmkFacts(encryption, project.Time.GetUtcNow()) { ProjectName = await NameAsync().ConfigureAwait(false), Clusters = await clusters.ConfigureAwait(false) };
        return encryption.Enabled ? await CompleteAsync(facts).ConfigureAwait(false) : facts;
    }

    private async Task<CmkFacts> CompleteAsync(CmkFacts facts)
    {
        var encryption = facts.Encryption;
        var endpoints = encryption.RequirePrivateNetworking
            ? ReadAsync(() => project.Atlas.ListPrivateEndpointsAsync(project.ProjectId, project.Cancellation)) : Task.FromResult(facts.Endpoints);
        var policy = baseline.Requires(ControlId.BackupPolicy)
            ? ReadAsync(() => project.Atlas.RequiresEncryptionByBackupPolicyAsync(project.ProjectId, project.Cancellation)) : Task.FromResult(facts.BackupPolicy);
        var vault = encryption.Vault is { } named ? reads.VaultAsync(named) : Task.FromResult(ReadResult.Unknown<VaultFacts?>(NoVault));
        var key = KeyAsync(encryption);
        var secrets = encryption is { RoleId: null, ClientId: { } client } && baseline.Requires(ControlId.Credential)
            ? project.Session.SecretsOfAsync(AzureCloud.Find(encryption.CloudName) ?? AzureCloud.Public, client) : Task.FromResult(facts.Secrets);
        await Task.WhenAll(endpoints, policy, vault, key, secrets).ConfigureAwait(false);
        return facts with
        {
            Endpoints = await endpoints.ConfigureAwait(false),
            BackupPolicy = await policy.ConfigureAwait(false),
            Vault = await vault.ConfigureAwait(false),
            KeyVersion = await key.ConfigureAwait(false),
            Secrets = await secrets.ConfigureAwait(false),
        };
    }

    /// <summary>Exceptions can name a project. Its name may still be on the way.</summary>
    private async Task<string?> NameAsync()
    {
        if (baseline.Exceptions.Count == 0 || project.Session.AtlasSession?.Names is not { } names)
        {
            return null;
        }

        if (names.Find(project.ProjectId) is null)
        {
            await names.Reading.WaitAsync(project.Cancellation).ConfigureAwait(false);
        }

        return names.Find(project.ProjectId)?.Name;
    }

    private async Task<ReadResult<KeyVersionFact?>> KeyAsync(EncryptionAtRest encryption)
    {
        if (encryption is not { Key: { } key, Vault: { } vault })
        {
            return ReadResult.Unknown<KeyVersionFact?>(encryption.Vault is null ? NoVault : "Atlas names the key in a form that AtlasCmk does not understand");
        }

        return (await reads.KeyAsync(vault, key.KeyName).ConfigureAwait(false)).Then(versions => VaultControls.VersionOf(key, versions));
    }

    /// <summary>A refusal is a gap. Rejected credentials end the command, as everywhere.</summary>
    private static async Task<ReadResult<T>> ReadAsync<T>(Func<Task<T>> read)
    {
        var result = await ReadResult.FromAsync(read).ConfigureAwait(false);
        return result.Failure is { EndsTheCommand: true } failure ? throw failure : result;
    }
}
