using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A suggested command, copied from the error and pasted into a shell.</summary>
public sealed class PastedRemedyTests
{
    [Fact]
    public void Endpoints_stay_where_a_cluster_could_not_leave_the_key()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox, answer: _ => true);
        var wayBack = CommandIn(shell.Run("Disable-AtlasEncryptionAtRest"));
        sandbox.Fault(new { method = "PATCH", path = "/clusters/payments", status = 403, body = new { error = 403, errorCode = "NOT_TODAY", detail = "No.", reason = "Forbidden" } });

        var run = shell.Run(wayBack);

        Assert.Contains(run.Errors, e => e.Exception.Message.Contains("NOT_TODAY", StringComparison.Ordinal));
        Assert.DoesNotContain(sandbox.Mutations(), r => r.Method == "DELETE");

        sandbox.ForgetFaults();
        shell.Run($"{wayBack} && Disable-AtlasEncryptionAtRest").Succeeded();
        Assert.Equal(3, sandbox.Mutations().Count(r => r.Method == "DELETE"));
    }

    [Fact]
    public void A_lost_record_is_answered_by_a_diagnosis_of_the_project_that_was_named()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox);

        var diagnose = CommandIn(shell.Run($"Grant-AtlasKeyAccess -RecordPath '{Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.json")}' -ProjectId '{sandbox.ProjectId}'"));

        Assert.Contains(sandbox.ProjectId, diagnose, StringComparison.Ordinal);
        shell.Run(diagnose).Succeeded();
    }

    /// <summary>From the colon before it to the end of its line.</summary>
    private static string CommandIn(ShellRun refused)
    {
        var line = Assert.Single(refused.Errors).ErrorDetails.RecommendedAction.Split('\n')[0];
        return line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..];
    }
}
