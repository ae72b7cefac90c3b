namespace AtlasCmk.Rules;

/// <summary>Checks requests to change a project's encryption at rest, and builds the change to send. Pure: sends no requests.</summary>
internal static class EncryptionAtRestRules
{
    /// <summary>Checks that do not depend on the project, before any request.</summary>
    public static void CheckAlone(EncryptionAtRestRequest request)
    {
        CredentialRules.CheckApplication(request.ClientId, request.ClientSecret, "-AzureCredential");
        if (request.RoleId is not null && (request.ClientSecret is not null || request.TenantId is not null))
        {
            throw SecretlessErrors.RoleAndSecret();
        }

        if (request.Key is not { } key)
        {
            return;
        }

        if (request.KeyVaultName is { } vault && !Same(vault, key.VaultName))
        {
            throw KeyErrors.KeyOfAnotherVault(key, vault, "-KeyVaultName");
        }

        if (request.Cloud is { } cloud && cloud != key.Cloud)
        {
            throw KeyErrors.KeyOfAnotherCloud(key, cloud);
        }
    }

    /// <summary>The change to send. Null if the project already has the requested settings.</summary>
    public static EncryptionAtRestChange? Plan(EncryptionAtRest current, EncryptionAtRestRequest request)
    {
        var given = Given(request);
        if (given == new EncryptionAtRestChange())
        {
            throw EncryptionErrors.NothingToChange(current.ProjectId!);
        }

        if (!current.Enabled)
        {
            return FirstEnablement(current, request, given);
        }

        CheckSignIn(current, given);

        if (request.Key is { } key)
        {
            CheckAgainstProject(key, current, request);
        }
        else if (Differs(current.KeyVaultName, request.KeyVaultName) || Differs(current.CloudName, request.Cloud?.Name))
        {
            throw EncryptionErrors.MoveWithoutKey(current, request.KeyVaultName ?? request.Cloud!.Name);
        }

        var change = Changed(current, given);
        return change == new EncryptionAtRestChange() ? null : change;
    }

    /// <summary>Whether a project has all requested settings. Atlas does not return the secret, so a given secret always counts as a change.</summary>
    public static bool ChangesNothing(EncryptionAtRest current, EncryptionAtRestRequest request) => current.Enabled && Changed(current, Given(request)) == new EncryptionAtRestChange();

    /// <summary>The change as text, for the confirmation and the trace.</summary>
    /// <param name="current">The project's settings. Null if they do not matter.</param>
    /// <param name="change">The change to send.</param>
    /// <param name="followed">The latest enabled version of a key identifier without a version. Null if unknown.</param>
    public static string Describe(EncryptionAtRestChange change, EncryptionAtRest? current = null, KeyVersion? followed = null)
    {
        var key = KeyIdentifier.TryParse(change.KeyIdentifier);
        List<string> words = [];
        Add(change.Enabled is true, "enable customer-managed keys");
        Add(change.KeyIdentifier is not null, $"use the key {change.KeyIdentifier}");
        Add(key is { FollowsLatest: true }, $"follow its latest enabled version{(followed is null ? "" : $" (now {followed.Version})")}");
        Add(key is { FollowsLatest: false } && current is { FollowsLatestVersion: true }, "stay on that version and no longer follow the latest one");
        Add(change.KeyVaultName is not null && change.Enabled is not true, $"move to the vault {change.KeyVaultName}");
        Add(change.ResourceGroupName is not null, $"in the resource group {change.ResourceGroupName}");
        Add(change.SubscriptionId is not null, $"in the subscription {change.SubscriptionId}");
        Add(change.RoleId is not null, $"sign in to Azure with the role {change.RoleId}");
        Add(change is { ClientSecret: not null, ClientId: null }, "replace the client secret that Atlas signs in to Azure with");
        Add(change.ClientId is not null, $"sign in to Azure as {change.ClientId}");
        Add(change.TenantId is not null, $"in the tenant {change.TenantId}");
        Add(change.RequirePrivateNetworking is true, "require private networking");
        Add(change.RequirePrivateNetworking is false, "no longer require private networking");
        Add(change.EnabledForSearchNodes is true, "encrypt search nodes");
        Add(change.EnabledForSearchNodes is false, "no longer encrypt search nodes");
        return (string.Join(", ", words) is { Length: > 0 } text ? char.ToUpperInvariant(text[0]) + text[1..] : "Change encryption at rest")
            + (key is { FollowsLatest: true } ? $". {FollowedVersion.MeaningInQuestion}" : "");

        void Add(bool applies, string text)
        {
            if (applies)
            {
                words.Add(text);
            }
        }
    }

