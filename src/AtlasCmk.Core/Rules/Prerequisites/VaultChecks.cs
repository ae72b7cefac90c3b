namespace AtlasCmk.Rules;

/// <summary>The checks of the vault, its subscription, and the Azure sign-in.</summary>
internal static class VaultChecks
{
    private const string NetworkProvider = "Microsoft.Network";

    private static readonly PrerequisiteRule s_signIn = new("AzureSignIn", "the session is signed in to Azure", VendorPages.VaultSignIn);
    private static readonly PrerequisiteRule s_exists = new("VaultExists", "the vault is in this resource group and subscription", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_cloud = new("VaultCloud", "the key belongs to the configured Azure cloud", VendorPages.VaultObjects);
    private static readonly PrerequisiteRule s_softDelete = new("VaultSoftDelete", "on", VendorPages.SoftDelete);
    private static readonly PrerequisiteRule s_purge = new("VaultPurgeProtection", "on, so that a deleted key cannot be purged early", VendorPages.SoftDelete);
    private static readonly PrerequisiteRule s_privateNetwork = new("VaultNetwork", "open to private endpoints only", VendorPages.PrivateEndpoints);
    private static readonly PrerequisiteRule s_publicNetwork = new("VaultNetwork", "open to Atlas over the public network, because private networking is not required", VendorPages.PublicNetwork);
    private static readonly PrerequisiteRule s_provider = new("NetworkProvider", "Microsoft.Network is Registered in the subscription", VendorPages.PrivateEndpoints);

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) =>
        [SignIn(facts), Exists(facts), Cloud(facts), SoftDelete(facts), PurgeProtection(facts), Network(facts), Provider(facts), .. ConnectionChecks.Of(facts)];

    /// <summary>The command that registers the provider that private endpoints need. Register-AzResourceProvider has no subscription parameter.</summary>
    public static PowerShellCommand RegisterProvider(PrerequisiteFacts facts) =>
        PowerShellCommand.Of($"Set-AzContext -SubscriptionId {facts.Target.Vault?.SubscriptionId} && Register-AzResourceProvider -ProviderNamespace Microsoft.Network");

    private static string Vault(PrerequisiteFacts facts) => facts.Target.VaultName ?? "the vault";

    private static PrerequisiteCheck SignIn(PrerequisiteFacts facts)
    {
        var check = s_signIn.On(facts, (facts.Target.Cloud ?? AzureCloud.Public).Name);
        return facts.Caller is { Failure: { Kind: FailureKind.Authentication or FailureKind.InvalidArgument } e }
            ? check.Failed(e)
            : check.Over(facts.Caller, who => check.Passed(who.ToString()));
    }

    private static PrerequisiteCheck Exists(PrerequisiteFacts facts)
    {
        var check = s_exists.On(facts, Vault(facts));
        return facts.Vault is { Failure: { Kind: FailureKind.NotFound } e }
            ? check.Failed(e)
            : check.Over(facts.Vault, vault => vault is null
                ? check.Failed(
                    $"there is no vault {facts.Target.Vault!.Name} in resource group {facts.Target.Vault.ResourceGroupName} of subscription {facts.Target.Vault.SubscriptionId}",
                    "Check the three names. Azure gives the same answer for a vault that is in another place.")
                : (vault.ProvisioningState?.ToUpperInvariant()) switch
                {
                    null or "SUCCEEDED" => check.Passed(vault.Vault.ResourceId),
                    "REGISTERINGDNS" => check.Warning($"Azure is still creating it ({vault.ProvisioningState})", "Wait until the vault's provisioning state is Succeeded."),
                    _ => check.NotUnderstood("provisioningState", vault.ProvisioningState!),
                });
    }

    private static PrerequisiteCheck Cloud(PrerequisiteFacts facts)
    {
        var check = s_cloud.On(facts, Vault(facts));
        return facts.Target switch
        {
            { KeyFault: { ErrorId: "KeyOfAnotherCloud" } e } => check.Failed(e),
            { Cloud: { } cloud } when facts.Encryption.Value?.AzureEnvironment is { } told && AzureCloud.Find(told) is null && cloud == facts.Target.Key?.Cloud =>
                check.NotUnderstood("azureEnvironment", told),
            { Key: { } key } => check.Passed(key.Cloud.Name),
            _ => check.Unknown("it follows from the key identifier, and there is no usable one"),
        };
    }

    /// <summary>Without a vault, its settings are unknown.</summary>
    private static PrerequisiteCheck Settings(PrerequisiteFacts facts, PrerequisiteRule rule, Func<PrerequisiteCheckBuilder, KeyVaultSettings, PrerequisiteCheck> judge)
    {
        var check = rule.On(facts, Vault(facts));
        return check.Over(facts.Vault, vault => vault is null ? check.Unknown("there is no such vault") : judge(check, vault));
    }

    private static PrerequisiteCheck SoftDelete(PrerequisiteFacts facts) => Settings(facts, s_softDelete, (check, vault) => vault.SoftDelete
        ? check.Passed("on")
        : check.Failed("off: a key that is deleted is lost at once", "Use a vault with soft delete; Azure turns it on in every new one."));

    private static PrerequisiteCheck PurgeProtection(PrerequisiteFacts facts) => Settings(facts, s_purge, (check, vault) => vault.PurgeProtection
        ? check.Passed("on")
        : check.Warning("off", Update(vault, PowerShellCommand.Of($"-EnablePurgeProtection # permanent: Azure cannot turn it off again"))));

