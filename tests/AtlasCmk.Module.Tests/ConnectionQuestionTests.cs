using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A connection that is rejected or removed cuts the way to the key exactly as a removed endpoint does.</summary>
[TakesLong]
public sealed class ConnectionQuestionTests
{
    private const string Deny = "Deny-AtlasAkvPrivateEndpointConnection";
    private const string Remove = "Remove-AtlasAkvPrivateEndpointConnection";

    [Theory]
    [InlineData("Get-AtlasAkvPrivateEndpoint | " + Deny)]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection | " + Deny + " -ThrottleLimit 1")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection | " + Remove)]
    [InlineData(Remove + " -EndpointId (Get-AtlasAkvPrivateEndpoint).EndpointId")]
    public void Connections_of_a_project_are_judged_together_before_the_first_is_cut(string command)
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var silent = Shell.ConnectedTo(sandbox);
        using var denying = Shell.ConnectedTo(sandbox, answer: _ => false);

        var error = silent.Refuse(command + " -Confirm:$false");
        var no = denying.Run(command + " -Confirm:$false");
        var whatIf = silent.Run(command + " -WhatIf");

        Assert.StartsWith("CannotAsk,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(no.Succeeded());
        var question = Assert.Single(denying.Questions);
        Assert.All([sandbox.ProjectId, "orders", "payments", "unreadable", "US_EAST_2", "EUROPE_WEST", "US_CENTRAL"], n => Assert.Contains(n, question, StringComparison.Ordinal));
        Assert.Contains("orders", Assert.Single(whatIf.Warnings), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());

        silent.Run(command + " -Force -Confirm:$false").Succeeded();
        Assert.Equal(3, sandbox.Mutations().Count);
    }

    [Theory]
    [InlineData(Deny)]
    [InlineData(Remove)]
    public void A_look_at_the_clusters_that_fails_is_unknown_and_named(string command)
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox, answer: _ => false);
        shell.Run("$endpoint = Get-AtlasAkvPrivateEndpoint -RegionName US_EAST_2").Succeeded();
        sandbox.Fault(new { method = "GET", path = "/clusters", status = 403, body = new { error = 403, errorCode = "USER_UNAUTHORIZED", detail = "No.", reason = "Forbidden" } });

        shell.Run($"$endpoint | {command} -Confirm:$false").Succeeded();

        var question = Assert.Single(shell.Questions);
        Assert.All(["unknown", "USER_UNAUTHORIZED", sandbox.ProjectId], n => Assert.Contains(n, question, StringComparison.Ordinal));
        Assert.Empty(sandbox.Mutations());
    }

    /// <summary>A connection that carries nothing is no way: nothing is lost with it.</summary>
    [Fact]
    public void A_connection_that_was_rejected_is_removed_without_the_question()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--provisioning", "1200000");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Run($"$endpoint = Get-AtlasAkvPrivateEndpoint -RegionName US_EAST_2; $endpoint | {Deny} -Force -Confirm:$false").Succeeded();

        Assert.Empty(shell.Run($"$endpoint | {Remove} -Confirm:$false").Succeeded());
        Assert.Equal(["PUT", "DELETE"], sandbox.Mutations().Select(r => r.Method));
    }

    /// <summary>One project through two sessions is one project: it is judged once, and each connection is cut once.</summary>
    [Theory]
    [InlineData("Deny-AtlasAkvPrivateEndpointConnection")]
    [InlineData("Remove-AtlasAkvPrivateEndpoint")]
    public void A_project_from_two_sessions_is_checked_once(string command)
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox, answer: _ => false);
        shell.Set("file", sandbox.File);
        shell.Run("$two = New-AtlasSession -Sandbox $file; $all = (Get-AtlasAkvPrivateEndpoint), (Get-AtlasAkvPrivateEndpoint -Session $two) | ForEach-Object { $_ }").Succeeded();

        shell.Run($"$all | {command} -Confirm:$false").Succeeded();
        Assert.Single(shell.Questions);

        shell.Run($"$all | {command} -Confirm:$false -Force").Succeeded();
        Assert.Equal(3, sandbox.Mutations().Count);
    }
}
