using AtlasCmk.Tests.Clients;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>The diagnosis of a key that is no longer valid.</summary>
public sealed class DiagnosisTests
{
    [Fact]
    public async Task An_expired_secret_is_the_first_cause()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) =>
        {
            w.Command("expireAzureSecret", new { });
            w.Command("setKeyVersion", new { enabled = false });
            w.LetAtlasLook();
        }, withSecret: true);

        Assert.Equal("ClientSecret", diagnosis.Cause);
        Assert.Contains("AADSTS7000222", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.StartsWith("Set-AtlasEncryptionAtRest -ProjectId", diagnosis.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_rights_and_an_expired_secret_are_distinguished()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) => w.Command("removeAccessPolicy", new { }), withSecret: true);

        Assert.Equal("IdentityRights", diagnosis.Cause);
        Assert.Contains("ClientSecret", diagnosis.RuledOut);
        Assert.StartsWith("Set-AzKeyVaultAccessPolicy", diagnosis.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_key_stops_clusters_at_Atlass_next_look()
    {
        var before = DateTimeOffset.UtcNow;
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) => w.Command("setKeyVersion", new { enabled = false }), withSecret: true);

        Assert.Equal("Key", diagnosis.Cause);
        Assert.Equal(["ClientSecret", "Vault", "IdentityRights", "Network", "PrivateEndpoint"], diagnosis.RuledOut);
        Assert.Equal(["orders", "payments"], diagnosis.AtStake);
        Assert.InRange(diagnosis.By!.Value, before.AddMinutes(15), DateTimeOffset.UtcNow.AddMinutes(15));
        Assert.EndsWith("-Enable $true", diagnosis.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_expires_soon_stops_clusters_when_it_does()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) => w.Command("setKeyVersion", new { expires = "1.00:00:00" }));

        Assert.Equal((true, "Key"), (diagnosis.Valid, diagnosis.Cause));
        Assert.InRange(diagnosis.By!.Value, DateTimeOffset.UtcNow.AddHours(23), DateTimeOffset.UtcNow.AddHours(25));
    }

    [Fact]
    public async Task Clusters_that_have_stopped_have_no_deadline()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) =>
        {
            w.Command("setKeyVersion", new { enabled = false });
            w.LetAtlasLook();
        });

        Assert.Equal((false, "Key", null), (diagnosis.Valid, diagnosis.Cause, diagnosis.By));
        Assert.Contains("have stopped", diagnosis.Consequence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_vault_is_the_network_where_no_private_networking_is_required()
    {
        var diagnosis = await DiagnoseAsync("enabled", (w, _) => w.Command("setVault", new { publicNetworkAccess = "Disabled" }), withSecret: true);

        Assert.Equal((false, "Network", null), (diagnosis.Valid, diagnosis.Cause, diagnosis.By));
        Assert.Contains("-PublicNetworkAccess Enabled", diagnosis.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_connection_is_the_endpoint_even_before_Atlas_notices()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, endpoint) => w.Command("setConnection", new { name = endpoint, status = "Rejected" }));

        Assert.Equal("PrivateEndpoint", diagnosis.Cause);
        Assert.Contains("not approved in the vault", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Contains("until they restart", diagnosis.Consequence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_failed_is_removed_and_made_again_by_one_command()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) => w.Command("setEndpoint", new { region = "US_EAST_2", status = "FAILED", errorMessage = "no subnet" }));

        Assert.Equal("PrivateEndpoint", diagnosis.Cause);
        Assert.Contains("US_EAST_2 is FAILED (no subnet)", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Matches("^Remove-AtlasAkvPrivateEndpoint .*; New-AtlasAkvPrivateEndpoint .* -RegionName 'US_EAST_2' -Wait \\| Approve-", diagnosis.Remedy);
    }

    [Fact]
    public async Task An_unregistered_provider_is_reported_before_the_missing_endpoints()
    {
        var diagnosis = await DiagnoseAsync("private", (w, _) =>
        {
            w.Command("setCluster", new { name = "orders", encryptionAtRestProvider = "AZURE" });
            w.Command("setProvider", new { state = "NotRegistered" });
        });
        Assert.Equal("PrivateEndpoint", diagnosis.Cause);
        Assert.Matches("^Set-AzContext -SubscriptionId '[0-9a-f-]+' && Register-AzResourceProvider -ProviderNamespace Microsoft.Network$", diagnosis.Remedy);
    }

    [Fact]
    public async Task The_secret_stays_the_last_possible_cause()
    {
        var diagnosis = await DiagnoseAsync("enabled", (w, _) =>
        {
            w.Command("setGraphPermissions", new { permissions = Array.Empty<string>() });
            w.Command("expireAzureSecret", new { });
        });

        Assert.Equal((false, "Undetermined"), (diagnosis.Valid, diagnosis.Cause));
        Assert.Matches("Not checked: client secret .*; rights", diagnosis.Explanation);
        Assert.Contains("ClientSecret", diagnosis.NotRuledOut);
        Assert.Contains("deny assignments", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Contains("-AzureCredential", diagnosis.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Unread facts prove neither a cause nor its absence.</summary>
    [Fact]
    public async Task Settings_that_cannot_be_read_are_undetermined()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) => w.AtlasRefuses("encryptionAtRest"));

        Assert.Equal((null, "Undetermined"), (diagnosis.Valid, diagnosis.Cause));
        Assert.Contains("NOT_TODAY", diagnosis.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clusters_that_cannot_be_read_leave_the_endpoints_and_what_is_at_stake_open()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) =>
        {
            w.Command("setKeyVersion", new { enabled = false });
            w.AtlasRefuses("/clusters");
        });

        Assert.Contains("PrivateEndpoint", diagnosis.NotRuledOut);
        Assert.DoesNotContain("PrivateEndpoint", diagnosis.RuledOut);
        Assert.Contains("NOT_TODAY", diagnosis.Consequence, StringComparison.Ordinal);
    }

    /// <summary>Whether and when they stop depends on the cause.</summary>
    [Fact]
    public async Task Running_clusters_have_no_deadline_where_the_cause_is_not_known()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) =>
        {
            w.Command("setGraphPermissions", new { permissions = Array.Empty<string>() });
            w.Command("expireAzureSecret", new { });
            w.LetAtlasLook();
            w.Server.World.Do(() => w.Server.World.Projects[0].Clusters.ForEach(c => c.StoppedForKey = false));
        });

        Assert.Equal((false, "Undetermined", 2, null), (diagnosis.Valid, diagnosis.Cause, diagnosis.AtStake.Count, diagnosis.By));
        Assert.Contains("may", diagnosis.Consequence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_perimeter_is_not_ruled_out_and_not_named_as_the_cause()
    {
        var diagnosis = await DiagnoseAsync("enabled", (w, _) =>
        {
            w.Command("setVault", new { publicNetworkAccess = "SecuredByPerimeter" });
            w.LetAtlasLook();
        }, withSecret: true);

        Assert.Equal((false, "Undetermined"), (diagnosis.Valid, diagnosis.Cause));
        Assert.Contains("perimeter", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.Contains("Network", diagnosis.NotRuledOut);
    }

    /// <summary>A mistyped secret proves nothing about Atlas's secret.</summary>
    [Fact]
    public async Task A_secret_that_is_wrong_is_a_possibility_and_no_cause()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.Command("setKeyVersion", new { enabled = false });
        world.LetAtlasLook();

        var diagnosis = await world.DiagnoseAsync(Application(world, world.About.AzureClientId));

        Assert.Equal("Key", diagnosis.Cause);
        Assert.Contains("ClientSecret", diagnosis.NotRuledOut);
    }

    [Fact]
    public async Task A_freeze_is_named_with_the_command_that_ends_it()
    {
        var diagnosis = await DiagnoseAsync("encrypted", (w, _) =>
        {
            w.Command("setKeyVersion", new { enabled = false, tags = new[] { "AtlasCmkFreeze=2026-11-30 by security" } });
            w.LetAtlasLook();
        });

        Assert.Equal("Key", diagnosis.Cause);
        Assert.Contains("2026-11-30 by security", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.StartsWith("Grant-AtlasKeyAccess -RecordPath", diagnosis.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Atlas does not return its secret, so a mistyped secret proves nothing about it.</summary>
    [Fact]
    public async Task A_secret_that_is_refused_is_no_cause_while_Atlas_can_use_the_key()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");

        var diagnosis = await world.DiagnoseAsync(Application(world, world.About.AzureClientId));

        Assert.Equal((true, "None", 0, null), (diagnosis.Valid, diagnosis.Cause, diagnosis.AtStake.Count, diagnosis.By));
        Assert.Contains("ClientSecret: the secret that you gave is not the one in use, which works", diagnosis.NotRuledOut);
        Assert.DoesNotContain("ClientSecret", diagnosis.RuledOut);
    }

    [Fact]
    public async Task A_secret_of_another_application_proves_nothing_about_the_projects()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.Command("setKeyVersion", new { enabled = false });
        world.LetAtlasLook();

        var diagnosis = await world.DiagnoseAsync(Application(world, "00000000-0000-4000-8000-000000000001"));

        Assert.Equal("Key", diagnosis.Cause);
        Assert.Contains("ClientSecret", diagnosis.NotRuledOut);
    }

    /// <summary>The checks tell what a change would meet; the diagnosis is about what is.</summary>
    [Fact]
    public async Task A_problem_of_a_future_change_is_not_a_cause()
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        var request = new PrerequisiteRequest { KeyIdentifier = "https://kv-other.vault.azure.net/keys/k/d2a925a38513692704972fcea2d5a73b" };

        Assert.Contains(await world.CheckAsync(request), c => c is { Name: "KeyIdentifier", Status: CheckStatus.Failed });
        Assert.Equal("None", (await world.DiagnoseAsync(request)).Cause);
    }

    [Theory]
    [InlineData("https://kv-other.vault.azure.net/keys/k", true, "None")]
    [InlineData("a-form-of-tomorrow", true, "None")]
    [InlineData("a-form-of-tomorrow", false, "Undetermined")]
    public async Task A_key_that_Atlas_names_in_a_form_that_is_not_known_is_no_cause(string named, bool valid, string cause)
    {
        await using var world = await CheckedWorld.AtStageAsync("encrypted");
        world.ShowSettings(named, valid);

        var diagnosis = await world.DiagnoseAsync();

        Assert.Equal(cause, diagnosis.Cause);
        Assert.Contains("Key", diagnosis.NotRuledOut);
    }

    private static PrerequisiteRequest Application(CheckedWorld world, string clientId) => new()
    {
        Settings = new() { ClientId = clientId, ClientSecret = ArmFixture.Secret("mistyped"), TenantId = world.About.TenantId },
    };

    [Theory]
    [InlineData("encrypted", "None")]
    [InlineData("fresh", "NotEnabled")]
    public async Task Without_a_fault_the_summary_says_so(string stage, string cause)
    {
        var diagnosis = await DiagnoseAsync(stage, (_, _) => { });
        Assert.Equal((cause, 0), (diagnosis.Cause, diagnosis.AtStake.Count));
    }

    [Fact]
    public async Task A_project_that_is_not_enabled_gets_the_command_that_enables_it()
    {
        var remedy = (await DiagnoseAsync("fresh", (_, _) => { })).Remedy;
        Assert.All(["-ProjectId", "-KeyIdentifier", "-ResourceGroupName", "-SubscriptionId", "-TenantId", "-AzureCredential"],
            parameter => Assert.Contains(parameter, remedy, StringComparison.Ordinal));
    }

    private static async Task<CmkDiagnosis> DiagnoseAsync(string stage, Action<CheckedWorld, string?> what, bool withSecret = false)
    {
        await using var world = await CheckedWorld.AtStageAsync(stage);
        what(world, world.Server.World.Projects[0].Endpoints.FirstOrDefault()?.Connection?.Name);
        return await world.DiagnoseAsync(withSecret ? world.Wanted() : null);
    }
}
