using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A rotation that was kept in a file is the same evidence as the rotation itself.</summary>
public sealed class KeptRotationTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled");
    private readonly Shell _shell;

    public KeptRotationTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _sandbox.World("letTimePass", new { span = "2.00:00:00" });
        foreach (var name in _sandbox.Clusters)
        {
            _sandbox.World("removeCluster", new { name, keepBackups = false });
        }
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private static object? Of(PSObject value, string property) => value.Properties[property]?.Value;

    /// <summary>The rotation as each way of keeping it gives it back, in a culture that writes other dates.</summary>
    private IEnumerable<PSObject> Kept(PSObject rotation)
    {
        _shell.Set("rotation", rotation);
        return _shell.Run("""
            $culture = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = 'de-DE'
                $rotation | ConvertTo-Csv | ConvertFrom-Csv
                $rotation | ConvertTo-CliXml | ConvertFrom-CliXml
                $rotation | ConvertTo-Json -Depth 4 | ConvertFrom-Json
            }
            finally { [cultureinfo]::CurrentCulture = $culture }
            """).Succeeded();
    }

    [Fact]
    public void Its_time_comes_back_from_CSV_Clixml_and_JSON()
    {
        var rotation = Assert.Single(_shell.Run("Invoke-AtlasKeyRotation -NewVersion").Succeeded());
        var left = (DateTimeOffset)Of(rotation, "OldKeyLeftAt")!;
        var direct = Judge(rotation);

        var all = Kept(rotation).ToList();
        Assert.Equal(3, all.Count);
        Assert.All(all, kept =>
        {
            Assert.Equal(left, LanguagePrimitives.ConvertTo<DateTimeOffset>(Of(kept, "OldKeyLeftAtUtc")));
            Assert.Equal(direct, Judge(kept));
        });
        Assert.Equal("Yes", direct.Verdict);
        Assert.Equal(direct, Judge(all[1], "-RotatedAt $rotation.OldKeyLeftAt"));
    }

    /// <summary>An empty time is evidence: a typed one does not replace it.</summary>
    [Fact]
    public void A_missing_time_is_not_invented()
    {
        _sandbox.World("addCluster", new { name = "late", encryptionAtRestProvider = "AZURE", backupEnabled = false });
        var rotation = Assert.Single(_shell.Run("Invoke-AtlasKeyRotation -NewVersion -SettlingSec 0").Succeeded());
        Assert.Null(Of(rotation, "OldKeyLeftAt"));

        Assert.All(Kept(rotation).Append(rotation), kept => Assert.Equal("Unknown", Judge(kept, "-RotatedAt ([DateTimeOffset]::Now)").Verdict));
    }

    private (string Verdict, string Reason) Judge(PSObject rotation, string more = "")
    {
        _shell.Set("rotation", rotation);
        var verdict = Assert.Single(_shell.Run($"$rotation | Test-AtlasKeyRetirement -ProjectScopeComplete {more}").Succeeded());
        return ((string)Of(verdict, "SafeToDisable")!, (string)Of(verdict, "Reason")!);
    }
}
