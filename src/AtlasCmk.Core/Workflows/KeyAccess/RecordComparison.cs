using System.Globalization;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Compares a record with the current state in Azure and Atlas. A record is a file that grants rights, so every difference or missing comparison is a doubt.</summary>
/// <param name="project">The record's project. Null without Atlas.</param>
/// <param name="azure">Azure.</param>
/// <param name="objectId">Atlas's identity from the caller, or null.</param>
internal sealed class RecordComparison(ProjectContext? project, SessionContext azure, string? objectId)
{
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_longFreeze = TimeSpan.FromDays(30);

    /// <param name="record">The record.</param>
    /// <param name="missing">The rights that it would restore.</param>
    public async Task<IReadOnlyList<string>> FindAsync(KeyAccessRecord record, IReadOnlyList<KeyGrant> missing)
    {
        if (missing.Count == 0)
        {
            return [];
        }

        List<string> doubts = [.. OfSeal(record), .. OfTime(record)];
        foreach (var version in missing.OfType<EnabledVersion>())
        {
            doubts.AddRange(await OfTagAsync(record, version).ConfigureAwait(false));
        }

        doubts.AddRange(project is null ? [] : await OfProjectAsync(project, record).ConfigureAwait(false));
        if (record.Target is { Method: not KeyAccessMethod.KeyVersion, ObjectId: { } given })
        {
            doubts.AddRange(await OfIdentityAsync(given).ConfigureAwait(false));
        }

        return doubts;
    }

    /// <summary>The age of the record, for a confirmation.</summary>
    public static string Age(KeyAccessRecord record, DateTimeOffset now) => (now - record.CreatedAt) switch
    {
        { TotalDays: >= 2 } age => $"{(int)age.TotalDays} days ago",
        { TotalHours: >= 2 } age => $"{(int)age.TotalHours} hours ago",
        var age => $"{Math.Max(0, (int)age.TotalMinutes)} minutes ago",
    };

    private static IEnumerable<string> OfSeal(KeyAccessRecord record) => record.Seal switch
    {
        RecordSeal.Missing => ["the record has no checksum (earlier versions wrote none), so it is unknown whether it was changed"],
        RecordSeal.Broken => ["the record was changed after it was written: its checksum does not match"],
        _ => [],
    };

    private IEnumerable<string> OfTime(KeyAccessRecord record)
    {
        var now = azure.Time.GetUtcNow();
        return record.CreatedAt > now + s_clockSkew ? [$"the record is dated {record.CreatedAt:u}, which is in the future"]
            : now - record.CreatedAt > s_longFreeze ? [$"the record was written {Age(record, now)}"]
            : [];
    }

    /// <summary>A freeze tags the versions that it disables. A version without the tag may have been disabled for another reason.</summary>
    private async Task<IEnumerable<string>> OfTagAsync(KeyAccessRecord record, EnabledVersion version)
    {
        var read = await ReadResult.FromAsync(() => azure.KeyVault.GetKeyVersionAsync(record.Target.Vault, version.Key.KeyName, version.Key.Version!, azure.Cancellation)).ConfigureAwait(false);
        if (read.Value is not { } now)
        {
            return [$"the tags of {version.Key} could not be read: {read.Reason.TrimEnd('.')}"];
        }

        return now.FreezeTag is not { } tag ? [$"{version.Key} has no tag {KeyVersion.FreezeTagName}, so it may have been disabled on purpose by someone else"]
            : FreezeTag.TimeOf(tag) is { } time && Math.Abs((time - record.CreatedAt).TotalSeconds) < 1 ? []
            : [string.Create(CultureInfo.InvariantCulture, $"the tag {KeyVersion.FreezeTagName} of {version.Key} belongs to another freeze: {tag}; the record is dated {record.CreatedAt:u}")];
    }

    private static async Task<IEnumerable<string>> OfProjectAsync(ProjectContext project, KeyAccessRecord record)
    {
        var (id, target) = (project.ProjectId, record.Target);
        var read = await ReadResult.FromAsync(project.EncryptionAtFirstAsync).ConfigureAwait(false);
        if (read.Value is not { } now)
        {
            return [$"what project {id} uses could not be read: {read.Reason.TrimEnd('.')}"];
        }

        if (!now.Enabled || now.KeyIdentifier is not { } key)
        {
            return [now.Enabled ? $"Atlas does not name the key that project {id} uses" : $"project {id} uses no key in Azure Key Vault"];
        }

        var isElsewhere = now.Vault is { } vault ? !vault.IsSameVault(target.Vault) : !target.Vault.Name.Equals(now.KeyVaultName, StringComparison.OrdinalIgnoreCase);
        return target.Method == KeyAccessMethod.KeyVersion
            ? target.Key!.IsSameVersion(key) ? [] : [$"project {id} uses {key}, and the record is about {target.Key}"]
            : isElsewhere || target.Key?.IsOfSameVault(KeyIdentifier.TryParse(key)) is false
            ? [$"project {id} uses {key} in vault {now.KeyVaultName}, and the record is about vault {target.Vault.Name} in {target.Vault.ResourceGroupName}"] : [];
    }

    private async Task<IEnumerable<string>> OfIdentityAsync(string given)
    {
        var known = await IdentityAsync().ConfigureAwait(false);
        return !known.IsKnown ? [$"it is unknown whether {given} is Atlas's identity: {known.Reason.TrimEnd('.')} (-AtlasObjectId names it)"]
            : known.Value!.Equals(given, StringComparison.OrdinalIgnoreCase) ? []
            : [$"Atlas's identity is {known.Value}, and the record gives rights to {given}"];
    }

    private async Task<ReadResult<string>> IdentityAsync()
    {
        if (project is null || objectId is not null)
        {
            return objectId is not null ? ReadResult.Of(objectId) : ReadResult.Unknown<string>("Atlas was not asked");
        }

        var encryption = await ReadResult.FromAsync(project.EncryptionAtFirstAsync).ConfigureAwait(false);
        if (encryption.Value is not { } now)
        {
            return ReadResult.Unknown<string>(encryption.Reason);
        }

        var reading = new AzureReading(project, CmkTarget.Of(now, new()), ReadResult.Of(now), azure.CallerAsync());
        var found = await reading.ObjectIdAsync(reading.SignInAsync(), null).ConfigureAwait(false);
        return found.IsKnown || now.ClientId is not { } client ? found : ReadResult.Unknown<string>($"Atlas reports its application {client}, but not that application's object ID");
    }
}
