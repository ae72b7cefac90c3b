namespace AtlasCmk;

/// <summary>What is asked of the vault, of its subscription, and of who asks Azure.</summary>
internal static class VaultChecks
{
    private static readonly PrerequisiteRule s_signIn = new("AzureSignIn", "the session is signed in to Azure", RuleSource.AzureSignIn);
    private static readonly PrerequisiteRule s_exists = new("VaultExists", "the vault is in this resource group and subscription", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_cloud = new("VaultCloud", "the key's cloud is the one that Atlas is told", RuleSource.Clouds);
    private static readonly PrerequisiteRule s_softDelete = new("VaultSoftDelete", "on", RuleSource.SoftDelete);
    private static readonly PrerequisiteRule s_purge = new("VaultPurgeProtection", "on, so that nobody can destroy the key before its time", RuleSource.SoftDelete);
    private static readonly PrerequisiteRule s_privateNetwork = new("VaultNetwork", "open to private endpoints alone", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_publicNetwork = new("VaultNetwork", "open to Atlas over the public network, since private networking is not required", RuleSource.PublicNetwork);
    private static readonly PrerequisiteRule s_provider = new("NetworkProvider", "Microsoft.Network is Registered in the subscription", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_connections = new("VaultConnections", "no connection waits for a decision whose owner is not known", RuleSource.Connections);

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) =>
        [SignIn(facts), Exists(facts), Cloud(facts), SoftDelete(facts), PurgeProtection(facts), Network(facts), Provider(facts), .. Connections(facts)];

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
            : check.Over(facts.Vault, vault => vault is not null ? check.Passed(vault.Vault.ResourceId) : check.Failed(
                $"Azure knows no vault {facts.Target.Vault!.Name} in the resource group {facts.Target.Vault.ResourceGroupName} of the subscription {facts.Target.Vault.SubscriptionId}",
                "Check the three names; Azure does not tell a vault that is elsewhere from none."));
    }

    private static PrerequisiteCheck Cloud(PrerequisiteFacts facts)
    {
        var check = s_cloud.On(facts, Vault(facts));
        return facts.Target switch
        {
            { KeyFault: { ErrorId: "KeyOfAnotherCloud" } e } => check.Failed(e),
            { Key: { } key } => check.Passed(key.Cloud.Name),
            _ => check.Unknown("it follows from the key identifier, and there is none that could be used"),
        };
    }

    /// <summary>Of what is set in the vault, nothing is known where there is none.</summary>
    private static PrerequisiteCheck Settings(PrerequisiteFacts facts, PrerequisiteRule rule, Func<PrerequisiteVerdict, KeyVaultSettings, PrerequisiteCheck> judge)
    {
        var check = rule.On(facts, Vault(facts));
        return check.Over(facts.Vault, vault => vault is null ? check.Unknown("there is no such vault") : judge(check, vault));
    }

    private static PrerequisiteCheck SoftDelete(PrerequisiteFacts facts) => Settings(facts, s_softDelete, (check, vault) => vault.SoftDelete
        ? check.Passed("on")
        : check.Failed("off: a key that is deleted is lost at once", "Use a vault with soft delete; Azure turns it on in every new one."));

    private static PrerequisiteCheck PurgeProtection(PrerequisiteFacts facts) => Settings(facts, s_purge, (check, vault) => vault.PurgeProtection
        ? check.Passed("on")
        : check.Warning("off", $"Update-AzKeyVault -VaultName {vault.Vault.Name} -ResourceGroupName {vault.Vault.ResourceGroupName} -EnablePurgeProtection # for good: Azure does not turn it off again"));

    private static PrerequisiteCheck Network(PrerequisiteFacts facts) => facts.Target.RequirePrivateNetworking
        ? Settings(facts, s_privateNetwork, (check, vault) => vault switch
        {
            { PublicNetworkAccess: false } => check.Passed("public network access is disabled"),
            { FirewallDenies: true } => check.Passed("the firewall refuses all addresses but those that it lists"),
            _ => check.Warning("public network access is enabled, and the firewall allows all; it can be closed once every endpoint is ACTIVE", $"{AccessCommand(vault)} Disabled"),
        })
        : Settings(facts, s_publicNetwork, (check, vault) => vault switch
        {
            { PublicNetworkAccess: false } => check.Failed("public network access is disabled", $"{AccessCommand(vault)} Enabled"),
            { FirewallDenies: true } when facts.Target.IsInUseAndValid => check.Passed("the firewall lists addresses, and Atlas reports that it can use the key"),
            { FirewallDenies: true } => check.Unknown("the firewall refuses all addresses but those that it lists, and whether all of Atlas's are among them is not asked here",
                "Compare the firewall's list with the addresses of Atlas's control plane and of the clusters, or require private networking."),
            _ => check.Passed("public network access is enabled, and the firewall allows all"),
        });

    private static string AccessCommand(KeyVaultSettings vault) =>
        $"Update-AzKeyVault -VaultName {vault.Vault.Name} -ResourceGroupName {vault.Vault.ResourceGroupName} -PublicNetworkAccess";

    private static PrerequisiteCheck Provider(PrerequisiteFacts facts)
    {
        var check = s_provider.On(facts, facts.Target.Vault?.SubscriptionId ?? "the subscription");
        return check.Over(facts.NetworkRegistration, state => state.Equals("Registered", StringComparison.OrdinalIgnoreCase)
            ? check.Passed(state)
            : check.Failed(state, "Register-AzResourceProvider -ProviderNamespace Microsoft.Network"));
    }

    private static IEnumerable<PrerequisiteCheck> Connections(PrerequisiteFacts facts)
    {
        var whole = s_connections.On(facts, Vault(facts));
        if (!facts.Connections.IsKnown || !facts.Endpoints.IsKnown)
        {
            return [whole.Over(facts.Connections, _ => whole.Over(facts.Endpoints, _ => whole.Passed("")))];
        }

        var known = facts.EndpointsElsewhere.Value?.SelectMany(p => p.Endpoints.Value ?? []) ?? [];
        var unclaimed = ConnectionOwners.PendingWithoutOwner(facts.Connections.Value!, [.. facts.Endpoints.Value!, .. known]);
        return unclaimed.Count == 0
            ? [whole.Passed($"{facts.Connections.Value!.Count} in all")]
            : unclaimed.Select(c => Unclaimed(facts, s_connections.On(facts, c.Name), c));
    }

    /// <summary>Whoever could not be asked may be its owner.</summary>
    private static PrerequisiteCheck Unclaimed(PrerequisiteFacts facts, PrerequisiteVerdict check, PrivateEndpointConnection connection)
    {
        var says = string.IsNullOrWhiteSpace(connection.Description) ? "" : $"; it says: {connection.Description}";
        var elsewhere = facts.EndpointsElsewhere;
        var silent = elsewhere.IsKnown ? elsewhere.Value!.Where(p => !p.Endpoints.IsKnown).Select(p => $"project {p.ProjectId}: {p.Endpoints.Reason}") : [elsewhere.Reason];
        return string.Join(" ", silent) is { Length: > 0 } reasons
            ? check.Unknown($"it is Pending, and whose it is may show where this could not be read: {reasons}{says}", "Ask with a key of Atlas that sees these projects as their owner, or ask the vault's owner.")
            : check.Warning($"Pending, and no project that this key of Atlas sees claims it{says}", "Ask the vault's owner whose it is: other projects and other users may share the vault.");
    }
}
