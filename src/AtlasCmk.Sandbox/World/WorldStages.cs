namespace AtlasCmk.Sandbox.World;

/// <summary>Brings the first project to a stage of the setup at once, without waiting. An estate sets its states itself.</summary>
internal static class WorldStages
{
    private static readonly string[] s_regions = ["US_EAST_2", "US_CENTRAL", "EUROPE_WEST"];

    public static IReadOnlyList<string> Names { get; } = ["fresh", "enabled", "private", "pending", "active", "encrypted"];

    public static void Apply(SandboxWorld world, string stage)
    {
        if (!Names.Contains(stage))
        {
            throw new ArgumentException($"'{stage}' is not a stage. Expected: {string.Join(", ", Names)}.", nameof(stage));
        }

        world.Do(() =>
        {
            if (world.Options.IsEstate)
            {
                Estate.Settle(world);
                return;
            }

            var project = world.Projects[0];
            foreach (var step in Names.TakeWhile(n => n != stage).Append(stage))
            {
                Step(world, project, step, s_regions);
            }
        });
    }

    /// <param name="world">The world.</param>
    /// <param name="project">The project, at the stage before.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="regions">The regions that get endpoints.</param>
    public static void Step(SandboxWorld world, Project project, string stage, IReadOnlyList<string> regions)
    {
        switch (stage)
        {
            case "enabled":
                Set(world, project, SettingsFor(world, project));
                world.KeyValidator.Validate(project);
                break;
            case "private":
                Set(world, project, project.Encryption.Azure! with { RequirePrivateNetworking = true });
                ClusterLifecycle.FollowNetworking(project);
                world.KeyValidator.Validate(project);
                break;
            case "pending":
                foreach (var region in regions)
                {
                    world.Endpoints.FinishProvisioning(world.Endpoints.Create(project, region));
                }

                break;
            case "active":
                foreach (var endpoint in project.Endpoints)
                {
                    world.Endpoints.Decide(endpoint.Connection!, "Approved", "Approved");
                    world.Endpoints.Activate(endpoint);
                }

                world.KeyValidator.Validate(project);
                break;
            case "encrypted":
                foreach (var cluster in project.Clusters.Where(c => c is { IsAzureAlone: true, Paused: false }).Take(world.Options.IsEstate ? int.MaxValue : 2))
                {
                    cluster.EncryptionAtRestProvider = "AZURE";
                    world.Clusters.FinishUpdate(cluster);
                }

                break;
        }
    }

    private static void Set(SandboxWorld world, Project project, AzureKeyVaultSettings settings)
    {
        world.Feed.Write(project, EventTypes.ConfigurationUpdated);
        (project.Encryption.Azure, project.Encryption.IsChangeUntried) = (settings, true);
    }

    /// <summary>Valid settings for a project, as a customer would enter them.</summary>
    public static AzureKeyVaultSettings SettingsFor(SandboxWorld world, Project project) => new()
    {
        AzureEnvironment = world.Cloud.AtlasName,
        ClientId = world.Tenant.AtlasApplication.ClientId,
        TenantId = world.Tenant.Id,
        Secret = world.Tenant.AtlasApplication.Secrets[0].Value,
        SubscriptionId = world.Subscription.Id,
        ResourceGroupName = project.Vault.ResourceGroup,
        KeyVaultName = project.Vault.Name,
        KeyIdentifier = world.Options.FollowsLatestVersion ? project.Vault.Keys[0].Id : project.Vault.Keys[0].Current.Identifier,
    };
}
