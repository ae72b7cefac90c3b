namespace AtlasCmk.Sandbox.World;

/// <summary>Validates a configuration with the vault as it is now: identity, vault, network, rights and key, in that order.</summary>
internal sealed class KeyProbe(SandboxWorld world)
{
    /// <summary>"A custom role needs the actions", in MongoDB's documentation.</summary>
    private static readonly string[] s_needed = ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/keys/read"];

    private static readonly TimeSpan s_expiringSoon = TimeSpan.FromHours(48);

    public KeyFinding Try(Project project, AzureKeyVaultSettings settings) =>
        TryWay(project, settings, out var vault) ?? TryKey(vault, KeyAddress.Parse(settings.KeyIdentifier)!, settings.KeyIdentifier!);

    /// <summary>The current version of an identifier without one. Null if Atlas cannot read it or cannot use the latest, or if no version is enabled.</summary>
    public VaultKeyVersion? Resolve(Project project, AzureKeyVaultSettings settings) =>
        KeyAddress.Parse(settings.KeyIdentifier) is { Version: null } address && Try(project, settings).IsValid ? world.Keys.Find(address) : null;

    private KeyFinding? TryWay(Project project, AzureKeyVaultSettings settings, out Vault vault)
    {
        vault = null!;
        if (settings.AzureEnvironment != world.Cloud.AtlasName)
        {
            return Unusable("INVALID_AZURE_CREDENTIALS", $"The Azure credentials are not valid in environment {settings.AzureEnvironment}.");
        }

        if (TryIdentifier(settings) is { } fault)
        {
            return fault;
        }

        var address = KeyAddress.Parse(settings.KeyIdentifier)!;
        return TryIdentity(project, settings, out var objectId)
            ?? TryVault(settings, objectId, out vault)
            ?? TryNetwork(project, settings, vault)
            ?? TryRights(vault, objectId, address.KeyName);
    }

    /// <summary>Checks only the text of the key identifier, without the vault or the network.</summary>
    /// <remarks>"The encryption key must belong to the Key Vault configured". The error code without access to the vault is not published.</remarks>
    public static KeyFinding? TryIdentifier(AzureKeyVaultSettings settings) => KeyAddress.Parse(settings.KeyIdentifier) switch
    {
        null => Unusable("AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT", $"The Azure Key Vault key identifier {settings.KeyIdentifier} has an invalid format."),
        var address when !string.Equals(address.VaultName, settings.KeyVaultName, StringComparison.OrdinalIgnoreCase) => NotFound(settings.KeyIdentifier!),
        _ => null,
    };

    private KeyFinding? TryIdentity(Project project, AzureKeyVaultSettings settings, out string objectId)
    {
        objectId = "";
        if (settings.RoleId is { } roleId)
        {
            var role = project.AzureRoles.Find(r => r.Id == roleId && r.Authorized);
            objectId = role?.ServicePrincipalId ?? "";
            return role is null ? Unusable("CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED", $"Cloud provider access role {roleId} is not authorized.")
                : world.Tenant.FindPrincipal(objectId) is null ? Unusable("CANNOT_AUTHENTICATE_SERVICE_PRINCIPAL", $"Cannot authenticate service principal {objectId}.")
                : null;
        }

        var application = world.Tenant.FindApplication(settings.ClientId ?? "");
        objectId = application?.ObjectId ?? "";
        return string.Equals(settings.TenantId, world.Tenant.Id, StringComparison.OrdinalIgnoreCase)
            && application?.FindSecret(settings.Secret) is { } secret && secret.Expires > world.Now
            ? null
            : Unusable("INVALID_AZURE_CREDENTIALS", "Invalid Azure credentials.");
    }

