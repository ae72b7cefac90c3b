using System.Text.RegularExpressions;
using AtlasCmk.Tests.Clients;
using AtlasCmk.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace AtlasCmk.Tests.Keys;

/// <summary>A retirement that reads what a server answers, word for word. As it begins, two projects left the old version nine days ago, and nothing needs it.</summary>
internal sealed partial class AnsweredRetirement : IDisposable
{
    public const string First = "32b6e34b3d91647abb20e7b8";
    public const string Second = "32b6e34b3d91647abb20e7b9";

    private readonly AtlasApiSetup _atlas;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly IKeyVaultApi _vault = Substitute.For<IKeyVaultApi>();

    public AnsweredRetirement()
    {
        _atlas = new(arrival => FakeTransport.Json(200, Answer(arrival.PathAndQuery)));
        Versions = [Given.KeyVersion(Given.Key, Now.AddDays(-100)), Given.KeyVersion(Given.OtherKey, Now.AddDays(-10))];
        _vault.ListKeyVersionsAsync(default!, default!, default).ReturnsForAnyArgs(_ => Versions);
        Answers["groups"] = List(Project(First, 1), Project(Second, 0));
        Answers[$"groups/{First}/encryptionAtRest"] = EncryptedWith();
        Answers[$"groups/{First}/clusters"] = List(Cluster("orders"));
        Answers[$"groups/{First}/clusters/orders/backup/snapshots"] = List("""{"id":"s1","status":"completed","createdAt":"2026-11-29T12:00:00Z","expiresAt":"2026-12-29T12:00:00Z"}""");
        Answers[$"groups/{Second}/encryptionAtRest"] = """{"azureKeyVault":{"enabled":false},"awsKms":{"enabled":false},"googleCloudKms":{"enabled":false}}""";
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>By path below /api/atlas/v2; a list that is not here is empty. The longer list of clusters, with deleted ones, is the shorter one unless "clusters deleted" is here.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    public IReadOnlyList<KeyVersion> Versions { get; set; }

    public IReadOnlyList<string> Asked => [.. _atlas.Calls.Select(c => c.PathAndQuery)];

    public static string Project(string id, int clusters) => $$"""{"id":"{{id}}","name":"p-{{id[^1]}}","orgId":"o","created":"2024-03-01T10:20:30Z","clusterCount":{{clusters}}}""";

    public static string EncryptedWith(string key = Given.OtherKey) =>
        $$$"""{"azureKeyVault":{"enabled":true,"valid":true"""
            + $$$""","keyIdentifier":"{{{key}}}","keyVaultName":"kv-atlas","resourceGroupName":"rg-keys","subscriptionID":"{{{Given.Subscription}}}","azureEnvironment":"AZURE"}}""";

    public static string Cluster(string name, string provider = "AZURE", string more = "") => $$$"""
        {"id":"id-{{{name}}}","name":"{{{name}}}","clusterType":"REPLICASET","stateName":"IDLE","paused":false,"backupEnabled":true,"pitEnabled":false,
        "encryptionAtRestProvider":"{{{provider}}}",{{{more}}}
        "replicationSpecs":[{"regionConfigs":[{"providerName":"AZURE","regionName":"US_EAST_2","electableSpecs":{"instanceSize":"M10","nodeCount":3}}]}]}
        """;

    public static string List(params string[] items) => $$"""{"results":[{{string.Join(",", items)}}],"totalCount":{{items.Length}},"links":[{"rel":"self"}]}""";

    public KeyUsageReport Read(string[]? included = null) => Reader(included).RunAsync(KeyIdentifierReading.Parse(Given.Key), new() { RotatedAt = Now.AddDays(-9) }).GetAwaiter().GetResult();

    public KeyRetirement Judge(params string[] included) => RetirementRules.Of(Read(included), isScopeComplete: true);

    public void Dispose() => _atlas.Dispose();

    private ReadKeyUsage Reader(string[]? included) => new(new(included ?? []), FakeSession.Of(_atlas.Api, _vault, new FakeLog(), _time));

    private string Answer(string pathAndQuery)
    {
        var path = Prefix().Replace(pathAndQuery.Split('?')[0], "");
        return (pathAndQuery.Contains("includeDeleted", StringComparison.Ordinal) ? Answers.GetValueOrDefault($"{path} deleted") : null)
            ?? Answers.GetValueOrDefault(path) ?? List();
    }

    [GeneratedRegex("^/api/atlas/v2/")]
    private static partial Regex Prefix();
}
