using System.Globalization;
using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A rotation that was kept in a file, or came through a job, is the same evidence as the rotation itself.</summary>
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

    /// <summary>As Export-Csv writes it: each value by its ToString, in the culture of the shell.</summary>
    private static PSObject AsCsv(PSObject rotation)
    {
        var (row, culture) = (new PSObject(), CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            foreach (var property in rotation.Properties)
            {
                row.Properties.Add(new PSNoteProperty(property.Name, property.Value?.ToString() ?? ""));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        return row;
    }

    private static PSObject AsXml(PSObject rotation, int depth) => (PSObject)PSSerializer.Deserialize(PSSerializer.Serialize(rotation, depth));

    [Fact]
    public void Its_time_comes_back_from_CSV_and_Clixml_and_a_job()
    {
        var rotation = Assert.Single(_shell.Run("Invoke-AtlasKeyRotation -NewVersion").Succeeded());
        var left = (DateTimeOffset)Of(rotation, "OldKeyLeftAt")!;
        var direct = Judge(rotation);

        Assert.All(new[] { AsCsv(rotation), AsXml(rotation, 2), AsXml(rotation, 1) }, kept =>
        {
            Assert.Equal(left, DateTimeOffset.Parse((string)Of(kept, "OldKeyLeftAtUtc")!, CultureInfo.InvariantCulture));
            Assert.Equal(direct, Judge(kept));
        });
        Assert.Equal("Yes", direct.Verdict);
        Assert.Equal(direct, Judge(AsXml(rotation, 2), "-RotatedAt $rotation.OldKeyLeftAt"));
    }

    /// <summary>An empty time is evidence: a typed one does not replace it.</summary>
    [Fact]
    public void A_time_that_it_does_not_have_is_not_made_up()
    {
        _sandbox.World("addCluster", new { name = "late", encryptionAtRestProvider = "AZURE", backupEnabled = false });
        var rotation = Assert.Single(_shell.Run("Invoke-AtlasKeyRotation -NewVersion -SettlingSec 0").Succeeded());
        Assert.Null(Of(rotation, "OldKeyLeftAt"));

        Assert.All(new[] { rotation, AsCsv(rotation), AsXml(rotation, 2), AsXml(rotation, 1) }, kept => Assert.Equal("Unknown", Judge(kept, "-RotatedAt ([DateTimeOffset]::Now)").Verdict));
    }

    private (string Verdict, string Reason) Judge(PSObject rotation, string more = "")
    {
        _shell.Set("rotation", rotation);
        var verdict = Assert.Single(_shell.Run($"$rotation | Test-AtlasKeyRetirement -ProjectScopeComplete {more}").Succeeded());
        return ((string)Of(verdict, "SafeToDisable")!, (string)Of(verdict, "Reason")!);
    }
}
