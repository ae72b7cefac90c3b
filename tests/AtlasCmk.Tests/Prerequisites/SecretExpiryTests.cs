using AtlasCmk.Tests.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>The end of the application's secret, in the preflight and in the diagnosis.</summary>
public sealed class SecretExpiryTests
{
    private const string OtherProject = "66c9e8f1dd6c9960802420ea";

    private readonly World _world = new();

    public SecretExpiryTests() => _world.Atlas.Encryption.Set(Given.Encryption(valid: false));

    [Theory]
    [InlineData(31, "Passed")]
    [InlineData(29, "Warning")]
    [InlineData(-1, "Failed")]
    public void A_single_secret_decides(int days, string status)
    {
        _world.Applications.Secrets = [Secret("abc", days)];

        Assert.Equal(status, Check().Status);
    }

    [Theory]
    [InlineData(5, 200, "Unknown")]
    [InlineData(5, 20, "Warning")]
    [InlineData(40, 200, "Passed")]
    [InlineData(-5, 200, "Unknown")]
    [InlineData(-5, -2, "Failed")]
    public void Several_secrets_fail_or_pass_only_together(int first, int second, string status)
    {
        _world.Applications.Secrets = [Secret("abc", first), Secret("def", second)];

        Assert.Equal(status, Check().Status);
    }

    [Fact]
    public void The_secret_at_hand_is_looked_up_by_its_hint_and_stays_secret()
    {
        _world.Applications.Secrets = [Secret("abc", 5), Secret("def", 200)];

        var check = Check("defQ~do-not-print");

        Assert.Equal((CheckStatus.Passed, true), (check.Status, check.Actual.StartsWith("the secret that you gave ends", StringComparison.Ordinal)));
        Assert.DoesNotContain("def", check.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Microsoft Entra calls it wrong, so it is not the one in Atlas.</summary>
    [Fact]
    public void A_wrong_secret_at_hand_tells_nothing()
    {
        _world.Applications.Secrets = [Secret("abc", 5), Secret("def", 200)];
        _world.Entra.Accepts = false;

        Assert.Equal(CheckStatus.Unknown, Check("defQ~wrong").Status);
    }

    [Fact]
    public void A_service_principal_can_have_the_secret_that_is_left()
    {
        _world.Applications.Secrets = [Secret("abc", -5)];
        _world.Applications.OfServicePrincipal = [Secret("def", 200)];

        Assert.Equal(CheckStatus.Unknown, Check().Status);
        Assert.Equal(1, _world.Count("GET servicePrincipal"));
    }

    [Fact]
    public void What_Microsoft_Graph_does_not_show_is_unknown_with_the_reason_and_no_error()
    {
        _world.Applications.Refusal = new AzureApiException(AzureErrorCodes.Find("Authorization_RequestDenied")!, "Azure refused to read it.", null, null, 403, "Authorization_RequestDenied");
        Assert.Equal((CheckStatus.Unknown, "Azure refused to read it."), (Check().Status, Check().Actual));

        var elsewhere = new World();
        elsewhere.Atlas.Encryption.Set(Given.Encryption());
        elsewhere.Applications.Secrets = null;
        Assert.Contains("not registered in the tenant", Check(null, elsewhere).Actual, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Unknown, Check(null, elsewhere).Status);
    }

    [Fact]
    public void An_application_is_read_once_for_all_projects_that_use_it()
    {
        foreach (var id in (string[])[Given.ProjectId, OtherProject])
        {
            _world.Run(() => new TestPrerequisite(_world.Session.Project(id)).RunAsync(new(), diagnose: false));
        }

        Assert.Equal((1, 0), (_world.Count("GET application"), _world.Count("GET servicePrincipal")));
    }

    [Fact]
    public void A_project_that_signs_in_through_a_role_has_no_secret_and_nothing_is_read()
    {
        _world.Atlas.Encryption.Set(new EncryptionAtRest(Given.ProjectId) { Enabled = true, Valid = true, RoleId = "66c9e8f1dd6c9960802420eb", KeyIdentifier = Given.Key });

        Assert.Equal((CheckStatus.Passed, 0), (Check().Status, _world.Count("GET application")));
    }

    [Fact]
    public void If_every_secret_has_ended_the_diagnosis_finds_it_without_the_secret()
    {
        _world.Applications.Secrets = [Secret("abc", -5), Secret("def", -1)];

        var diagnosis = Diagnose();

        Assert.Equal("ClientSecret", diagnosis.Cause);
        Assert.Contains("all 2 client secrets of application", diagnosis.Explanation, StringComparison.Ordinal);
        Assert.StartsWith("Set-AtlasEncryptionAtRest -ProjectId", diagnosis.Remedy, StringComparison.Ordinal);
    }

    /// <summary>A secret that ends soon works still, and of two, Atlas may have the other one.</summary>
    [Theory]
    [InlineData(5, 6)]
    [InlineData(-5, 200)]
    public void A_secret_that_may_work_is_not_the_cause(int first, int second)
    {
        _world.Applications.Secrets = [Secret("abc", first), Secret("def", second)];

        Assert.NotEqual("ClientSecret", Diagnose().Cause);
    }

    private PrerequisiteCheck Check(string? atHand = null, World? world = null) => (world ?? _world).Run(() => new TestPrerequisite((world ?? _world).Project).RunAsync(new()
    {
        Settings = atHand is null ? new() : new() { ClientId = Given.Client, ClientSecret = ArmFixture.Secret(atHand) },
    }, diagnose: false)).Checks.Single(c => c.Name == "AtlasSecretExpiry");

    private CmkDiagnosis Diagnose() => _world.Run(() => new TestPrerequisite(_world.Project).RunAsync(new(), diagnose: true)).Diagnosis!;

    private ApplicationSecret Secret(string hint, int days) => new("key", null, hint, null, _world.Time.GetUtcNow().AddDays(days).AddHours(1));
}
