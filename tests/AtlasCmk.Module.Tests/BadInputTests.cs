using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Errors that do not depend on the services are found before any request.</summary>
public sealed class BadInputTests
{
    private const string Version = "d2a925a38513692704972fcea2d5a73b";
    private const string Key = $"https://kv-atlas.vault.azure.net/keys/atlas-cmk/{Version}";

    public static TheoryData<string, string, string[]> Mistakes => new()
    {
        { "Get-AtlasEncryptionAtRest -ProjectId my-project", "ParameterArgumentValidationError", ["my-project", "24 hexadecimal digits"] },
        { "Get-AtlasProject 66C9E8F1DD6C9960802420E9", "ParameterArgumentValidationError", ["66C9E8F1DD6C9960802420E9", "lower case"] },
        { "Get-AtlasAkvPrivateEndpoint -EndpointId 4711", "ParameterArgumentValidationError", ["4711", "24 hexadecimal digits"] },
        { "Connect-Atlas -Sandbox $Sandbox -ProjectId 66c9e8f1dd6c9960802420e", "ParameterArgumentValidationError", ["66c9e8f1dd6c9960802420e", "24 hexadecimal digits"] },
        { $"Set-AtlasEncryptionAtRest -KeyIdentifier {Key.Replace("https", "http", StringComparison.Ordinal)}", "KeyIdentifierInvalid", ["http://kv-atlas", "https"] },
        { "Set-AtlasEncryptionAtRest -KeyIdentifier https://kv-atlas.vault.azure.net/keys", "KeyIdentifierInvalid", ["vault.azure.net/keys'", "/keys/{name}/{version}"] },
        { "Set-AtlasEncryptionAtRest -KeyIdentifier https://kv-atlas.vault.azure.net/keys/atlas-cmk/d2a925a3-8513-6927-0497-2fcea2d5a73b",
            "KeyIdentifierInvalid", ["d2a925a3-8513-6927-0497-2fcea2d5a73b", "hyphens", Version] },
        { $"Set-AtlasEncryptionAtRest -KeyIdentifier {Key} -KeyVaultName kv-other", "KeyOfAnotherVault", [Key, "kv-other", "-KeyVaultName"] },
        { $"Set-AtlasEncryptionAtRest -KeyIdentifier https://hsm.managedhsm.azure.net/keys/atlas-cmk/{Version}", "KeyIdentifierInvalid", ["hsm.managedhsm.azure.net", "managed HSM"] },
        { $"Set-AtlasEncryptionAtRest -KeyIdentifier {Key} -AzureEnvironment AZURE_CHINA", "KeyOfAnotherCloud", [Key, "AZURE_CHINA", "-AzureEnvironment"] },
        { "Set-AtlasEncryptionAtRest -SubscriptionId my-subscription", "ParameterArgumentTransformationError|CannotConvertArgumentNoMessage", ["my-subscription"] },
        { "Connect-Atlas -Credential $credential -AtlasUri http://atlas.example.com/", "SessionSettingsInvalid", ["http://atlas.example.com/", "https"] },
        { "Connect-Atlas -Credential $credential -AzureCredential $credential", "SessionSettingsInvalid", ["-AzureTenantId"] },
        { "Connect-Atlas -Sandbox ./no-such-file.json", "SandboxFileUnusable", ["no-such-file.json", "serve"] },
        { "Connect-Atlas -Sandbox $elsewhere", "SandboxFileUnusable", ["https://sandbox.example.com", "this machine"] },
        { "Connect-Atlas -Sandbox $nonsense", "SandboxFileUnusable", ["JSON", "serve"] },
        { "Approve-AzPrivateEndpointConnection -Name one -ServiceName store -ResourceGroupName rg -PrivateLinkResourceType Microsoft.Storage/storageAccounts",
            "NotAKeyVaultConnection", ["Microsoft.Storage/storageAccounts", @"Az.Network\Approve-AzPrivateEndpointConnection"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_remedy_before_any_request(string script, string errorId, string[] said)
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("credential", Credential.Of("someone", "something"));
        shell.Set("elsewhere", sandbox.FileWith(("address", "https://sandbox.example.com:4711")));
        shell.Set("nonsense", Repository.Manifest);
        sandbox.ForgetRequests();

        var error = shell.Refuse(script);

        Assert.Matches($"^({errorId}),", error.FullyQualifiedErrorId);
        Assert.All(said, s => Assert.Contains(s, error.DisplayText(), StringComparison.Ordinal));
        Assert.Empty(sandbox.Requests());
    }

    [Fact]
    public void Input_without_a_project_does_not_mean_the_project_of_the_session()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.ForgetRequests();

        var run = shell.Run("1, 'two' | Get-AtlasEncryptionAtRest");

        Assert.Empty(run.Output);
        Assert.Empty(sandbox.Requests());
        Assert.All(run.Errors, e => Assert.StartsWith("InputNotUnderstood,", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Collection(run.Errors, e => Assert.Contains("object 1 ", e.DisplayText(), StringComparison.Ordinal), e => Assert.Contains("object two ", e.DisplayText(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$null")]
    [InlineData("@{ Id = 'x' }.ProjectId")]
    public void Null_does_not_mean_the_project_of_the_session(string piped)
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.ForgetRequests();

        var run = shell.Run($"{piped} | Disable-AtlasEncryptionAtRest -Confirm:$false");

        Assert.Empty(sandbox.Requests());
        Assert.StartsWith("InputNotUnderstood,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-AtlasEncryptionAtRest")]
    [InlineData("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2")]
    [InlineData("Disconnect-Atlas")]
    public void Without_a_session_the_error_says_how_to_connect(string script)
    {
        using var shell = new Shell();

        var error = shell.Refuse(script);

        Assert.StartsWith("NotConnected,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Connect-Atlas", error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains("Connect-Atlas", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_vault_than_the_project_s_is_refused_and_nothing_is_sent()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.ForgetRequests();

        var error = Assert.Single(shell.Run($"Set-AtlasEncryptionAtRest -KeyIdentifier {Key}").Errors);

        Assert.StartsWith("KeyOfAnotherVault,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(sandbox["keyVaultName"], error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    [Fact]
    public void A_first_enablement_names_all_that_is_missing()
    {
        using var sandbox = SandboxWorld.AtStage("fresh");
        using var shell = Shell.ConnectedTo(sandbox);

        var error = Assert.Single(shell.Run($"Set-AtlasEncryptionAtRest -KeyIdentifier {Key}").Errors);

        Assert.All(["-ResourceGroupName", "-SubscriptionId", "-TenantId", "-AzureCredential"], p => Assert.Contains(p, error.DisplayText(), StringComparison.Ordinal));
        Assert.Empty(sandbox.Mutations());
    }

    [Theory]
    [InlineData("US_CENTRL", "did you mean US_CENTRAL?")]
    [InlineData("ATLANTIS_NORTH", "'ATLANTIS_NORTH'. It is sent to Atlas unchanged")]
    public void An_unknown_region_is_tried_with_a_warning_that_names_one_that_is_near(string region, string said)
    {
        using var sandbox = SandboxWorld.AtStage("private");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.ForgetRequests();

        var run = shell.Run($"New-AtlasAkvPrivateEndpoint -RegionName {region}");

        var warning = Assert.Single(run.Warnings);
        Assert.Contains($"'{region}'", warning, StringComparison.Ordinal);
        Assert.Contains(said, warning, StringComparison.Ordinal);
        Assert.Contains(sandbox.Requests(), r => r.Method == "POST");
        Assert.Contains("INVALID_REGION", Assert.Single(run.Errors).DisplayText(), StringComparison.Ordinal);
    }

    /// <summary>A Sandbox's own text is JSON that a user may have cut.</summary>
    [Theory]
    [InlineData("privateKey")]
    [InlineData("port")]
    [InlineData("caCertificate")]
    public void An_incomplete_Sandbox_file_gives_an_error_that_names_the_missing_value(string name)
    {
        using var sandbox = SandboxWorld.AtStage("fresh");
        using var shell = new Shell();
        shell.Set("file", sandbox.FileWith((name, (JsonNode?)null)));

        var error = shell.Refuse("Connect-Atlas -Sandbox $file");

        Assert.StartsWith("SandboxFileUnusable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"\"{name}\"", error.DisplayText(), StringComparison.Ordinal);
    }
}
