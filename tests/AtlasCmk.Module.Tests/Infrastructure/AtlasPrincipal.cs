namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>The service principal of Atlas's own application, as an administrator makes it in the tenant.</summary>
internal static class AtlasPrincipal
{
    private const string AtlasApplication = "9efedfcc-2eca-4b27-a613-0cad1e114cb7";

    /// <returns>Its object id.</returns>
    public static string In(SandboxWorld sandbox, bool mayUseKeys = true)
    {
        var principal = (string)sandbox.World("addAzureApplication", new { clientId = AtlasApplication })["objectId"]!;
        if (mayUseKeys)
        {
            sandbox.World("setRole", new { role = "Key Vault Reader", objectId = principal });
            sandbox.World("setAccessPolicy", new { objectId = principal });
        }

        return principal;
    }
}
