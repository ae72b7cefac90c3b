using System.Text;
using AtlasCmk.Clients;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>The vendors' recordings in the format of AtlasCmk's own record.</summary>
public sealed class RecordedRedactionTests
{
    /// <summary>Fields whose values are a user's own in the recordings.</summary>
    private static readonly string[] s_own =
        ["name", "clusterName", "acknowledgingUsername", "authorizedEmail", "targetUsername", "dbUserUsername", "publicKey", "replicaSetName", "standard",
            "standardSrv", "cidrBlock", "ipAddress", "remoteAddress", "detail", "comment"];

    [RecordedFact]
    public void Fields_and_types_stay() => Assert.All(Answers(), answer => Assert.Equal(Shape(answer), Shape(Redacted(answer))));

    [RecordedFact]
    public void No_data_of_the_user_stays()
    {
        var own = Answers().SelectMany(a => Values(a).Where(v => s_own.Contains(v.Field) && v.Text.Length > 4)).Select(v => v.Text).ToHashSet();
        Assert.NotEmpty(own);
        Assert.DoesNotContain(Answers().SelectMany(a => Values(Redacted(a))), v => own.Contains(v.Text));
    }

    [RecordedFact]
    public void States_codes_sizes_and_versions_stay() => Assert.All(
        ["CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API", "CLUSTER_NOT_FOUND", "IDLE", "CREATING", "M10", "US_EAST_1", "REPLICASET", "8.0.29", "ondemand", "inProgress", "Not Found"],
        word => Assert.Contains(word, Answers().SelectMany(a => Values(Redacted(a))).Select(v => v.Text)));

    /// <summary>Without the list of regions, whose names are Atlas's own, and without what the recordings say of themselves.</summary>
    private static List<JToken> Answers()
    {
        var file = AtlasAnswer.TryParse(Encoding.UTF8.GetBytes(RecordingFiles.Read("atlas-answers.json").ToJsonString()))!;
        var answers = file["answers"]!.Where(a => (string?)a["operationId"] != "listGroupClusterProviderRegions").Select(a => a["body"]!).Where(b => b is JContainer).ToList();
        answers.OfType<JObject>().ToList().ForEach(a => a.Remove("x-shortened-from"));
        return answers;
    }

    private static JToken Redacted(JToken answer) => new ExchangeRedaction(new(), TimeSpan.FromDays(-9000)).Body(Encoding.UTF8.GetBytes(answer.ToString()))!;

    private static IEnumerable<(string Field, string Text)> Values(JToken json) =>
        ((JContainer)json).DescendantsAndSelf().OfType<JValue>().Where(v => v.Type == JTokenType.String)
            .Select(v => ((v.Parent as JProperty ?? v.Parent?.Parent as JProperty)?.Name ?? "", (string)v!));

    private static string Shape(JToken json) => json switch
    {
        JObject fields => $"{{{string.Join(',', fields.Properties().Select(p => $"{p.Name}:{Shape(p.Value)}"))}}}",
        JArray items => $"[{string.Join(',', items.Select(Shape))}]",
        _ => json.Type.ToString(),
    };
}
