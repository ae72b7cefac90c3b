using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

internal static class EncryptionOperations
{
    private const string Path = "/groups/{groupId}/encryptionAtRest";

    private static readonly BodyShape s_shape = new(
        new BodyAttribute("azureKeyVault", AttributeKind.Block),
        new BodyAttribute("awsKms", AttributeKind.Block),
        new BodyAttribute("googleCloudKms", AttributeKind.Block),
        new BodyAttribute("enabledForSearchNodes", AttributeKind.Flag));

    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", Path, ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.EncryptionAtRest, Get),
        new("PATCH", Path, ["2023-01-01"], RoleNeed.ProjectOwner, RateLimitSet.EncryptionAtRest, Update),
    ];

    private static AtlasApiResponse Get(AtlasApiRequest request)
    {
        request.World.KeyValidator.Observe(request.Project);
        return AtlasApiResponse.Ok(View(request.Project));
    }

    /// <summary>Everything is checked before anything changes, so a PATCH is applied completely or not at all.</summary>
    private static AtlasApiResponse Update(AtlasApiRequest request)
    {
        s_shape.Check(request.Body);
        var (world, project) = (request.World, request.Project);
        Action[] changes =
        [
            request.Body.Block("azureKeyVault") is { } azure ? AzureKeyVaultChange.Prepare(world, project, azure) : Nothing,
            request.Body.Block("awsKms") is { } aws ? OtherProviderChange.PrepareAws(project, aws) : Nothing,
            request.Body.Block("googleCloudKms") is { } google ? OtherProviderChange.PrepareGoogle(project, google) : Nothing,
            request.Body.Flag("enabledForSearchNodes") is { } search ? () => project.Encryption.EnabledForSearchNodes = search : Nothing,
        ];
        world.Feed.Write(project, EventTypes.ConfigurationUpdated, caller: request.Caller());
        foreach (var change in changes)
        {
            change();
        }

        return AtlasApiResponse.Ok(View(project));
    }

    private static void Nothing()
    {
    }

    private static JsonObject View(Project project) => new()
    {
        ["awsKms"] = project.Encryption.AwsKms?.DeepClone() ?? Disabled(),
        ["azureKeyVault"] = project.Encryption.Azure is { } azure ? View(project, azure) : Disabled(),
        ["googleCloudKms"] = project.Encryption.GoogleCloudKms?.DeepClone() ?? Disabled(),
        ["enabledForSearchNodes"] = project.Encryption.EnabledForSearchNodes,
    };

    private static JsonObject Disabled() => new() { ["enabled"] = false };

    private static JsonObject View(Project project, AzureKeyVaultSettings azure)
    {
        var view = new JsonObject
        {
            ["azureEnvironment"] = azure.AzureEnvironment,
            ["enabled"] = true,
            ["keyIdentifier"] = azure.KeyIdentifier,
            ["keyVaultName"] = azure.KeyVaultName,
            ["requirePrivateNetworking"] = azure.RequirePrivateNetworking,
            ["resourceGroupName"] = azure.ResourceGroupName,
            ["subscriptionID"] = azure.SubscriptionId,
            ["valid"] = KeyValidator.IsValid(project),
        };
        foreach (var (name, value) in new[] { ("clientID", azure.ClientId), ("tenantID", azure.TenantId), ("roleId", azure.RoleId) })
        {
            if (value is not null)
            {
                view[name] = value;
            }
        }

        return view;
    }
}
