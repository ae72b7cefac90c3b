using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Each change carries evidence, through the pipeline and into files.</summary>
public sealed class ChangeEvidenceTests
{
    [Fact]
    public void A_rotation_says_who_created_the_version_and_with_which_requests_and_once_more_nothing_changed()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var folder = new TemporaryFolder();
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("path", folder["rotation.xml"]);

        var rotation = Assert.Single(shell.Run("Invoke-AtlasKeyRotation -NewVersion -Confirm:$false -OutVariable rotation; $rotation | Export-Clixml $path").Succeeded());

        Assert.Equal("Created", rotation.Properties["Action"].Value);
        var change = shell.Run("(Import-Clixml $path).Change").Succeeded().Single();
        Assert.Equal(true, change.Properties["Changed"].Value);
        Assert.Equal($"API key {sandbox["publicKey"]}", change.Properties["AtlasIdentity"].Value);
        Assert.Matches("^application [0-9a-f-]{36} \\(object [0-9a-f-]{36}\\)$", (string)change.Properties["AzureIdentity"].Value);
        var requests = shell.Run("(Import-Clixml $path).Change.Requests").Succeeded().Select(r => r.ToString()).ToList();
        Assert.Contains(requests, r => System.Text.RegularExpressions.Regex.IsMatch(r, "^Azure POST /keys/atlas-cmk/(create|rotate) 200 request [0-9a-f-]{36}$"));
        Assert.Contains(requests, r => System.Text.RegularExpressions.Regex.IsMatch(r, "^Atlas PATCH /.*encryptionAtRest 200 request [0-9a-f-]{36}$"));

        var again = shell.Run("Invoke-AtlasKeyRotation -Latest -Confirm:$false; Get-AtlasEncryptionAtRest").Succeeded();
        Assert.Equal("Unchanged", again[0].Properties["Action"].Value);
        Assert.Equal("nothing changed", again[0].Properties["Change"].Value.ToString());
        Assert.Null(again[1].Properties["Change"].Value);
    }
}