    private KeyFinding? TryVault(AzureKeyVaultSettings settings, string objectId, out Vault vault)
    {
        var found = string.Equals(settings.SubscriptionId, world.Subscription.Id, StringComparison.OrdinalIgnoreCase)
            ? world.Subscription.FindVault(settings.ResourceGroupName ?? "", settings.KeyVaultName ?? "") : null;
        vault = found!;
        if (found is null)
        {
            return Unusable("INVALID_AZURE_API_REQUEST", $"Key vault {settings.KeyVaultName} was not found in resource group {settings.ResourceGroupName} of subscription {settings.SubscriptionId}.");
        }

        // Assumption: the error code for a missing Key Vault Reader role is not published.
        return s_needed.All(action => world.Subscription.Permits(objectId, found.Id, action)) ? null
            : Unusable("INCORRECT_PROVIDER_AUTH_CREDENTIALS", $"The credentials have no permission to read key vault {found.Name}.");
    }

    private KeyFinding? TryNetwork(Project project, AzureKeyVaultSettings settings, Vault vault)
    {
        var reachable = settings.RequirePrivateNetworking
            ? project.Endpoints.Exists(e => e.Status == "ACTIVE" && e.Connection is { Status: "Approved" } c && c.Vault == vault)
            : vault.IsPublic && vault.NetworkAcls?.Admits(world.AtlasAddress) != false;
        return reachable ? null : new KeyFinding(KeyValidity.Unreachable, "INVALID_AZURE_API_REQUEST",
            $"Key vault {vault.Name} cannot be reached over the {(settings.RequirePrivateNetworking ? "private" : "public")} network.");
    }

    private static KeyFinding? TryRights(Vault vault, string objectId, string keyName) =>
        KeyPermission.NeededByAtlas.All(p => vault.PermitsKeys(objectId, p, keyName)) ? null
            : Unusable("NO_PERMISSION_TO_ENCRYPT_DECRYPT", $"No permission to encrypt and decrypt with the keys of vault {vault.Name}.");

    private KeyFinding TryKey(Vault vault, KeyAddress address, string text)
    {
        var version = string.Equals(address.Host, vault.Host, StringComparison.OrdinalIgnoreCase) ? world.Keys.Find(address) : null;

        return version switch
        {
            // Assumption: the error code for a key without an enabled version is not published.
            null when address.Version is null && vault.FindKey(address.KeyName) is { Versions.Count: > 0 } =>
                Unusable("AZURE_KEY_VAULT_KEY_NOT_ENABLED", $"The Azure Key Vault key {text} has no enabled version."),
            null => NotFound(text),
            { Enabled: false } => Unusable("AZURE_KEY_VAULT_KEY_NOT_ENABLED", $"The Azure Key Vault key {text} is not enabled."),
            { NotBefore: { } start } when start > world.Now => Unusable("AZURE_KEY_VAULT_KEY_NOT_ACTIVE", $"The Azure Key Vault key {text} is not active yet."),
            { Expires: { } end } when end <= world.Now => Unusable("AZURE_KEY_VAULT_KEY_EXPIRED", $"The Azure Key Vault key {text} has expired."),
            _ when !CanEncrypt(version) => Unusable("NO_PERMISSION_TO_ENCRYPT_DECRYPT", $"The Azure Key Vault key {text} does not allow encrypt and decrypt."),
            { Expires: { } end } when end <= world.Now + s_expiringSoon =>
                new KeyFinding(KeyValidity.Expiring, "AZURE_KEY_VAULT_KEY_EXPIRING", $"The Azure Key Vault key {text} will expire within the next 48 hours."),
            _ => KeyFinding.Usable,
        };
    }

    private static bool CanEncrypt(VaultKeyVersion version) =>
        version.KeyType.StartsWith("RSA", StringComparison.Ordinal)
        && version.KeyOperations.Contains("encrypt") && version.KeyOperations.Contains("decrypt");

    private static KeyFinding NotFound(string text) => Unusable("AZURE_KEY_VAULT_KEY_NOT_FOUND", $"The Azure Key Vault key {text} was not found.");

    private static KeyFinding Unusable(string code, string detail) => new(KeyValidity.Unusable, code, detail);
}
