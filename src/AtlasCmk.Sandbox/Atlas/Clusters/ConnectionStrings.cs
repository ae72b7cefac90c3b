using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The addresses of a cluster, as recorded. A dedicated cluster has none until it is created, a shared cluster has its short address at once.</summary>
internal static class ConnectionStrings
{
    public static JsonObject Of(Cluster cluster)
    {
        var strings = new JsonObject();

        // Recorded as empty for sharded clusters on AWS. For other clouds there is no recording.
        if (cluster.IsSharded && cluster.Regions.All(region => region.ProviderName == "AWS"))
        {
            strings["awsPrivateLinkSrv"] = new JsonObject();
            strings["privateEndpoint"] = new JsonArray();
        }

        var isThere = cluster.StateName != "CREATING";
        if (isThere)
        {
            strings["standard"] = Standard(cluster.Name, cluster.Project);
        }

        if (isThere || cluster.IsTenant)
        {
            strings["standardSrv"] = Short(cluster.Name, cluster.Project);
        }

        return strings;
    }

    public static JsonObject Of(FlexCluster cluster) => new()
    {
        ["standard"] = Standard(cluster.Name, cluster.Project),
        ["standardSrv"] = Short(cluster.Name, cluster.Project),
    };

    private static string Domain(Project project) => $"{project.Id[..6]}.mongodb.net";

    private static string Standard(string name, Project project) =>
        $"mongodb://{string.Join(',', Enumerable.Range(0, 3).Select(node => $"{name}-shard-00-0{node}.{Domain(project)}:27017"))}/?ssl=true&authSource=admin";

    private static string Short(string name, Project project) => $"mongodb+srv://{name}.{Domain(project)}";
}
