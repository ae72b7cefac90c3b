using System.Collections;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The runbook that gives Atlas a new secret: to every project that uses the application, to no other, and never in silence to none.</summary>
public sealed class SecretRunbookTests : IDisposable
{
    private const int Projects = 3;

    private readonly SandboxWorld _sandbox = SandboxWorld.Start("--projects", $"{Projects}");

    public SecretRunbookTests()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        shell.Set("application", Credential.Of(_sandbox["azureClientId"], _sandbox["azureClientSecret"]));
        shell.Run($"Get-AtlasProject | Set-AtlasEncryptionAtRest -KeyIdentifier {_sandbox["keyIdentifier"]} -ResourceGroupName {_sandbox["resourceGroup"]} -SubscriptionId "
            + $"{_sandbox["subscriptionId"]} -TenantId {_sandbox["tenantId"]} -AzureCredential $application").Succeeded();
        _sandbox.ForgetRequests();
    }

    private IReadOnlyList<string> ProjectIds => [.. _sandbox.Picture()["projects"]!.AsArray().Select(p => (string)p!["id"]!)];

    public void Dispose() => _sandbox.Dispose();

    private Runbook Rotate(string more = "") => new("rotate-client-secret.ps1", _sandbox, more);

    [Fact]
    public void A_new_secret_goes_to_every_project_that_uses_the_application_and_once_more_changes_nothing()
    {
        var runbook = Rotate();
        GiveNewSecret(runbook, (string)_sandbox.World("addAzureSecret")["clientSecret"]!);
        _sandbox.ForgetRequests();

        Assert.True(runbook.KillAfter(r => r.Method == "PATCH" && r.Status == 200), "It was not killed.");
        var run = runbook.Run();

        Assert.Equal(Enumerable.Repeat<object?>(true, Projects), run.Succeeded("Valid"));
        var summary = Assert.Single(run.Warnings, w => w.Contains("the new secret", StringComparison.Ordinal));
        Assert.StartsWith($"{Projects} projects use the new secret of application {_sandbox["azureClientId"]}. No other project that these credentials can read uses the old secret.",
            summary, StringComparison.Ordinal);
        var sent = _sandbox.Exchanges().Where(e => e.Method == "PATCH" && e.RequestBody.StartsWith("{\"azureKeyVault\":{\"secret\":", StringComparison.Ordinal)).ToList();
        Assert.Equal(ProjectIds.Order(), sent.Select(e => e.Path.Split('/')[5]).Distinct().Order());
    }

    [Fact]
    public void A_wrong_secret_reaches_no_project()
    {
        var runbook = Rotate();
        GiveNewSecret(runbook, "not-a-secret-of-this-application");
        _sandbox.ForgetRequests();

        var run = runbook.Run();

        Assert.NotEmpty(run.Errors);
        Assert.Contains(run.Errors, e => e.FullyQualifiedErrorId.StartsWith("ClientSecretRefused", StringComparison.Ordinal));
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void If_no_project_uses_the_application_the_run_fails_and_lists_those_in_use()
    {
        var runbook = Rotate();
        ((Hashtable)runbook.Account["Credentials"]!)["AtlasApplication"] = Credential.Of("66666666-2222-3333-4444-555555555555", "secret");
        _sandbox.ForgetRequests();

        var message = Assert.Single(runbook.Run().Errors).Exception.Message;

        Assert.Contains("66666666-2222-3333-4444-555555555555", message, StringComparison.Ordinal);
        Assert.Contains($"In use in {Projects} projects: application {_sandbox["azureClientId"]}.", message, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void A_named_project_that_does_not_use_the_application_is_an_error_after_the_others_have_the_secret()
    {
        var (first, others) = (ProjectIds[0], ProjectIds.Skip(1));
        using (var shell = Shell.ConnectedTo(_sandbox))
        {
            shell.Run($"Disable-AtlasEncryptionAtRest -ProjectId {first} -Confirm:$false").Succeeded();
        }

        var runbook = Rotate($"-ProjectId {string.Join(',', ProjectIds)}");
        GiveNewSecret(runbook, (string)_sandbox.World("addAzureSecret")["clientSecret"]!);

        var run = runbook.Run();

        Assert.Equal(others.Order(), run.Output.Select(o => (string)o.Properties["ProjectId"].Value).Order());
        Assert.EndsWith($": {first} (no key).", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }

    private static void GiveNewSecret(Runbook runbook, string secret)
    {
        var credentials = (Hashtable)runbook.Account["Credentials"]!;
        var before = (System.Management.Automation.PSCredential)credentials["AtlasApplication"]!;
        credentials["AtlasApplication"] = Credential.Of(before.UserName, secret);
    }
}