    private static PrerequisiteCheck Network(PrerequisiteFacts facts)
    {
        var isPrivate = facts.PrivateNetworking;
        return !isPrivate.IsKnown ? s_privateNetwork.On(facts, Vault(facts)).Unknown(isPrivate.Reason, isPrivate.Failure?.Remedy)
            : isPrivate.Value ? Settings(facts, s_privateNetwork, (check, vault) => ForPrivateEndpoints(facts, check, vault))
            : Settings(facts, s_publicNetwork, (check, vault) => ForPublicAccess(facts, check, vault));
    }

    private static PrerequisiteCheck ForPrivateEndpoints(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, KeyVaultSettings vault) => vault.Exposure switch
    {
        VaultExposure.Closed => check.Passed("public network access is disabled"),
        VaultExposure.Listed => check.Passed($"the firewall refuses all addresses{(vault.FirewallAddresses.Count == 0 ? "" : $" but {string.Join(", ", vault.FirewallAddresses)}")}"),
        VaultExposure.Open => Open(facts.PublicUsers, check, Update(vault, PowerShellCommand.Of($"-PublicNetworkAccess Disabled"))),
        _ => NotTold(check, vault),
    };

    /// <summary>Several projects can share the vault. Closing it stops those that use the public network.</summary>
    private static PrerequisiteCheck Open(PublicUsers others, PrerequisiteCheckBuilder check, PowerShellCommand close)
    {
        const string open = "public network access is enabled, and the firewall allows all; it can be closed once every endpoint is ACTIVE";
        var (users, unread) = (string.Join(", ", others.ProjectIds), string.Join("; ", others.Unread));
        var require = string.Join("; ", others.ProjectIds.Select(id => PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {id} -RequirePrivateNetworking")));
        return users.Length > 0 ? check.Warning($"{open}, and once these projects no longer reach the vault over its public address: {users}{(unread.Length > 0 ? $" (not read: {unread})" : "")}",
                $"First give these projects private endpoints, beginning with: {require}. Then: {close}")
            : unread.Length > 0 ? check.Warning($"{open}, and no other project reaches the vault over its public address (not read: {unread})",
                $"First find out whether the projects that were not read use this vault without private endpoints. Then: {close}")
            : check.Warning(open, close);
    }

    private static PrerequisiteCheck ForPublicAccess(PrerequisiteFacts facts, PrerequisiteCheckBuilder check, KeyVaultSettings vault) => vault.Exposure switch
    {
        VaultExposure.Closed => check.Failed("public network access is disabled", $"Require private networking: {RequirePrivate(facts)}. "
            + $"Or, if everyone who uses the vault agrees, open it to all networks: {Update(vault, PowerShellCommand.Of($"-PublicNetworkAccess Enabled"))}"),
        VaultExposure.Listed when facts.Target.IsInUseAndValid => check.Passed("the firewall lists addresses, and Atlas reports that it can use the key"),
        VaultExposure.Listed => check.Unknown("the firewall allows only the addresses that it lists; whether they include all of Atlas's was not checked",
            "Compare the firewall's list with the addresses of Atlas's control plane and of the clusters, or require private networking."),
        VaultExposure.Open => check.Passed("public network access is enabled, and the firewall allows all"),
        _ => NotTold(check, vault),
    };

    private static string RequirePrivate(PrerequisiteFacts facts) => facts.Encryption.Value is { Enabled: true }
        ? PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {facts.ProjectId} -RequirePrivateNetworking") : "-RequirePrivateNetworking";

    /// <summary>A vault stays in its perimeter, because removing it would change access for others.</summary>
    private static PrerequisiteCheck NotTold(PrerequisiteCheckBuilder check, KeyVaultSettings vault) => vault.Exposure == VaultExposure.Perimeter
        ? check.Unknown("publicNetworkAccess is SecuredByPerimeter: the rules of a network security perimeter decide who reaches the vault, and AtlasCmk does not read them",
            "Look at the access rules of the perimeter that the vault is associated with. Leave the vault in it.")
        : vault.PublicNetworkAccess.Equals("Enabled", StringComparison.OrdinalIgnoreCase)
            ? check.NotUnderstood("networkAcls.defaultAction", vault.FirewallDefault, "Look at the vault's firewall in Azure.")
            : check.NotUnderstood("publicNetworkAccess", vault.PublicNetworkAccess, "Look at the vault's networking in Azure.");

    private static PowerShellCommand Update(KeyVaultSettings vault, PowerShellCommand change) =>
        PowerShellCommand.Of($"Update-AzKeyVault -VaultName {vault.Vault.Name} -ResourceGroupName {vault.Vault.ResourceGroupName} -SubscriptionId {vault.Vault.SubscriptionId} {change}");

    private static PrerequisiteCheck Provider(PrerequisiteFacts facts)
    {
        var check = s_provider.On(facts, facts.Target.Vault?.SubscriptionId ?? "the subscription");
        return check.Over(facts.NetworkRegistration, state => state.ToUpperInvariant() switch
        {
            "REGISTERED" => check.Passed(state),
            "REGISTERING" => check.Warning($"{state}: Azure has not finished", "Wait some minutes, and check again."),
            "NOTREGISTERED" or "UNREGISTERED" or "UNREGISTERING" => check.Failed(state, RegisterProvider(facts)),
            _ => check.NotUnderstood($"registrationState of {NetworkProvider}", state, "Look at the subscription's resource providers in Azure."),
        });
    }
}
