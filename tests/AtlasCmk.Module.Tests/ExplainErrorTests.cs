using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Get-AtlasCmkError, right after an error.</summary>
public sealed class ExplainErrorTests
{
    [Theory]
    [InlineData("Get-AtlasCmkError INACTIVE_ORG", "INACTIVE_ORG")]
    [InlineData("'inactive_org', 'ScopeLocked' | Get-AtlasCmkError", "INACTIVE_ORG ScopeLocked")]
    [InlineData("Get-AtlasCmkError AZURE_KEY_VAULT_KEY_EXPIR*", "AZURE_KEY_VAULT_KEY_EXPIRED AZURE_KEY_VAULT_KEY_EXPIRING")]
    [InlineData("Get-AtlasCmkError no-such-thing*", "")]
    [InlineData("Get-AtlasCmkError 'NotConnected,AtlasCmk.Commands.GetAtlasEncryptionAtRestCommand'", "NotConnected")]
    [InlineData("try { Get-AtlasEncryptionAtRest } catch { $_ | Get-AtlasCmkError }", "NotConnected")]
    [InlineData("try { Get-AtlasEncryptionAtRest } catch { Get-AtlasCmkError $_.Exception }", "NotConnected")]
    public void It_explains_codes_ids_and_errors(string script, string codes)
    {
        using var shell = new Shell();

        Assert.Equal(codes, string.Join(' ', shell.Run(script).Succeeded("Code")));
    }

    [Fact]
    public void The_error_of_a_service_is_explained_by_the_services_code()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.Fault(new { method = "PATCH", status = 400, body = new { error = 400, errorCode = "AZURE_KEY_VAULT_KEY_EXPIRED", detail = "The key has expired.", reason = "Bad Request" } });

        var run = shell.Run("Set-AtlasEncryptionAtRest -EnabledForSearchNodes -ErrorVariable trouble -ErrorAction SilentlyContinue; $trouble | Get-AtlasCmkError").Succeeded();

        var error = Assert.Single(run);
        Assert.Equal("AZURE_KEY_VAULT_KEY_EXPIRED", error.Properties["Code"].Value);
        Assert.Equal("KeyNotUsable", error.Properties["ErrorId"].Value);
        Assert.Equal("https://www.mongodb.com/docs/atlas/security-azure-kms/", error.Properties["Source"].Value.ToString());
    }

    [Fact]
    public void An_unknown_code_is_one_error_that_names_the_nearest_and_the_others_continue()
    {
        using var shell = new Shell();

        var run = shell.Run("Get-AtlasCmkError INACTIVE_ORK, ScopeLocked");

        Assert.Equal("ScopeLocked", Assert.Single(run.Output).Properties["Code"].Value);
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("ErrorNotKnown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Contains("INACTIVE_ORG", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_from_other_code_is_not_explained()
    {
        using var shell = new Shell();

        Assert.StartsWith("ErrorNotKnown,", Assert.Single(shell.Run("try { 1 / 0 } catch { $_ | Get-AtlasCmkError }").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-AtlasCmkError AZURE_KEY_VAULT_KEY_NOT_", 3)]
    [InlineData("Get-AtlasCmkError _key_not_enabled", 1)]
    [InlineData("Get-AtlasCmkError nothing-like-it", 0)]
    public void Codes_are_completed_by_their_beginning_or_a_part_of_them(string typed, int count)
    {
        using var shell = new Shell();

        var completed = shell.InRunspace(() => CommandCompletion.CompleteInput(typed, typed.Length, null)).CompletionMatches.Where(m => m.ResultType == CompletionResultType.ParameterValue).ToList();

        Assert.Equal(count, completed.Count);
        Assert.All(completed, c => Assert.StartsWith("Atlas: ", c.ToolTip, StringComparison.Ordinal));
    }
}
