using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>The resource providers of the subscription. Private endpoints require Microsoft.Network.</summary>
internal static class ProviderOperations
{
    private const string Path = ArmRoutes.SubscriptionPath + "/providers/{provider}";
    private const string Type = "Microsoft.Resources/providers";

    private static readonly Dictionary<string, string[]> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.KeyVault"] = ["vaults", "vaults/privateEndpointConnections", "vaults/keys"],
        ["Microsoft.Network"] = ["privateEndpoints"],
        ["Microsoft.Authorization"] = ["roleAssignments", "roleDefinitions"],
    };

    public static void Map(ArmRoutes arm)
    {
        arm.Map("GET", Path, Type, request => ArmAnswer.Ok(Of(request, NameOf(request))));
        arm.Map("POST", Path + "/register", Type, Register);
    }

    private static ArmAnswer Register(ArmRequest request)
    {
        var name = NameOf(request);
        var subscription = request.Subscription();
        request.Demand($"{name}/register/action", subscription.Scope);
        if (subscription.RegistrationOf(name) != "Registered")
        {
            subscription.Providers[name] = "Registering";
            request.World.After(request.World.Durations.Provisioning, () => subscription.Providers[name] = "Registered");
        }

        return ArmAnswer.Ok(Of(request, name));
    }

    private static string NameOf(ArmRequest request)
    {
        request.Subscription();
        return s_types.Keys.FirstOrDefault(name => string.Equals(name, request.Route("provider"), StringComparison.OrdinalIgnoreCase))
            ?? throw new ArmException(404, "InvalidResourceNamespace", $"The resource namespace '{request.Route("provider")}' is invalid.");
    }

    private static JsonObject Of(ArmRequest request, string name) => new()
    {
        ["id"] = $"{request.Subscription().Scope}/providers/{name}",
        ["namespace"] = name,
        ["registrationState"] = request.Subscription().RegistrationOf(name),
        ["registrationPolicy"] = "RegistrationRequired",
        ["resourceTypes"] = new JsonArray([.. s_types[name].Select(type => new JsonObject
        {
            ["resourceType"] = type,
            ["locations"] = new JsonArray("East US 2", "Central US", "West Europe"),
            ["apiVersions"] = VaultJson.Texts(ArmApiVersions.Of(name, request.World.Clock.Now)),
            ["capabilities"] = "None",
        })]),
    };
}
