using AtlasCmk.Clients;
using Azure.Core;
using Azure.Core.Pipeline;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>Azure.Core keeps tokens by the machine's own clock, so these are dated by it.</summary>
public sealed class AzContextTests : IDisposable
{
    private readonly FakeArm _arm = new();

    public void Dispose() => _arm.Dispose();

    private static AzContextToken Lasting(string text, TimeSpan life, string? environment = null) => new(Secret(text), DateTimeOffset.UtcNow + life, environment);

    private HttpPipeline Pipeline(AzureAuthentication method = AzureAuthentication.AzContext, string? tenant = null)
    {
        var options = Options(new(method) { TenantId = tenant }, TimeProvider.System);
        _arm.Answer(200, ConnectionJson());
        return AzurePipeline.ForResourceManager(options, Over(_arm), AzureCredentials.Create(options, Over(_arm)));
    }

    private static async Task GetAsync(HttpPipeline pipeline, IOperationLog log) =>
        await new KeyVaultApi(pipeline, Options(AzureSignIn.Default, TimeProvider.System), log).GetConnectionAsync(Id, default);

    [Fact]
    public async Task The_runspace_of_the_command_that_asks_is_asked_for_a_token_for_its_tenant()
    {
        var command = new RunspaceLog(Lasting("az-token", TimeSpan.FromHours(1)));
        var pipeline = Pipeline(tenant: "tenant-1");
        await GetAsync(pipeline, command);

        Assert.Equal([("Arm", "tenant-1")], command.Asked);
        Assert.Equal("Bearer az-token", Assert.Single(_arm.Requests).Authorization);
        Assert.Contains("Signed in to Azure by: Az context.", command.VerboseLines);
    }

    [Fact]
    public async Task A_token_is_reused_by_the_next_command_even_in_a_runspace_without_Az()
    {
        var pipeline = Pipeline();
        await GetAsync(pipeline, new RunspaceLog(Lasting("az-token", TimeSpan.FromHours(1))));
        await GetAsync(pipeline, new KeptLog());
        Assert.Equal(["Bearer az-token", "Bearer az-token"], _arm.Requests.Select(r => r.Authorization));
    }

    [Fact]
    public async Task A_token_that_expires_during_a_long_wait_is_fetched_again_from_the_running_command()
    {
        var pipeline = Pipeline();
        var command = new RunspaceLog(Lasting("first", TimeSpan.FromSeconds(-1)), Lasting("second", TimeSpan.FromHours(1)));
        await GetAsync(pipeline, command);
        await GetAsync(pipeline, command);
        await GetAsync(pipeline, command);
        Assert.Equal(["Bearer first", "Bearer second", "Bearer second"], _arm.Requests.Select(r => r.Authorization));
    }

    [Fact]
    public async Task Without_a_sign_in_to_Az_the_error_says_what_to_import()
    {
        var e = await Assert.ThrowsAsync<AzureApiException>(() => GetAsync(Pipeline(), new RunspaceLog((AzContextToken?)null)));
        Assert.Equal("AzureSignInFailed", e.ErrorId);
        Assert.Contains("Import-Module Az.Accounts", e.Message, StringComparison.Ordinal);
        Assert.Empty(_arm.Requests);
    }

    [Fact]
    public async Task A_command_outside_of_a_shell_has_no_Az_context()
    {
        var e = await Assert.ThrowsAsync<AzureApiException>(() => GetAsync(Pipeline(), new KeptLog()));
        Assert.Contains("Az context", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_Az_context_ends_the_search_with_its_own_message()
    {
        var command = new RunspaceLog((AzContextToken?)null) { Failure = AzureSignInErrors.AzContextGivesNoToken("Get-AzAccessToken: your credentials have expired.") };
        var e = await Assert.ThrowsAsync<AzureApiException>(() => GetAsync(Pipeline(AzureAuthentication.Default), command));
        Assert.Equal("AzContextGivesNoToken", e.ErrorId);
        Assert.Contains("your credentials have expired", e.Message, StringComparison.Ordinal);
        Assert.Empty(_arm.Requests);
    }

    [Theory]
    [InlineData("Get-AzAccessToken: SharedTokenCacheCredential failed. AADSTS700082: The refresh token has expired.", "AADSTS700082", "az login")]
    [InlineData("Get-AzAccessToken: AADSTS90002: Tenant 'x' not found.", "AADSTS90002", "-AzureTenantId")]
    public void An_Entra_number_in_a_message_of_Az_has_its_remedy(string words, string code, string remedy)
    {
        var e = AzureSignInErrors.AzContextGivesNoToken(words);
        Assert.Equal(code, e.ErrorCode);
        Assert.Contains(remedy, e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_was_changed_to_another_cloud_has_its_token_kept_from_this_one()
    {
        var command = new RunspaceLog(Lasting("of-China", TimeSpan.FromHours(1), "AzureChinaCloud"));
        var e = await Assert.ThrowsAsync<AtlasCmkException>(() => GetAsync(Pipeline(), command));
        Assert.Equal("AzContextMoved", e.ErrorId);
        Assert.Empty(_arm.Requests);
    }

    [Theory]
    [InlineData("AZURE")]
    [InlineData("AZURE_CHINA")]
    [InlineData("AZURE_US_GOVERNMENT")]
    public async Task The_vaults_scope_of_each_cloud_is_Azs_KeyVault(string cloud)
    {
        var command = new RunspaceLog(Lasting("t", TimeSpan.FromHours(1), AzureCloud.Find(cloud)!.AzName));
        AzContextCredential.Runspace = command;
        var there = AzureCloud.Find(cloud)!;
        var credential = new AzContextCredential(null, there);
        await credential.GetTokenAsync(new TokenRequestContext([there.VaultScope]), default);
        await credential.GetTokenAsync(new TokenRequestContext([there.ResourceManagerScope]), default);
        Assert.Equal([("KeyVault", null), ("Arm", null)], command.Asked);
    }
}
