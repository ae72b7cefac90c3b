using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.Atlas;
using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>For each recorded operation of Atlas that the Sandbox serves: the same fields, types, headers and errors.</summary>
public sealed class SandboxShapeTests(ServedAnswers served) : IClassFixture<ServedAnswers>
{
    private const string OneCluster = "getGroupCluster 200 2024-08-05";

    private static IReadOnlyDictionary<string, AnswerGroup> Recorded => AnswerGroup.Of(RecordedAnswer.All);

    private IReadOnlyDictionary<string, AnswerGroup> Served => AnswerGroup.Of(served.All);

    [RecordedFact]
    public void The_Sandbox_answers_as_recorded_but_for_the_listed_differences()
    {
        var found = (from recorded in Recorded
                     where Served.ContainsKey(recorded.Key)
                     from line in recorded.Value.Differences(Served[recorded.Key])
                     select (Group: recorded.Key, Line: line)).ToList();

        Findings.AssertNone(KnownDifference.Check(found, KnownDifferences.InAnswers));
    }

    [RecordedFact]
    public void A_recorded_operation_is_served_or_listed_with_the_reason()
    {
        var unserved = Recorded.Keys.Except(Served.Keys).Select(group => (group, "not served")).ToList();

        Findings.AssertNone(KnownDifference.Check(unserved, KnownDifferences.Unserved));
    }

    /// <summary>An operation that the Sandbox comes to serve must leave the list. The version of a refusal was not recorded.</summary>
    [RecordedFact]
    public void Operations_listed_as_not_served_are_not_served() => Findings.AssertNone(
        from recorded in Recorded.Where(r => !Served.ContainsKey(r.Key)).SelectMany(r => r.Value.Answers)
        from operation in AtlasFace.Operations
        where operation.Method == recorded.Method && Regex.IsMatch(recorded.Path, $"^{Regex.Replace(operation.Route, @"\{\w+\}", "[^/]+")}$")
        where recorded.Status >= 400 || operation.Versions.Any(v => !v.IsGone && $"{v.Date:yyyy-MM-dd}" == recorded.Version)
        select $"{recorded}");

    [RecordedFact]
    public void Every_request_to_the_Sandbox_has_a_recording() => Assert.Empty(Served.Keys.Except(Recorded.Keys));

    [Fact]
    public void A_difference_that_is_not_listed_and_an_entry_that_is_not_needed_are_both_found() => Assert.Equal(
        ["getGroup 200: - $.name: String", "Not needed: " + new KnownDifference("listGroups", "+ $.x*", "why")],
        KnownDifference.Check([("getGroup 200", "- $.name: String"), ("getGroup 200", "+ $.x.y: Object")], [new("getGroup", "+ $.x*", "why"), new("listGroups", "+ $.x*", "why")]));

    [RecordedFact]
    public void A_field_with_another_name_is_a_difference() => Assert.Equal(
        ["- $(REPLICASET AZURE).backups: Boolean", "+ $(REPLICASET AZURE).backupEnabled: Boolean"],
        Differences(OneCluster, answer => Changed(answer, body => (body["backups"] = body["backupEnabled"]!.DeepClone(), body.Remove("backupEnabled")))));

    [RecordedFact]
    public void A_field_of_another_type_is_a_difference() => Assert.Equal(
        ["- $(REPLICASET AZURE).paused: String", "+ $(REPLICASET AZURE).paused: Boolean"],
        Differences(OneCluster, answer => Changed(answer, body => body["paused"] = "false")));

    [RecordedFact]
    public void A_missing_or_different_header_is_a_difference()
    {
        Assert.Equal(["+ ratelimit-limit: 10000"], Differences(OneCluster, answer => WithHeader(answer, "Ratelimit-Limit", null)));
        Assert.Equal(["- server: nginx", "+ server: mdbws"], Differences(OneCluster, answer => WithHeader(answer, "Server", "nginx")));
    }

    [RecordedFact]
    public void Another_word_in_a_refusal_is_a_difference() => Assert.Equal(
        ["- $.detail: String = \"Gone.\"", "+ $.detail: String = \"No cluster named (cluster) exists in group (group).\""],
        Differences("getGroupCluster 404 CLUSTER_NOT_FOUND", answer => Changed(answer, body => body["detail"] = "Gone.")));

    /// <summary>The differences beyond the listed ones if each recorded answer of a group is changed.</summary>
    private IEnumerable<string> Differences(string group, Func<RecordedAnswer, RecordedAnswer> change) =>
        (Recorded[group] with { Answers = [.. Recorded[group].Answers.Select(change)] }).Differences(Served[group])
            .Where(line => !KnownDifferences.InAnswers.Any(known => known.Covers(group, line)));

    /// <summary>Of clusters only those in Azure, so that one kind of cluster is enough to see.</summary>
    private static RecordedAnswer Changed(RecordedAnswer answer, Func<JsonObject, object?> change)
    {
        var body = answer.Body!.DeepClone().AsObject();
        if (body["errorCode"] is not null || (body["stateName"]?.ToString() != "CREATING" && body["replicationSpecs"]?[0]!["regionConfigs"]![0]!["providerName"]!.ToString() == "AZURE"))
        {
            change(body);
        }

        return answer with { Body = body };
    }

    private static RecordedAnswer WithHeader(RecordedAnswer answer, string name, string? value)
    {
        var headers = new Dictionary<string, string>(answer.Headers);
        headers.Remove(name);
        if (value is not null)
        {
            headers[name] = value;
        }

        return answer with { Headers = headers };
    }
}
