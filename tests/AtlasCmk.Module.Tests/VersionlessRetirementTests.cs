using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Key usage and retirement of a project that follows the latest version of its key, as a user sees them.</summary>
public sealed class VersionlessRetirementTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("encrypted");
    private readonly Shell _shell;
    private readonly string _older;
    private readonly string _latest;

    /// <summary>A key of two versions, nine and two days old.</summary>
    public VersionlessRetirementTests()
    {
        _older = _sandbox["keyIdentifier"];
        _sandbox.World("letTimePass", new { span = "9.00:00:00" });
        _latest = (string)_sandbox.World("addKeyVersion", new { createdAt = DateTimeOffset.UtcNow.AddDays(-2) })["keyIdentifier"]!;
        _shell = Shell.ConnectedTo(_sandbox);
        _shell.Set("key", _older[.._older.LastIndexOf('/')]);
        _shell.Set("older", _older);
        _shell.Set("latest", _latest);
        _shell.Run("Invoke-AtlasRequest -Method PATCH -Path \"/groups/$((Get-AtlasProject).ProjectId)/encryptionAtRest\" -Body @{ azureKeyVault = @{ keyIdentifier = $key } } -Confirm:$false")
            .Succeeded();
        _sandbox.ForgetRequests();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private static string Version(string key) => key[(key.LastIndexOf('/') + 1)..];

    [Fact]
    public void A_key_without_a_version_is_asked_for_all_of_its_versions()
    {
        var settings = _shell.Run("Get-AtlasKeyUsage $key | Where-Object Kind -eq Setting | ForEach-Object { \"$($_.KeyIdentifier) $($_.Certainty)\" }").Succeeded().Select(o => o.ToString());
        Assert.Equal(new[] { $"{_latest} Confirmed", $"{_older} Unknown" }.Order(), settings.Order());
        Assert.Equal(new[] { _latest, _older }.Order(), _shell.Run("Test-AtlasKeyRetirement -KeyIdentifier $key").Succeeded("KeyIdentifier").Order());
    }

    [Fact]
    public void The_verdict_on_the_latest_names_the_version_that_Atlas_would_fall_back_to()
    {
        var verdict = Assert.Single(_shell.Run("Test-AtlasKeyRetirement $latest -ProjectScopeComplete").Succeeded());
        Assert.Equal("No", verdict.Properties["SafeToDisable"].Value);
        Assert.Contains($"back to the older version atlas-cmk/{Version(_older)}", (string)verdict.Properties["Reason"].Value, StringComparison.Ordinal);

        _sandbox.World("setKeyVersion", new { version = Version(_older), enabled = false });
        var only = Assert.Single(_shell.Run("Test-AtlasKeyRetirement $latest -ProjectScopeComplete").Succeeded());
        Assert.Contains("no other version is enabled", (string)only.Properties["Reason"].Value, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void An_older_version_is_free_once_the_project_is_pinned_and_nothing_else_needs_it_and_not_before()
    {
        const string Ask = "Test-AtlasKeyRetirement $older -ProjectScopeComplete -RotatedAt ([DateTimeOffset]::Now.AddHours(-1))";
        foreach (var name in _sandbox.Clusters)
        {
            _sandbox.World("removeCluster", new { name, keepBackups = false });
        }

        Assert.Equal(["Unknown"], _shell.Run(Ask).Succeeded("SafeToDisable"));
        _shell.Run("$null = Set-AtlasEncryptionAtRest -KeyIdentifier $latest -Confirm:$false -Wait").Succeeded();
        Assert.Equal(["Yes"], _shell.Run(Ask).Succeeded("SafeToDisable"));
    }
}
