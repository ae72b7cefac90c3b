using System.Management.Automation;
using AtlasCmk.Pipeline;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

public sealed class SettingsRowTests
{
    [Fact]
    public void A_cell_is_a_setting_and_an_empty_one_is_not_given()
    {
        var row = Read(("ProjectName", "payments"), ("keyvaultname", " kv-prod "), ("RegionName", ""), ("Private", "TRUE"));

        Assert.Equal((Given.ProjectId, "kv-prod", null, true, null), (row.Project, row.Text("KeyVaultName"), row.Text("RegionName"), row.Flag("Private"), row.Flag("Search")));
    }

    [Theory]
    [InlineData("KeyVaultNam", "x", "no setting named KeyVaultNam")]
    [InlineData("ClientSecret", "x", "looks like a secret")]
    [InlineData("AzureCredential", "x", "looks like a secret")]
    [InlineData("Private", "maybe", "the column Private is 'maybe': expected true or false")]
    public void What_cannot_be_read_names_the_project_and_the_column(string column, string value, string problem)
    {
        var failure = Assert.Throws<AtlasCmkException>(() => Read((column, value)).Flag("Private"));

        Assert.Equal("RowNotUnderstood", failure.ErrorId);
        Assert.Contains($"The row of project {Given.ProjectId}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.False(failure.EndsTheCommand);
    }

    /// <summary>One file of an estate serves Set-AtlasEncryptionAtRest and New-AtlasAkvPrivateEndpoint.</summary>
    [Fact]
    public void A_setting_of_another_command_is_left_to_it()
    {
        var row = Read(("TenantId", "x"), ("KeyVaultName", "kv-prod"));
        Assert.Equal(("kv-prod", null), (row.Text("KeyVaultName"), row.Text("TenantId")));
    }

    [Fact]
    public void A_value_that_another_rule_refuses_is_an_error_of_the_row() => Assert.Contains(
        "the column KeyVaultName is 'x': ",
        Assert.Throws<AtlasCmkException>(() => Read(("KeyVaultName", "x")).Read("KeyVaultName", KeyIdentifierReading.ParseKey, "a key")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_output_is_no_row() =>
        Assert.Equal("RowNotUnderstood", Assert.Throws<AtlasCmkException>(() => new SettingsRow(PSObject.AsPSObject(Given.Encryption()), "Enabled")).ErrorId);

    private static SettingsRow Read(params (string Name, string Value)[] cells)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("ProjectId", Given.ProjectId));
        foreach (var (name, value) in cells)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return new(row, "KeyVaultName", "RegionName", "Private", "Search");
    }
}
