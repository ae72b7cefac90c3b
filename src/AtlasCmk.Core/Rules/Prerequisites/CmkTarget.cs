using System.Security;

namespace AtlasCmk.Rules;

/// <summary>The settings to check: the project's current settings with the caller's changes.</summary>
internal sealed record CmkTarget
{
    private CmkTarget()
    {
    }

    /// <summary>Null if there is none or it is not usable, see <see cref="KeyFault"/>.</summary>
    public KeyIdentifier? Key { get; private init; }

    public string? KeyText { get; private init; }

    /// <summary>The problem with the identifier: its format, vault or cloud.</summary>
    public AtlasCmkException? KeyFault { get; private init; }

    /// <summary>Null if it is not completely known.</summary>
    public KeyVaultReference? Vault { get; private init; }

    public string? VaultName { get; private init; }

    public AzureCloud? Cloud { get; private init; }

    public string? TenantId { get; private init; }

    public string? ClientId { get; private init; }

    public SecureString? ClientSecret { get; private init; }

    /// <summary>Null if Atlas signs in with a client ID and a secret.</summary>
    public string? RoleId { get; private init; }

    /// <summary>Null if the project's settings could not be read and the caller does not specify it.</summary>
    public bool? RequirePrivateNetworking { get; private init; }

    /// <summary>Null if the project's settings could not be read and the caller does not specify it.</summary>
    public bool? EnabledForSearchNodes { get; private init; }

    /// <summary>Whether the project has exactly these settings.</summary>
    public bool IsInUse { get; private init; }

    /// <summary>Whether Atlas has these settings and just reported that it can use them.</summary>
    public bool IsInUseAndValid { get; private init; }

    /// <summary>Whether private networking is on already, so that endpoints must exist.</summary>
    public bool IsPrivateAlready { get; private init; }

    /// <param name="current">The project's settings. Null if they could not be read.</param>
    /// <param name="request">The caller's changes.</param>
    public static CmkTarget Of(EncryptionAtRest? current, PrerequisiteRequest request)
    {
        var (text, settings) = (request.KeyIdentifier ?? current?.KeyIdentifier, request.Settings);
        var (key, fault) = request.KeyIdentifier is null && current?.Key is { } used ? (used, null) : Parse(text);
        settings = settings with { Key = key };
        var vaultName = settings.KeyVaultName ?? current?.KeyVaultName ?? key?.VaultName;
        var cloud = settings.Cloud ?? AzureCloud.Find(current?.AzureEnvironment) ?? key?.Cloud;
        var isInUse = current is not null && (key is not null || request.KeyIdentifier is null) && EncryptionAtRestRules.ChangesNothing(current, settings with { ClientSecret = null });
        return new()
        {
            Key = key,
            KeyText = text,
            KeyFault = fault ?? Contradiction(key, current, settings),
            VaultName = vaultName,
            Vault = vaultName is not null && (settings.ResourceGroupName ?? current?.ResourceGroupName) is { } group && (settings.SubscriptionId ?? current?.SubscriptionId) is { } subscription
                ? new(cloud ?? AzureCloud.Public, subscription, group, vaultName)
                : null,
            Cloud = cloud,
            TenantId = settings.TenantId ?? current?.TenantId,
            ClientId = settings.ClientId ?? current?.ClientId,
            ClientSecret = settings.ClientSecret,
            RoleId = settings.RoleId ?? (settings.ClientId is null ? current?.RoleId : null),
            RequirePrivateNetworking = settings.RequirePrivateNetworking ?? current?.RequirePrivateNetworking,
            EnabledForSearchNodes = settings.EnabledForSearchNodes ?? current?.EnabledForSearchNodes,
            IsPrivateAlready = current is { Enabled: true, RequirePrivateNetworking: true },
            IsInUse = isInUse,
            IsInUseAndValid = isInUse && current!.Valid is true,
        };
    }

    /// <summary>Records print their members, and this record has a secret.</summary>
    public override string ToString() => KeyText ?? nameof(CmkTarget);

    private static (KeyIdentifier? Key, AtlasCmkException? Fault) Parse(string? text)
    {
        try
        {
            return (text is null ? null : KeyIdentifierReading.ParseKey(text), null);
        }
        catch (AtlasCmkException e)
        {
            return (null, e);
        }
    }

    private static AtlasCmkException? Contradiction(KeyIdentifier? key, EncryptionAtRest? current, EncryptionAtRestRequest settings)
    {
        try
        {
            EncryptionAtRestRules.CheckAlone(settings);
            if (key is not null && current is { Enabled: true })
            {
                EncryptionAtRestRules.CheckAgainstProject(key, current, settings);
            }

            return null;
        }
        catch (AtlasCmkException e)
        {
            return e;
        }
    }
}
