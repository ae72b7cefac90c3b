using AtlasCmk.Clients;
using AtlasCmk.Tests.Conventions;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using Xunit;

namespace AtlasCmk.Tests.Estate;

/// <summary>Baselines from files: the schema and the cmdlets accept the same, and what is wrong is named with its place.</summary>
public sealed class BaselineTests : IDisposable
{
    private static readonly Lazy<Task<JsonSchema>> s_schema = new(() => JsonSchema.FromFileAsync(Path.Combine(Product.Folder, "module/AtlasCmk.Baseline.schema.json")));

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"baseline-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task The_example_is_the_built_in_baseline()
    {
        var example = Path.Combine(Product.Folder, "module/examples/baseline.json");
        var read = new BaselineFiles().Read(example);

        Assert.Empty((await s_schema.Value).Validate(await File.ReadAllTextAsync(example)));
        Assert.Equal(ComplianceBaseline.BuiltIn.Controls.Order(), read.Controls.Order());
        Assert.Equal(ComplianceBaseline.BuiltIn.VaultAccess, read.VaultAccess);
        Assert.Equal(Limits(ComplianceBaseline.BuiltIn), Limits(read));

        static object Limits(ComplianceBaseline baseline) => (baseline.Name, baseline.KeyAgeDays, baseline.KeyLifeDays, baseline.CredentialLifeDays, baseline.Secretless);
    }

    [Fact]
    public async Task Limits_and_exceptions_come_from_the_file()
    {
        var baseline = await ReadAsync("""
            {
                "version": 1,
                "controls": {
                    "KeyAge": { "maximumDays": 90 }, "KeyExpiry": { "minimumDays": 7 }, "VaultNetwork": { "allowed": ["Closed", "Firewall"] }, "CloudBackup": false, "BackupPolicy": true,
                    "VaultConnections": { "allowed": ["pe-bank-*"] }, "Credential": { "minimumDays": 14, "secretless": true }
                },
                "exceptions": [ { "project": "sandbox-*", "control": "KeyAge", "reason": "moved in March", "expires": "2027-03-31" } ]
            }
            """);

        Assert.Equal((90, 7, 14, true), (baseline.KeyAgeDays, baseline.KeyLifeDays, baseline.CredentialLifeDays, baseline.Secretless));
        Assert.Equal(["Closed", "Firewall"], baseline.VaultAccess);
        Assert.Equal(["pe-bank-*"], baseline.Connections);
        Assert.Equal((true, false, true), (baseline.Requires("BackupPolicy"), baseline.Requires("CloudBackup"), baseline.Requires("PrivateNetworking")));
        Assert.Equal([new ComplianceException("sandbox-*", "KeyAge", "moved in March", new(2027, 3, 31))], baseline.Exceptions);
        Assert.Equal(Path.GetFileName(_file), baseline.Name);
    }

    [Theory]
    [InlineData("", "$", "not JSON")]
    [InlineData("{ \"version\": 1", "version", "not JSON")]
    [InlineData("{ \"version\": 1 } {}", "$", "Additional text")]
    [InlineData("[]", "$", "not an object")]
    [InlineData("{}", "$", "version is missing")]
    [InlineData("{ \"version\": 2 }", "version", "not 1")]
    [InlineData("{ \"version\": 1, \"version\": 1 }", "version", "version")]
    [InlineData("{ \"version\": 1, \"name\": \" \" }", "name", "empty")]
    [InlineData("{ \"version\": 1, \"control\": {} }", "control", "no property 'control'")]
    [InlineData("{ \"version\": 1, \"controls\": { \"keyAge\": true } }", "controls.keyAge", "no property 'keyAge'")]
    [InlineData("{ \"version\": 1, \"controls\": { \"KeyValid\": {} } }", "controls.KeyValid", "neither true nor false")]
    [InlineData("{ \"version\": 1, \"controls\": { \"KeyAge\": { \"days\": 90 } } }", "controls.KeyAge.days", "no property 'days'")]
    [InlineData("{ \"version\": 1, \"controls\": { \"KeyAge\": { \"maximumDays\": \"90\" } } }", "controls.KeyAge.maximumDays", "whole number")]
    [InlineData("{ \"version\": 1, \"controls\": { \"KeyAge\": { \"maximumDays\": -1 } } }", "controls.KeyAge.maximumDays", "whole number")]
    [InlineData("{ \"version\": 1, \"controls\": { \"KeyAge\": { \"maximumDays\": 36501 } } }", "controls.KeyAge.maximumDays", "whole number")]
    [InlineData("{ \"version\": 1, \"controls\": { \"Credential\": { \"secretless\": 1 } } }", "controls.Credential.secretless", "neither true nor false")]
    [InlineData("{ \"version\": 1, \"controls\": { \"VaultNetwork\": { \"allowed\": [ \"Open\" ] } } }", "controls.VaultNetwork.allowed[0]", "'Open'")]
    [InlineData("{ \"version\": 1, \"controls\": { \"VaultNetwork\": { \"allowed\": \"Closed\" } } }", "controls.VaultNetwork.allowed", "not a list")]
    [InlineData("{ \"version\": 1, \"exceptions\": [ { \"project\": \"a\", \"control\": \"KeyAge\", \"expires\": \"2027-03-31\" } ] }", "exceptions[0]", "reason is missing")]
    [InlineData("{ \"version\": 1, \"exceptions\": [ { \"project\": \"a\", \"control\": \"KeyAge\", \"reason\": \"r\" } ] }", "exceptions[0]", "expires is missing")]
    [InlineData("{ \"version\": 1, \"exceptions\": [ { \"project\": \"a\", \"control\": \"KeyAge\", \"reason\": \"\", \"expires\": \"2027-03-31\" } ] }", "exceptions[0].reason", "empty")]
    [InlineData("{ \"version\": 1, \"exceptions\": [ { \"project\": \"a\", \"control\": \"Age\", \"reason\": \"r\", \"expires\": \"2027-03-31\" } ] }", "exceptions[0].control", "no control 'Age'")]
    [InlineData("{ \"version\": 1, \"exceptions\": [ { \"project\": \"a\", \"control\": \"KeyAge\", \"reason\": \"r\", \"expires\": \"31.3.2027\" } ] }", "exceptions[0].expires", "not a date")]
    public async Task A_fault_is_named_with_its_file_and_place_and_the_schema_refuses_it_too(string json, string place, string why)
    {
        var error = await Assert.ThrowsAsync<AtlasCmkException>(() => ReadAsync(json));

        Assert.Equal(("BaselineInvalid", true), (error.ErrorId, error.EndsTheCommand));
        Assert.Contains($"The baseline {_file} is not valid at {place}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("module/AtlasCmk.Baseline.schema.json", error.Remedy, StringComparison.Ordinal);
        if (IsJson(json))
        {
            Assert.NotEmpty((await s_schema.Value).Validate(json));
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_another_error()
    {
        var error = Assert.Throws<AtlasCmkException>(() => new BaselineFiles().Read(_file));

        Assert.Equal(("BaselineUnreadable", $"The baseline {_file} cannot be read: there is no such file."), (error.ErrorId, error.Message));
    }

    private async Task<ComplianceBaseline> ReadAsync(string json)
    {
        await File.WriteAllTextAsync(_file, json);
        return new BaselineFiles().Read(_file);
    }

    /// <summary>The schema is about JSON with unique names.</summary>
    private static bool IsJson(string json)
    {
        try
        {
            return JToken.Parse(json, new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error }) is not null;
        }
        catch (Newtonsoft.Json.JsonReaderException)
        {
            return false;
        }
    }
}
