using AtlasCmk.Tests.Clients;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

/// <summary>What a change leaves as evidence.</summary>
public sealed class ChangeEvidenceTests
{
    private static readonly DateTimeOffset s_at = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_change_says_who_when_and_with_which_requests()
    {
        var evidence = new ChangeEvidence("API key abcdefgh",
            [new("Atlas", "PATCH", "/groups/1/encryptionAtRest", 200, "req-1", null, s_at), new("Azure", "PATCH", "/keys/k/v", 200, "req-2", "application app (object oid)", s_at.AddMinutes(1))]);

        Assert.Equal((true, s_at.AddMinutes(1), "API key abcdefgh", "application app (object oid)"), (evidence.Changed, evidence.ChangedAt, evidence.AtlasIdentity, evidence.AzureIdentity));
        Assert.Equal(["Atlas PATCH /groups/1/encryptionAtRest 200 request req-1", "Azure PATCH /keys/k/v 200 request req-2"], evidence.Requests);
        Assert.StartsWith("changed 2026-11-01 12:01:00Z by API key abcdefgh and application app (object oid) with AtlasCmk ", evidence.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(null, true)]
    [InlineData(409, false)]
    [InlineData(503, false)]
    public void A_refused_request_changed_nothing_and_a_lost_answer_may_have(int? status, bool changed)
    {
        var evidence = new ChangeEvidence(null, [new("Atlas", "POST", "/x", status, null, null, s_at)]);

        Assert.Equal((changed, changed ? s_at : null), (evidence.Changed, evidence.ChangedAt));
        Assert.Single(evidence.Requests);
    }

    [Fact]
    public void Nothing_sent_is_nothing_changed()
    {
        var evidence = new ChangeEvidence("API key abcdefgh", []);

        Assert.Equal((false, null, "nothing changed"), (evidence.Changed, evidence.ChangedAt, evidence.ToString()));
    }

    [Theory]
    [InlineData("/keys/k/create", 200, "Created")]
    [InlineData("/keys/k/rotate", 200, "Created")]
    [InlineData("/keys/k/rotate", 403, "Unchanged")]
    [InlineData("/keys/k/0123", 200, "Moved")]
    public void A_rotation_created_a_version_or_moved_to_one(string path, int status, string action) =>
        Assert.Equal(action, new KeyRotation("66c9e8f1dd6c9960802420e9", "key") { ChangeMade = new(null, [new("Azure", "POST", path, status, null, null, s_at)]) }.Action);

    /// <summary>Azure returns an ID. The token shows the identity, but is not kept.</summary>
    [Fact]
    public async Task A_change_in_Azure_is_reported_with_its_ID_and_its_identity_and_a_read_is_not()
    {
        var log = new SentLog();
        var token = $"{Part("{}")}.{Part("""{"oid":"the-object","appid":"the-app"}""")}.sig";
        var azure = new ArmFixture(new ScriptedCredential(token));
        azure.Arm.Answer(200, ArmFixture.ConnectionJson("Approved"), ("x-ms-request-id", "azure-1"));

        await azure.ApiFor(log).SetConnectionStatusAsync(ArmFixture.Connection(), "Approved", "", TimeSpan.FromMinutes(1), default);

        var sent = Assert.Single(log.SentChanges);
        Assert.Equal(("Azure", "PUT", 200, "azure-1", "application the-app (object the-object)"), (sent.Service, sent.Method, sent.Status, sent.RequestId, sent.Identity));
        Assert.DoesNotContain(token, sent.ToString(), StringComparison.Ordinal);
    }

    private static string Part(string json) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private sealed class SentLog : IOperationLog
    {
        public List<SentChange> SentChanges { get; } = [];

        public void Sent(SentChange request) => SentChanges.Add(request);

        public void Verbose(string message)
        {
        }

        public void Debug(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void Progress(OperationProgress progress)
        {
        }

        public void Information(string message)
        {
        }
    }
}
