using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>
/// The blocks of the other clouds. The Sandbox has no AWS or Google Cloud to validate a key, so a complete block is valid.
/// Tests use these blocks to check that a change of Azure's block does not touch them.
/// </summary>
internal static class OtherProviderChange
{
    private static readonly BodyShape s_aws = new(
        new BodyAttribute("enabled", AttributeKind.Flag),
        new BodyAttribute("accessKeyID", AttributeKind.Text),
        new BodyAttribute("secretAccessKey", AttributeKind.Text),
        new BodyAttribute("customerMasterKeyID", AttributeKind.Text),
        new BodyAttribute("region", AttributeKind.Text),
        new BodyAttribute("requirePrivateNetworking", AttributeKind.Flag),
        new BodyAttribute("roleId", AttributeKind.ObjectId),
        new BodyAttribute("valid", AttributeKind.Flag, ReadOnly: true));

    private static readonly BodyShape s_google = new(
        new BodyAttribute("enabled", AttributeKind.Flag),
        new BodyAttribute("keyVersionResourceID", AttributeKind.Text),
        new BodyAttribute("serviceAccountKey", AttributeKind.Text),
        new BodyAttribute("roleId", AttributeKind.ObjectId),
        new BodyAttribute("valid", AttributeKind.Flag, ReadOnly: true));

    public static Action PrepareAws(Project project, JsonElement block)
    {
        s_aws.Check(block);
        var after = Merge(project, "AWS", project.Encryption.AwsKms, block, ["customerMasterKeyID", "region"], ["secretAccessKey", "roleId"]);
        return () => project.Encryption.AwsKms = after;
    }

    public static Action PrepareGoogle(Project project, JsonElement block)
    {
        s_google.Check(block);
        var after = Merge(project, "GCP", project.Encryption.GoogleCloudKms, block, ["keyVersionResourceID"], ["serviceAccountKey"]);
        return () => project.Encryption.GoogleCloudKms = after;
    }

    private static JsonObject? Merge(Project project, string provider, JsonObject? before, JsonElement block, string[] needed, string[] neverReturned)
    {
        if (block.Flag("enabled") == false)
        {
            EncryptionRemoval.Check(project, provider, isConfigured: before is not null);
            return null;
        }

        var after = (JsonObject?)before?.DeepClone() ?? [];
        foreach (var property in block.EnumerateObject().Where(p => !neverReturned.Contains(p.Name)))
        {
            after[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        string[] missing = [.. needed.Append("enabled").Where(name => after[name] is null)];
        if (missing.Length > 0)
        {
            throw ApiErrors.Missing(missing);
        }

        after["valid"] = true;
        return after;
    }
}
