using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Any operation of Atlas, with the session's sign-in and no other host.</summary>
public sealed class InvokeRequestTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("private", "--projects", "3");
    private readonly Shell _shell;

    public InvokeRequestTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _shell.Set("project", _sandbox.ProjectId);
        _sandbox.ForgetRequests();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public void An_answer_is_returned_as_objects()
    {
        Assert.Equal([_sandbox.ProjectId], _shell.Run("Invoke-AtlasRequest /groups/$project").Succeeded("id"));
        Assert.Equal([3L], _shell.Run("Invoke-AtlasRequest /api/atlas/v2/groups").Succeeded("totalCount"));
        Assert.Equal(["AZURE"], _shell.Run("(Invoke-AtlasRequest /groups/$project/encryptionAtRest).azureKeyVault.azureEnvironment").Succeeded().Select(o => o.ToString()));
    }

    [Fact]
    public void A_list_is_read_to_its_end()
    {
        var run = _shell.Run("Invoke-AtlasRequest /groups -All | Where-Object clusterCount -gt 1");

        Assert.Equal([_sandbox.ProjectId], run.Succeeded("id"));
    }

    [Fact]
    public void A_change_is_made_and_an_empty_answer_emits_nothing()
    {
        var endpoint = Assert.Single(_shell.Run("Invoke-AtlasRequest /groups/$project/encryptionAtRest/AZURE/privateEndpoints -Method POST -Body @{ regionName = 'US_EAST_2' }").Succeeded("id"));
        _shell.Set("endpoint", endpoint);
        _shell.Run("$null = Get-AtlasAkvPrivateEndpoint | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE").Succeeded();

        Assert.StartsWith("CannotAsk,", _shell.Refuse("Invoke-AtlasRequest /groups/$project/encryptionAtRest/AZURE/privateEndpoints/$endpoint -Method DELETE").FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.Empty(_shell.Run("Invoke-AtlasRequest /groups/$project/encryptionAtRest/AZURE/privateEndpoints/$endpoint -Method DELETE -Force").Succeeded());

        Assert.Equal(["POST", "DELETE"], _sandbox.Mutations().Where(r => r.Status < 300).Select(r => r.Method));
    }

    [Fact]
    public void A_body_may_be_JSON_or_objects()
    {
        _shell.Run("""Invoke-AtlasRequest /groups/$project/encryptionAtRest -Method PATCH -Body '{"enabledForSearchNodes": true}'""").Succeeded();
        _shell.Run("Invoke-AtlasRequest /groups/$project/encryptionAtRest -Method PATCH -Body ([pscustomobject]@{ enabledForSearchNodes = $false })").Succeeded();

        Assert.Equal(
            ["""{"enabledForSearchNodes":true}""", """{"enabledForSearchNodes":false}"""],
            _sandbox.Exchanges().Where(e => e.Method == "PATCH" && e.Status == 200).Select(e => e.RequestBody));
    }

    [Fact]
    public void Numbers_of_every_size_go_out_and_come_in_as_they_are()
    {
        _sandbox.Fault(new { method = "POST", path = "/api/atlas/v2/groups", status = 200, body = """{"n":100000000000000000000000000000000000000,"":1,"A":2,"a":3}""" });

        var run = _shell.Run("$answer = Invoke-AtlasRequest /groups -Method POST -Body @{ n = [uint64]::MaxValue; m = [bigint]::Pow(10, 30) }; $answer['n']; $answer['']; $answer['A']; $answer['a']");

        Assert.Equal([System.Numerics.BigInteger.Pow(10, 38), 1L, 2L, 3L], run.Succeeded().Select(o => o.BaseObject));
        var sent = _sandbox.Exchanges().Last(e => e.Method == "POST").RequestBody;
        Assert.Contains("18446744073709551615", sent, StringComparison.Ordinal);
        Assert.Contains("1000000000000000000000000000000", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example.com/groups", "PathLeavesTheHost")]
    [InlineData("//evil.example.com/groups", "PathLeavesTheHost")]
    [InlineData("/groups/../../../oauth/revoke", "PathLeavesTheHost")]
    [InlineData("/groups -ApiVersion latest", "VersionIsNoDate")]
    [InlineData("/groups -Method POST -All -Confirm:$false", "AllPagesOfNoList")]
    [InlineData("/groups -Body @{ x = 1 }", "BodyNotAllowed")]
    [InlineData("/groups -Method POST -Body 'x'", "BodyIsNoJson")]
    [InlineData("/groups -Method POST -Body @{ x = [pscredential]::Empty }", "BodyNotUnderstood")]
    [InlineData("/groups -Method POST -Body @{ x = [double]::NaN }", "BodyNotUnderstood")]
    [InlineData("/groups -Method POST -Body @{ 1 = 'a'; [long]1 = 'b' }", "BodyNotUnderstood")]
    public void An_impossible_value_is_refused_before_any_request(string request, string errorId)
    {
        Assert.StartsWith(errorId, _shell.Refuse($"Invoke-AtlasRequest {request}").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }

    [Fact]
    public void A_refusal_of_Atlas_is_an_error_with_its_code()
    {
        var error = Assert.Single(_shell.Run("Invoke-AtlasRequest /groups/$project/clusters/none").Errors);

        Assert.Equal("CLUSTER_NOT_FOUND", PSObject.AsPSObject(error.Exception).Properties["ErrorCode"].Value);
    }

    [Fact]
    public void A_version_that_Atlas_does_not_know_is_Atlas_s_to_refuse() =>
        Assert.StartsWith("AtlasVersionRefused", Assert.Single(_shell.Run("Invoke-AtlasRequest /groups -ApiVersion 1999-01-01").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
}
