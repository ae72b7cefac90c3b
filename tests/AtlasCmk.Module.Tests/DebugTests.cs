using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>With -Debug the shell asks after each verbose line, warning and error whether to go on. A host that cannot ask throws instead.</summary>
public sealed class DebugTests
{
    /// <summary>As the console's host does with its input closed, and in -NonInteractive.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_host_that_cannot_ask_shows_the_result_and_continues(bool isInteractive)
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox, answer: answered => throw (isInteractive ? new NotSupportedException(answered) : new System.Management.Automation.PSInvalidOperationException()));

        var run = shell.Run("Get-AtlasProject -Debug; Get-AtlasAkvPrivateEndpoint -EndpointId 66c9e8f1dd6c9960802420e9, 66c9e8f1dd6c9960802420ea -Debug; 'end'");

        Assert.Equal(2, run.Output.Count);
        Assert.NotEmpty(run.Verbose);
        Assert.Equal(2, run.Errors.Count);
        Assert.All(run.Errors, e => Assert.StartsWith("EndpointUnknown,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_is_carried_out_and_emitted()
    {
        using var sandbox = SandboxWorld.AtStage("enabled", "--mixed");
        using var shell = Shell.ConnectedTo(sandbox, answer: _ => throw new NotSupportedException());

        var run = shell.Run("Set-AtlasEncryptionAtRest -RequirePrivateNetworking -Force -Debug");

        Assert.Equal([true], run.Succeeded("RequirePrivateNetworking"));
        Assert.Contains(run.Warnings, w => w.Contains("global", StringComparison.Ordinal));
    }

    /// <summary>Halt, or ErrorAction Stop, is an answer.</summary>
    [Fact]
    public void An_answer_of_the_user_still_counts()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox, answer: _ => false);

        var run = shell.Run("$ErrorActionPreference = 'Stop'; Get-AtlasAkvPrivateEndpoint -EndpointId 66c9e8f1dd6c9960802420e9 -ErrorAction Stop; 'not reached'");

        Assert.Empty(run.Output);
        Assert.StartsWith("EndpointUnknown,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
