namespace AtlasCmk.Sandbox.World;

/// <summary>Builds the initial world. Azure comes first, because Atlas's projects refer to vaults.</summary>
internal static class WorldSetup
{
    private const string ResourceGroup = "rg-atlas-cmk";
    private const string KeyName = "atlas-cmk";

    /// <summary>Atlas's application, to which customers without a client secret grant rights.</summary>
    public const string AtlasAzureAppId = "9efedfcc-2eca-4b27-a613-0cad1e114cb7";

    public static (IReadOnlyList<Organization> Organizations, AzureTenant Tenant) Populate(SandboxWorld world)
    {
        var tenant = MakeTenant(world);
        var isEstate = world.Options.IsEstate;
        List<Organization> organizations = [.. Enumerable.Range(1, isEstate ? Estate.Organizations : 1).Select(n => MakeOrganization(world, n))];
        List<Vault> vaults = isEstate
            ? [.. Estate.Environments.Select(e => MakeVault(world, tenant, $"kv-{e}-{world.Ids.Hex(6)}"))] : [MakeVault(world, tenant)];
        for (var i = 1; i <= Math.Max(1, world.Options.Projects); i++)
        {
            if (!isEstate && i > organizations.Count * Organization.MostProjects)
            {
                organizations.Add(MakeOrganization(world, organizations.Count + 1));
            }

            var project = new Project
            {
                Id = world.Ids.ObjectId(),
                Name = isEstate ? Estate.NameOf(i) : i == 1 ? "payments" : $"project-{i}",
                Organization = isEstate ? organizations[Estate.OrganizationOf(i)] : organizations[^1],
                Created = world.Now.AddDays(-200),
                Vault = i > 1 && world.Options.VaultPerProject ? MakeVault(world, tenant) : vaults[isEstate ? Estate.EnvironmentOf(i) : 0],
            };
            project.Tags["environment"] = "sandbox";
            world.Projects.Add(project);
            ClusterCatalog.Populate(world, project, i);
        }

        MakeCredential(world, isServiceAccount: false);
        MakeCredential(world, isServiceAccount: true);
        return (organizations, tenant);
    }

    private static Organization MakeOrganization(SandboxWorld world, int number) =>
        new() { Id = world.Ids.ObjectId(), Name = number == 1 ? "Sandbox" : $"Sandbox {number}" };

    /// <summary>A vault in which Atlas's application can use keys and the operator has all rights.</summary>
    public static Vault MakeVault(SandboxWorld world, AzureTenant tenant, string? name = null)
    {
        var vault = new Vault
        {
            Name = name ?? $"kv-atlas-{world.Ids.Hex(6)}",
            ResourceGroup = ResourceGroup,
            TenantId = tenant.Id,
            Subscription = tenant.Subscription,
            Location = "eastus2",
            HostSuffix = world.Cloud.VaultSuffix,
        };
        vault.AccessPolicies.Add(new AccessPolicy(tenant.Id, tenant.AtlasApplication.ObjectId, KeyPermission.NeededByAtlas));
        vault.AccessPolicies.Add(new AccessPolicy(tenant.Id, tenant.OperatorApplication.ObjectId, ["all"]));
        tenant.Subscription.Vaults.Add(vault);
        world.Keys.AddVersion(vault.AddKey(KeyName), world.Now.AddDays(-120));
        return vault;
    }

    public static AzureApplication MakeApplication(SandboxWorld world, string displayName, string? clientId = null)
    {
        var application = new AzureApplication
        {
            ClientId = clientId ?? world.Ids.Guid().ToString(),
            ObjectId = world.Ids.Guid().ToString(),
            DisplayName = displayName,
        };
        application.Secrets.Add(MakeSecret(world));
        return application;
    }

    public static ClientSecret MakeSecret(SandboxWorld world) =>
        MakeSecret(world, world.Now.AddYears(1));

    public static ClientSecret MakeSecret(SandboxWorld world, DateTimeOffset expires, string? name = null, bool ofServicePrincipal = false, bool hasHint = true) =>
        new($"{world.Ids.Token(3)}8Q~{world.Ids.Token(34)}", world.Now, expires) { Name = name, IsOfServicePrincipal = ofServicePrincipal, HasHint = hasHint };

    private static AzureTenant MakeTenant(SandboxWorld world)
    {
        var subscription = new AzureSubscription { Id = world.Ids.Guid().ToString() };
        subscription.ResourceGroups.Add(ResourceGroup);
        subscription.Providers["Microsoft.KeyVault"] = "Registered";
        subscription.Providers["Microsoft.Network"] = "Registered";

        var tenant = new AzureTenant
        {
            Id = world.Ids.Guid().ToString(),
            Subscription = subscription,
            AtlasApplication = MakeApplication(world, "mongodb-atlas-cmk"),
            OperatorApplication = MakeApplication(world, "atlas-cmk-operator"),
        };
        // The quickstart's operator may read when secrets end. Take it away with setGraphPermissions.
        tenant.OperatorApplication.GraphPermissions.Add("Application.Read.All");
        tenant.Applications.AddRange([tenant.AtlasApplication, tenant.OperatorApplication]);
        Grant(world, subscription, tenant.AtlasApplication, AzureRoleDefinition.KeyVaultReader);

        Grant(world, subscription, tenant.AtlasApplication, MakeApprover(world, subscription));
        Grant(world, subscription, tenant.OperatorApplication, AzureRoleDefinition.Owner);
        Grant(world, subscription, tenant.OperatorApplication, AzureRoleDefinition.KeyVaultCryptoOfficer);
        return tenant;
    }

    /// <summary>
    /// The minimum rights to approve a connection. They do not replace Key Vault Reader, which Atlas requires.
    /// The only client secret belongs to the application that Atlas uses, so approvers sign in with it too.
    /// </summary>
    private static AzureRoleDefinition MakeApprover(SandboxWorld world, AzureSubscription subscription)
    {
        var role = new AzureRoleDefinition(world.Ids.Guid().ToString(), "Private Endpoint Approver",
            ["Microsoft.KeyVault/vaults/privateEndpointConnections/*", "Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action", "Microsoft.Authorization/*/read"], []);
        subscription.CustomRoles.Add(role);
        return role;
    }

    private static void Grant(SandboxWorld world, AzureSubscription subscription, AzureApplication application, AzureRoleDefinition role) =>
        subscription.RoleAssignments.Add(new AzureRoleAssignment(world.Ids.Guid().ToString(), subscription.Scope, role.Id, application.ObjectId, world.Now));

    private static void MakeCredential(SandboxWorld world, bool isServiceAccount)
    {
        var credential = new ApiCredential
        {
            Id = isServiceAccount ? $"mdb_sa_id_{world.Ids.ObjectId()}" : world.Ids.LowerCase(8),
            Secret = isServiceAccount ? $"mdb_sa_sk_{world.Ids.Token(40)}" : world.Ids.Guid().ToString(),
            IsServiceAccount = isServiceAccount,
        };
        credential.OrganizationRoles.Add("ORG_OWNER");
        world.Credentials.Add(credential);
    }
}
