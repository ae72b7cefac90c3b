using System.Management.Automation;
using System.Management.Automation.Language;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Atlas's refusals, and what a user sees.</summary>
public sealed class AtlasRefusalTests : IDisposable
{
    private const string Address = "203.0.113.7";

    private static readonly object s_recorded = new { error = 401, reason = "Unauthorized", detail = "You are not authorized for this resource.", errorCode = "UNEXPECTED_ERROR" };

    private static readonly object s_accessList = new { error = 403, errorCode = "ORG_REQUIRES_ACCESS_LIST",
        detail = "This organization requires access through an access list of ip ranges.", parameters = new[] { Address }, reason = "Forbidden" };

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_401_as_it_was_recorded_is_a_wrong_key()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        _sandbox.Fault(new { path = "/encryptionAtRest$", times = 9, status = 401, body = s_recorded });

        var error = shell.Refuse("Get-AtlasEncryptionAtRest");

        Assert.StartsWith("WrongApiKey,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("You are not authorized for this resource.", error.DisplayText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connect-Atlas -Sandbox $Sandbox")]
    [InlineData("Get-AtlasProject")]
    [InlineData("Get-AtlasClusterEncryption")]
    [InlineData("Invoke-AtlasRequest /groups")]
    public void An_access_list_is_named_with_the_address_at_every_call(string command)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        _sandbox.Fault(new { face = "atlas", path = "/groups", times = 20, status = 403, body = s_accessList });

        var error = shell.Run(command).Errors[0];

        Assert.StartsWith("AddressNotOnAccessList,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Address, error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Add {Address} to the access list", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_preflight_names_the_address_too_and_no_role()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        _sandbox.Fault(new { face = "atlas", path = "/groups", times = 60, status = 403, body = s_accessList });

        var check = (string)shell.Run("Test-AtlasCmkPrerequisite | Where-Object Name -eq AtlasCredential | ForEach-Object { \"$($_.Status) $($_.Actual) $($_.Remedy)\" }").Output.Single().BaseObject;

        Assert.StartsWith("Failed", check, StringComparison.Ordinal);
        Assert.Contains($"this machine's address {Address}", check, StringComparison.Ordinal);
        Assert.Contains($"Add {Address} to the access list", check, StringComparison.Ordinal);
        Assert.DoesNotContain("role", check, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("POST", "/groups/{0}/clusters", "/clusters", 500)]
    [InlineData("PATCH", "/groups/{0}/clusters/orders", "/clusters/orders", 500)]
    [InlineData("DELETE", "/groups/{0}/clusters/no-such", "/clusters/no-such", 500)]
    [InlineData("POST", "/groups/{0}/clusters", "/clusters", 0)]
    public void The_error_of_a_change_with_an_unknown_outcome_shows_how_to_check_it(string method, string path, string sent, int status)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        _sandbox.Fault(status == 0
            ? new { method, path = sent + "$", times = 9, loseAnswer = true }
            : (object)new { method, path = sent + "$", times = 9, status, body = new { error = 500, errorCode = "UNEXPECTED_ERROR", detail = "Unexpected error.", reason = "Internal Server Error" } });

        var error = Assert.Single(shell.Run($"Invoke-AtlasRequest '{string.Format(null, path, _sandbox.ProjectId)}' -Method {method} -Force -Confirm:$false").Errors);

        Assert.Contains("unknown", error.ToString(), StringComparison.Ordinal);
        var remedy = error.ErrorDetails.RecommendedAction;
        Assert.DoesNotContain("it looks", remedy, StringComparison.Ordinal);
        var command = remedy[remedy.IndexOf("Invoke-AtlasRequest", StringComparison.Ordinal)..];
        Assert.Contains(_sandbox.ProjectId, command, StringComparison.Ordinal);
        Parser.ParseInput(command, out _, out var faults);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(500, "{\"error\":500,\"errorCode\":\"UNEXPECTED_ERROR\"}")]
    [InlineData(200, "<html>Sign in</html>")]
    [InlineData(200, "{\"azureKeyVault\":{\"enab")]
    [InlineData(200, "null")]
    public void A_reading_that_fails_once_does_not_end_a_command(int status, string body)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        _sandbox.Fault(new { method = "GET", path = "/encryptionAtRest$", status, body });

        Assert.Single(shell.Run("Get-AtlasEncryptionAtRest").Succeeded());
        Assert.Equal(0, _sandbox.FaultsPending());
    }

    [Fact]
    public void A_project_that_does_not_exist_is_reported_as_not_found()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var error = Assert.Single(shell.Run("Get-AtlasEncryptionAtRest -ProjectId 66aaaaaaaaaaaaaaaaaaaaaa").Errors);

        Assert.StartsWith("NoAccessToProject,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("404 GROUP_NOT_FOUND", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The shell decides whether Debug is shown by the parameter and by the preference of the caller, a function's -Debug among them.</summary>
    [Theory]
    [InlineData("Get-AtlasEncryptionAtRest", false)]
    [InlineData("Get-AtlasEncryptionAtRest -Debug:$false", false)]
    [InlineData("Get-AtlasEncryptionAtRest -Debug", true)]
    [InlineData("$DebugPreference = 'Continue'; Get-AtlasEncryptionAtRest", true)]
    [InlineData("$DebugPreference = 'Continue'; Get-AtlasEncryptionAtRest -Debug:$false", false)]
    [InlineData("function f { [CmdletBinding()] param() Get-AtlasEncryptionAtRest }; f -Debug", true)]
    [InlineData("$null = New-Module { function g { [CmdletBinding()] param() Get-AtlasEncryptionAtRest } }; g -Debug", true)]
    public void Bodies_are_shown_where_Debug_is(string script, bool shown)
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var run = shell.Run(script);

        run.Succeeded();
        Assert.Equal(shown, run.Debug.Any(line => line.Contains(" received ", StringComparison.Ordinal)));
    }
}
