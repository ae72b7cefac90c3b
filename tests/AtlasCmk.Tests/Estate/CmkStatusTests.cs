using AtlasCmk.Tests.Display;
using AtlasCmk.Tests.Fakes;
using Xunit;
using static AtlasCmk.Tests.Estate.GivenFacts;

namespace AtlasCmk.Tests.Estate;

/// <summary>One object for a project: the verdict, the findings, and what could not be seen.</summary>
public sealed class CmkStatusTests
{
    [Fact]
    public void A_compliant_project_shows_its_key_and_its_coverage()
    {
        var status = Status(Compliant);

        Assert.Equal((true, true, true, true), (status.Compliant, status.Enabled, status.Valid, status.RequirePrivateNetworking));
        Assert.Equal(("kv-atlas", "atlas-cmk", Current.Version, 98), (status.KeyVaultName, status.KeyName, status.KeyVersion, status.KeyAgeInDays));
        Assert.Equal((1, 1, "Closed", "Role"), (status.ClustersEligible, status.ClustersEncrypted, status.VaultAccess, status.AtlasSignIn));
        Assert.Equal(["US_EAST_2"], status.RegionsNeeded);
        Assert.Equal(["US_EAST_2"], status.RegionsCovered);
        Assert.Empty(status.RegionsMissing);
        Assert.Empty(status.Findings.Concat(status.Unread));
    }

    [Fact]
    public void Findings_begin_with_the_worst()
    {
        var status = Status(Compliant with
        {
            Encryption = Given.EncryptionByRole(valid: false, requirePrivateNetworking: true),
            KeyVersion = TheKey(Current with { Created = GivenFacts.Now.AddDays(-400) }),
            Clusters = TheClusters(Given.Cluster("ledger")),
        });

        Assert.Equal(["Atlas cannot use the key", "1 of 1 cluster not encrypted: ledger", "the key version is 400 days old"], status.Findings);
        Assert.False(status.Compliant);
    }

    [Fact]
    public void What_was_not_read_makes_it_unknown_and_is_named()
    {
        var status = Status(Compliant with { Endpoints = ReadResult.Unknown<IReadOnlyList<AkvPrivateEndpoint>>("needs Project Owner"), Vault = ReadResult.Unknown<VaultFacts?>("no route") });

        Assert.Null(status.Compliant);
        Assert.Equal(["needs Project Owner", "no route"], status.Unread);
        Assert.Equal("Unknown", status.VaultAccess);
        Assert.Empty(status.RegionsMissing);
    }

    [Fact]
    public void A_project_without_a_key_shows_nothing_of_a_key()
    {
        var status = Status(new(new(Given.ProjectId) { KeyIdentifier = Given.Key, Valid = true, ClientId = Given.Client }, GivenFacts.Now) { Clusters = TheClusters(Given.Cluster("orders")) });

        Assert.Equal((false, false, null, null, null), (status.Compliant, status.Enabled, status.KeyIdentifier, status.AtlasSignIn, status.VaultAccess));
        Assert.Equal(["no customer-managed key"], status.Findings);
        Assert.Empty(status.Unread);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_verdict_the_findings_and_the_key_fit_in_any_screen(int width)
    {
        using var printer = new Printer(width);
        var printed = printer.Print(Status(Compliant with { Encryption = WithSecret, Clusters = TheClusters(Encrypted("orders"), Given.Cluster("ledger")) }));

        Assert.All(printed.ReplaceLineEndings("\n").Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.All((string[])["False", "1 of 2 clusters not encrypted:", "ledger", "kv-atlas/atlas-cmk", "01234567, 98 d old", "expire", "1 not assessed (see Unread)"],
            text => Assert.Contains(text, printed, StringComparison.Ordinal));
        Assert.Equal(width == 120, ((string[])["1 of 1 ", "Closed"]).All(text => printed.Contains(text, StringComparison.Ordinal)));
    }
}