    private static EncryptionAtRestChange Given(EncryptionAtRestRequest request) => new()
    {
        KeyIdentifier = request.Key?.Text,
        KeyVaultName = request.KeyVaultName is null ? null : request.Key?.VaultName ?? request.KeyVaultName,
        ResourceGroupName = request.ResourceGroupName,
        SubscriptionId = request.SubscriptionId,
        TenantId = request.TenantId,
        ClientId = request.ClientId,
        ClientSecret = request.ClientSecret,
        RoleId = request.RoleId,
        AzureEnvironment = request.Cloud?.Name,
        RequirePrivateNetworking = request.RequirePrivateNetworking,
        EnabledForSearchNodes = request.EnabledForSearchNodes,
    };

    private static EncryptionAtRestChange FirstEnablement(EncryptionAtRest current, EncryptionAtRestRequest request, EncryptionAtRestChange given)
    {
        List<string> missing = [];
        AddWhere(request.Key is null, "-KeyIdentifier");
        AddWhere(request.ResourceGroupName is null, "-ResourceGroupName");
        var subscription = request.SubscriptionId ?? request.Context?.SubscriptionId;
        AddWhere(subscription is null, "-SubscriptionId");
        // A role has its own sign-in and tenant.
        var tenant = request.TenantId ?? (request.RoleId is null ? request.Context?.TenantId : null);
        AddWhere(tenant is null && request.RoleId is null, "-TenantId");
        AddWhere(request is { ClientSecret: null, RoleId: null }, "-AzureCredential");
        if (missing.Count > 0)
        {
            throw EncryptionErrors.FirstEnablementIncomplete(current.ProjectId!, missing);
        }

        return given with
        {
            Enabled = true,
            KeyVaultName = request.Key!.VaultName,
            SubscriptionId = subscription,
            TenantId = tenant,
            AzureEnvironment = request.Key.Cloud.Name,
        };

        void AddWhere(bool absent, string parameter)
        {
            if (absent)
            {
                missing.Add(parameter);
            }
        }
    }

    /// <summary>A role permanently replaces a client secret. This must be requested explicitly.</summary>
    private static void CheckSignIn(EncryptionAtRest current, EncryptionAtRestChange given)
    {
        if (given.RoleId is not null && current.RoleId is null)
        {
            throw SecretlessErrors.MigrationNotAsked(current);
        }

        if (given.ClientSecret is not null && current.RoleId is not null)
        {
            throw SecretlessErrors.RoleInForce(current);
        }
    }

    /// <summary>Whether the key is in the project's vault and cloud, unless the request moves the project.</summary>
    public static void CheckAgainstProject(KeyIdentifier key, EncryptionAtRest current, EncryptionAtRestRequest request)
    {
        if (request.KeyVaultName is null && Differs(current.KeyVaultName, key.VaultName))
        {
            throw KeyErrors.KeyLeavesVault(key, current);
        }

        if (request.Cloud is null && Differs(current.CloudName, key.Cloud.Name))
        {
            throw KeyErrors.KeyLeavesCloud(key, current);
        }
    }

    /// <summary>The given settings that differ from the project's, compared as Atlas and Azure do. Atlas does not return the secret, so a given secret is always sent.</summary>
    public static EncryptionAtRestChange Changed(EncryptionAtRest current, EncryptionAtRestChange given) => given with
    {
        KeyIdentifier = current.Key is { } key && key.IsSameVersion(given.KeyIdentifier) ? null : given.KeyIdentifier,
        KeyVaultName = New(current.KeyVaultName, given.KeyVaultName),
        ResourceGroupName = New(current.ResourceGroupName, given.ResourceGroupName),
        SubscriptionId = New(current.SubscriptionId, given.SubscriptionId),
        TenantId = New(current.TenantId, given.TenantId),
        ClientId = New(current.ClientId, given.ClientId),
        RoleId = New(current.RoleId, given.RoleId),
        AzureEnvironment = New(current.CloudName, given.AzureEnvironment),
        RequirePrivateNetworking = given.RequirePrivateNetworking == current.RequirePrivateNetworking ? null : given.RequirePrivateNetworking,
        EnabledForSearchNodes = given.EnabledForSearchNodes == current.EnabledForSearchNodes ? null : given.EnabledForSearchNodes,
    };

    private static string? New(string? current, string? given) => Unchanged(current, given) ? null : given;

    /// <summary>Whether both are known and differ.</summary>
    private static bool Differs(string? current, string? given) => current is not null && given is not null && !Same(current, given);

    private static bool Unchanged(string? current, string? given) => given is null || (current is not null && Same(current, given));

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
