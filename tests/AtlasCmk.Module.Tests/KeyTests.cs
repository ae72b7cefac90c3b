using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The versions of a key, as a user sees them.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled");
    private readonly Shell _shell;

    public KeyTests() => _shell = Shell.ConnectedTo(_sandbox);

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private string Add(object? settings = null) => (string)_sandbox.World("addKeyVersion", settings ?? new { })["keyIdentifier"]!;

    [Fact]
    public void The_versions_are_listed_newest_first_with_the_reasons_against_them()
    {
        var disabled = Add(new { enabled = false });
        var usable = Add();
        _sandbox.World("setVault", new { publicNetworkAccess = "Disabled" });
        _sandbox.ForgetRequests();

        var run = _shell.Run("Get-AtlasAkvKey");

        Assert.Equal(new[] { disabled, usable, _sandbox["keyIdentifier"] }.Order(), run.Succeeded("KeyIdentifier").Order());
        Assert.Equal(_sandbox["keyIdentifier"], run.Output[^1].Properties["KeyIdentifier"].Value);
        Assert.Equal(["Current"], _shell.Run("Get-AtlasAkvKey | Where-Object IsInUse").Succeeded("State"));
        Assert.Equal(["it is disabled"], _shell.Run("Get-AtlasAkvKey | Where-Object State -eq Disabled").Succeeded("Reason"));
        Assert.Empty(_sandbox.Mutations());
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Face == "keyvault");
    }

    [Fact]
    public void A_project_that_is_piped_is_asked_for_its_own_key_with_all_its_versions()
    {
        Add();
        Assert.Equal(2, _shell.Run("Get-AtlasEncryptionAtRest | Get-AtlasAkvKey").Succeeded().Count);
    }

    [Fact]
    public void One_wrong_name_does_not_spoil_the_others()
    {
        var run = _shell.Run("Get-AtlasAkvKey -KeyName (Get-AtlasAkvKey).KeyName, none");
        Assert.Single(run.Output);
        Assert.StartsWith("KeyUnknown,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://kv-atlas.vault.azure.net/keys/k", "names no version")]
    [InlineData("http://kv-atlas.vault.azure.net/keys/k/d2a925a38513692704972fcea2d5a73b", "not https")]
    public void An_identifier_that_cannot_be_one_is_refused_before_anything_is_sent(string identifier, string why)
    {
        _sandbox.ForgetRequests();
        Assert.Contains(why, _shell.Refuse($"Get-AtlasAkvKey -KeyIdentifier {identifier}").DisplayText(), StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }

    [Fact]
    public void An_identifier_of_another_vault_is_an_error_that_names_the_projects_own()
    {
        var error = Assert.Single(_shell.Run("Get-AtlasAkvKey -KeyIdentifier https://kv-other.vault.azure.net/keys/k/d2a925a38513692704972fcea2d5a73b").Errors);
        Assert.StartsWith("KeyNotInProjectsVault,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(_sandbox["keyVaultName"], error.DisplayText(), StringComparison.Ordinal);
    }
}
