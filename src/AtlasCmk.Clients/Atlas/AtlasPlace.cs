using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>The project, cluster and cloud in a path or a response of Atlas.</summary>
internal sealed record AtlasPlace(string? Project, string? Cluster, string? Cloud)
{
    public static AtlasPlace OfPath(string path) => new(Segment(path, "groups"), Segment(path, "clusters"), Segment(path, "encryptionAtRest"));

    /// <summary>From the fields of the response, or from its self link.</summary>
    public static AtlasPlace OfAnswer(JObject answer)
    {
        var self = OfPath(SelfLink(answer));
        return self with
        {
            Project = Text(answer["groupId"]) ?? Text(answer["projectId"]) ?? self.Project,
            Cloud = Text(answer["cloudProvider"]) ?? self.Cloud,
        };
    }

    /// <summary>Refuses a response about another place than <paramref name="asked"/>.</summary>
    public void MustBe(AtlasPlace asked, Func<string, AtlasCmkException> untrusted)
    {
        foreach (var (what, wanted, given) in new[] { ("project", asked.Project, Project), ("cluster", asked.Cluster, Cluster), ("cloud provider", asked.Cloud, Cloud) })
        {
            if (wanted is not null)
            {
                Asked.MustBeIfGiven(what, wanted, given, untrusted);
            }
        }
    }

    private static string SelfLink(JObject answer) => answer["links"] is JArray links
        ? Text(links.OfType<JObject>().FirstOrDefault(link => Text(link["rel"]) == "self")?["href"])?.Split('?')[0] ?? ""
        : "";

    private static string? Segment(string path, string after)
    {
        var segments = path.Split('/');
        var at = Array.IndexOf(segments, after) + 1;
        return at > 0 && at < segments.Length && segments[at].Length > 0 ? Uri.UnescapeDataString(segments[at]) : null;
    }

    private static string? Text(JToken? value) => value is JValue { Value: string { Length: > 0 } text } ? text : null;
}
