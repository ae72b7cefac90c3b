using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Something between here and Atlas answers in its place, or the answer does not arrive whole.</summary>
public sealed class UntrustedAnswerTests
{
    public static TheoryData<object, string, string> Answers => new()
    {
        { new { path = "/encryptionAtRest$", times = 9, status = 200, body = "<html>Sign in</html>", contentType = "text/html" }, "UnreadableAnswer", "JSON" },
        { new { path = "/encryptionAtRest$", times = 9, status = 200, body = "" }, "UnreadableAnswer", "empty" },
        { new { path = "/encryptionAtRest$", times = 9, status = 401, body = "" }, "UnreadableAnswer", "401" },
        { new { path = "/encryptionAtRest$", times = 9, status = 403, body = "<html>Forbidden</html>", contentType = "text/html" }, "UnreadableAnswer", "firewall" },
        { new { path = "/encryptionAtRest$", times = 9, truncate = true }, "ServiceUnreachable", "cloud.mongodb.com" },
        { new { path = "/encryptionAtRest$", times = 9, status = 307, body = "", headers = new Dictionary<string, string> { ["Location"] = "https://evil.example.com/" } },
            "RedirectRefused", "evil.example.com" },
        { new { path = "/encryptionAtRest$", times = 9, status = 301, body = "", headers = new Dictionary<string, string> { ["Location"] = "http://cloud.mongodb.com/elsewhere" } },
            "RedirectRefused", "301" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void After_an_answer_that_cannot_be_trusted_nothing_is_changed(object fault, string errorId, string said)
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.Fault(fault);

        var error = Assert.Single(shell.Run("Set-AtlasEncryptionAtRest -EnabledForSearchNodes").Errors);

        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.DisplayText(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(sandbox.Mutations());
        Assert.DoesNotContain(sandbox.Requests(), r => r.Path.Contains("elsewhere", StringComparison.Ordinal));
    }
}
