namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Role operations exist below every scope that this world has.</summary>
internal static class RoleScopes
{
    private const string Marker = "/providers/Microsoft.Authorization/";

    private static readonly string[] s_paths =
        [ArmRoutes.SubscriptionPath, ArmRoutes.GroupPath, ArmRoutes.VaultPath, ArmRoutes.VaultPath + "/keys/{key}"];

    public static IEnumerable<string> PathsOf(string resource) => s_paths.Select(path => path + Marker + resource);

    /// <summary>The scope in the request's path. Its subscription and its vault must exist.</summary>
    public static string Of(ArmRequest request)
    {
        request.Subscription();
        if (request.Route("group").Length > 0)
        {
            request.ResourceGroup();
        }

        if (request.Route("vault").Length > 0)
        {
            request.Vault("Microsoft.Authorization/roleAssignments/read");
        }

        return request.Path[..request.Path.LastIndexOf(Marker, StringComparison.OrdinalIgnoreCase)];
    }
}
