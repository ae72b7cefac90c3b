namespace AtlasCmk.Sandbox.World;

/// <summary>A company's projects: applications in three environments, three organizations, and a vault for each environment.</summary>
/// <remarks>Most projects are complete. In every ten there is one of each usual deviation, so reports and filters have something to find.</remarks>
internal static class Estate
{
    private static readonly string[] s_applications =
        ["payments", "orders", "ledger", "billing", "catalog", "search", "pricing", "customers", "returns", "shipping", "stock", "invoices", "loyalty", "claims"];

    public const int Organizations = 3;

    public static IReadOnlyList<string> Environments { get; } = ["prod", "test", "dev"];

    /// <param name="number">The number of the project, from 1.</param>
    public static string NameOf(int number)
    {
        var (application, environment) = Math.DivRem(number - 1, Environments.Count);
        var round = application / s_applications.Length;
        return $"{s_applications[application % s_applications.Length]}{(round == 0 ? "" : $"{round + 1}")}-{Environments[environment]}";
    }

    /// <summary>Applications belong to one organization with all their environments.</summary>
    public static int OrganizationOf(int number) => (number - 1) / Environments.Count % Organizations;

    public static int EnvironmentOf(int number) => (number - 1) % Environments.Count;

    /// <summary>Brings every project to its state. Production's vault is closed to the public network, the others are open.</summary>
    public static void Settle(SandboxWorld world)
    {
        for (var i = 0; i < world.Projects.Count; i++)
        {
            var project = world.Projects[i];
            var deviation = Of(i);
            foreach (var stage in WorldStages.Names.TakeWhile(name => name != deviation.Before))
            {
                WorldStages.Step(world, project, stage, RegionsOf(project));
            }

            deviation.Then(world, project);
        }

        world.Projects[0].Vault.PublicNetworkAccess = "Disabled";
    }

    private static IReadOnlyList<string> RegionsOf(Project project) =>
        [.. project.Clusters.SelectMany(c => c.Shards).SelectMany(s => s.Regions).Where(r => r.ProviderName == "AZURE").Select(r => r.RegionName).Distinct()];

    /// <summary>The stage that a project has not reached, and what is different in it.</summary>
    private static (string? Before, Action<SandboxWorld, Project> Then) Of(int index) => (index % 10) switch
    {
        5 => ("enabled", (_, _) => { }),
        // A project that reaches a closed vault over the public network would lose its key.
        6 when EnvironmentOf(index + 1) != 0 => ("private", (_, _) => { }),
        7 => ("encrypted", (_, _) => { }),
        8 => (null, (world, project) => world.Endpoints.Decide(project.Endpoints[0].Connection!, "Rejected", "Not expected.")),
        9 => (null, (world, project) => ClusterCatalog.Add(world, project, "sharded", "reports", "M30")),
        _ => (null, (_, _) => { }),
    };
}
