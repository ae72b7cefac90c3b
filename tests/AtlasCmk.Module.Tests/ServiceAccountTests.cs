using System.Diagnostics;
using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

[TakesLong]
public sealed class ServiceAccountTests : IDisposable
{
    private const string Token = "/api/oauth/token";
    private const string Revoke = "/api/oauth/revoke";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled", "--projects", "97", "--latency", "5", "--service-account");
    private readonly Shell _shell = new();

    public ServiceAccountTests()
    {
        _shell.Set("file", _sandbox.File);
        _shell.Set("uri", _sandbox.AtlasUri);
        _shell.Set("account", Credential.Of(_sandbox["clientId"], _sandbox["clientSecret"]));
        _shell.Set("wrong", Credential.Of(_sandbox["clientId"], "mdb_sa_sk_wrong"));
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private int Count(string path) => _sandbox.Requests().Count(r => r.Path == path);

    [Fact]
    public void A_hundred_calls_at_concurrency_twenty_cost_a_hundred_and_one_requests()
    {
        // One check, one page of projects and one of organizations, and one call for each of 97.
        var projects = _shell.Run("$null = Connect-Atlas -ServiceAccount $account -AtlasUri $uri; $projects = @(Get-AtlasProject); $projects | Get-AtlasEncryptionAtRest -ThrottleLimit 20");

        Assert.Equal(97, projects.Succeeded().Count);
        Assert.Equal((101, 1), (_sandbox.Requests().Count, Count(Token)));
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Status == 401);
    }

    [Fact]
    public void The_session_shows_the_account_and_Disconnect_revokes_its_token()
    {
        var session = _shell.Run("Connect-Atlas -Sandbox $file");
        Assert.Equal([_sandbox["clientId"]], session.Succeeded("ClientId"));
        Assert.Equal([null], session.Succeeded("PublicKey"));

        _shell.Run("$s = Get-AtlasSession; Disconnect-Atlas").Succeeded();

        Assert.Equal((1, 1), (Count(Token), Count(Revoke)));
        Assert.Equal("SessionEnded", _shell.Refuse("Get-AtlasProject -Session $s").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(1, Count(Token));
    }

    [Fact]
    public void Remove_Module_revokes_the_tokens_of_all_sessions_of_the_runspace()
    {
        _shell.Run("$a = Connect-Atlas -Sandbox $file; $b = New-AtlasSession -Sandbox $file; Remove-Module AtlasCmk").Succeeded();
        Assert.Equal((2, 2), (Count(Token), Count(Revoke)));
        Assert.All(_sandbox.Requests().Where(r => r.Path == Revoke), r => Assert.Equal(200, r.Status));
    }

    [Theory]
    [InlineData("Remove-Module AtlasCmk")]
    [InlineData("Disconnect-Atlas")]
    public void A_server_that_does_not_answer_does_not_block_for_long(string end)
    {
        _shell.Run("$null = Connect-Atlas -Sandbox $file").Succeeded();
        _sandbox.CloseGate(Revoke);
        var started = Stopwatch.GetTimestamp();

        _shell.Run(end).Succeeded();

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_sign_in_that_is_refused_after_its_token_leaves_none_behind()
    {
        var error = _shell.Run("Connect-Atlas -Sandbox $file -ProjectId 0123456789abcdef01234567").Errors.Single();
        Assert.StartsWith("NoAccessToProject,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("service account", error.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (Count(Token), Count(Revoke)));
        Assert.Empty(_shell.Run("Get-AtlasSession -All").Succeeded());
    }

    [Fact]
    public void A_wrong_secret_is_named_as_such()
    {
        var error = _shell.Refuse("Connect-Atlas -ServiceAccount $wrong -AtlasUri $uri");
        Assert.StartsWith("WrongServiceAccount,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("401 invalid_client", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(Token, Assert.Single(_sandbox.Requests()).Path);
    }

    [Fact]
    public void A_token_that_was_revoked_elsewhere_is_replaced_once_for_all()
    {
        _shell.Run("$null = Connect-Atlas -Sandbox $file; $projects = @(Get-AtlasProject)").Succeeded();
        RevokeElsewhere(_sandbox);

        Assert.Equal(97, _shell.Run("$projects | Get-AtlasEncryptionAtRest -ThrottleLimit 20").Succeeded().Count);
        Assert.Equal(2, Count(Token));
    }

    [Fact]
    public void A_token_that_is_revoked_during_a_wait_is_replaced_and_the_wait_continues()
    {
        using var sandbox = SandboxWorld.AtStage("private", "--service-account", "--provisioning", "60000");
        using var shell = Shell.ConnectedTo(sandbox);
        using var output = new PSDataCollection<PSObject>();
        using var wait = shell.Prepare("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 -Wait");
        sandbox.ForgetRequests();
        var running = wait.BeginInvoke<PSObject, PSObject>(null, output);
        bool Looks(WireRequest r) => r.Method == "GET" && r.Path.Contains("/privateEndpoints", StringComparison.Ordinal);
        Eventually.Holds(() => running.IsCompleted || sandbox.Requests().SkipWhile(r => r.Method != "POST").Any(Looks), () => "It did not wait.");
        Assert.False(running.IsCompleted);

        RevokeElsewhere(sandbox);
        wait.EndInvoke(running);

        Assert.Equal("PENDING_ACCEPTANCE", Assert.Single(output).Properties["Status"].Value);
        Assert.Empty(wait.Streams.Error);
        Assert.Contains(sandbox.Requests(), r => Looks(r) && r.Status == 401);
        Assert.Single(sandbox.Requests(), r => r.Path == Token);
        Assert.Single(sandbox.Requests(), r => r.Method == "POST" && r.Path.Contains("/privateEndpoints", StringComparison.Ordinal));
    }

    [Fact]
    public void Atlas_for_Government_is_refused_in_one_message()
    {
        var error = _shell.Refuse("Connect-Atlas -ServiceAccount $account -AtlasUri https://cloud.mongodbgov.com/");
        Assert.StartsWith("AtlasForGovernment,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("does not offer Azure", error.ToString(), StringComparison.Ordinal);
    }

    private static void RevokeElsewhere(SandboxWorld sandbox)
    {
        using var http = new HttpClient();
        var token = sandbox.Exchanges().Last(e => e.RequestHeaders.GetValueOrDefault("Authorization")?.StartsWith("Bearer ", StringComparison.Ordinal) is true
            && e.Face == "atlas").RequestHeaders["Authorization"][7..];
        using var revocation = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.AtlasUri, Revoke)) { Content = new FormUrlEncodedContent([new("token", token)]) };
        revocation.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{sandbox["clientId"]}:{sandbox["clientSecret"]}")));
        Assert.True(http.Send(revocation).IsSuccessStatusCode);
    }
}
