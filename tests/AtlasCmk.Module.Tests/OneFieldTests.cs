using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Piped objects identify the project and never set its settings: only the given parameters are sent.</summary>
public sealed class OneFieldTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled");
    private readonly Shell _shell;

    public OneFieldTests() => _shell = Shell.ConnectedTo(_sandbox);

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    [Theory]
    [InlineData("-RequirePrivateNetworking", """{"azureKeyVault":{"requirePrivateNetworking":true}}""")]
    [InlineData("-EnabledForSearchNodes", """{"enabledForSearchNodes":true}""")]
    public void One_parameter_is_one_field(string parameter, string body)
    {
        _shell.Run($"Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest {parameter}").Succeeded();
        Assert.Equal(body, Sent());
    }

    [Fact]
    public void A_switch_that_is_false_is_sent_as_false()
    {
        _shell.Run("Set-AtlasEncryptionAtRest -RequirePrivateNetworking; Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false").Succeeded();
        Assert.Equal("""{"azureKeyVault":{"requirePrivateNetworking":false}}""", _sandbox.Exchanges().Last(e => e.Method == "PATCH").RequestBody);
    }

    [Fact]
    public void A_new_version_of_the_key_is_sent_alone()
    {
        var key = (string)_sandbox.World("addKeyVersion")["keyIdentifier"]!;
        _shell.Run($"Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -KeyIdentifier {key}").Succeeded();
        Assert.Equal($$$"""{"azureKeyVault":{"keyIdentifier":"{{{key}}}"}}""", Sent());
    }

    [Fact]
    public void A_setting_that_already_has_the_value_is_not_sent()
    {
        var changed = _shell.Run($"Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -KeyIdentifier {_sandbox["keyIdentifier"]} -RequirePrivateNetworking:$false");
        Assert.Equal([_sandbox["keyIdentifier"]], changed.Succeeded("KeyIdentifier"));
        Assert.Empty(_sandbox.Mutations());
    }

    private string Sent() => Assert.Single(_sandbox.Exchanges(), e => e.Method == "PATCH").RequestBody;
}
