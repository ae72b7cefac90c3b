using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

/// <summary>A client secret is replaced: first it signs in, then Atlas gets it, then Atlas is waited for.</summary>
public sealed class RotateSecretTests
{
    private static readonly EncryptionAtRestRequest s_newSecret = new() { ClientId = Given.Client, ClientSecret = Requests.Secret };

    private readonly World _world = new();

    public RotateSecretTests()
    {
        _world.KeyVault.Hold(Given.Key, Given.OtherKey);
        _world.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"),
            AccessPolicies = [new(Given.Tenant, FakeEntra.Atlas.ObjectId, null, ["get", "encrypt", "decrypt"])] });
    }

    private EncryptionAtRest? Set(EncryptionAtRestRequest request, TimeSpan? wait = null) =>
        _world.Run(() => new SetEncryptionAtRest(_world.Project, _world.Answers).RunAsync(request, wait ?? TimeSpan.FromMinutes(10)));

    [Fact]
    public void The_secret_is_tried_before_the_question_and_only_Atlas_gets_it()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());

        Assert.True(Set(s_newSecret)!.Valid);

        Assert.Equal(
            ["GET encryptionAtRest", $"sign in AZURE {Given.Tenant} {Given.Client}", "ask", "GET encryptionAtRest", "PATCH encryptionAtRest",
                "GET encryptionAtRest", "GET clusters", "GET clusters deleted"],
            _world.Journal);
        Assert.Equal(new() { ClientSecret = Requests.Secret }, Assert.Single(_world.Atlas.Changes));
        Assert.StartsWith("Replace the client secret", Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_Entra_refuses_never_reaches_Atlas()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Entra.Accepts = false;

        var failure = Assert.Throws<AzureApiException>(() => Set(s_newSecret));

        Assert.Equal("ClientSecretRefused", failure.ErrorId);
        Assert.Contains("AADSTS7000215", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Answers.Questions);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void The_tenant_and_the_application_are_those_that_are_given()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());

        Set(s_newSecret with { TenantId = Given.Subscription, ClientId = Given.Tenant });

        Assert.Contains($"sign in AZURE {Given.Subscription} {Given.Tenant}", _world.Journal);
        var change = Assert.Single(_world.Atlas.Changes);
        Assert.Equal((Given.Subscription, Given.Tenant), (change.TenantId, change.ClientId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_application_may_stop_the_clusters_so_their_names_are_in_a_second_question(bool answer)
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE"), Given.Cluster("test")]);
        _world.Answers.ToSecond = answer;

        Assert.Equal(answer, Set(s_newSecret with { ClientId = Given.Tenant }) is not null);

        Assert.Equal(2, _world.Answers.Questions.Count);
        Assert.Contains($"as the application {Given.Tenant} of tenant {Given.Tenant} instead of the application {Given.Client} of tenant {Given.Tenant}",
            _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.EndsWith($"project {Given.ProjectId}: orders. Continue?", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Equal(answer ? 1 : 0, _world.Atlas.Changes.Count);
    }

    [Fact]
    public void Another_role_is_another_identity_too()
    {
        _world.Atlas.Encryption.Set(Given.EncryptionByRole());
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);
        _world.Answers.ToSecond = false;

        Assert.Null(Set(new() { RoleId = Given.RoleId(2) }));

        Assert.Contains($"as the role {Given.RoleId(2)} instead of the role {Given.RoleId()}", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Theory]
    [InlineData(Given.Client, "AZURE")]
    [InlineData(Given.Tenant, "NONE")]
    public void The_same_application_or_no_encrypted_cluster_is_no_second_question(string application, string provider)
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.Cluster("orders", provider)]);

        Assert.NotNull(Set(s_newSecret with { ClientId = application }));

        Assert.Single(_world.Answers.Questions);
    }

    [Fact]
    public void The_answer_to_the_change_does_not_count_as_the_result()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.Encryption()).After(0.25, Given.Encryption(valid: false)).After(30, Given.Encryption());

        Assert.True(Set(s_newSecret)!.Valid);

        Assert.InRange(_world.Elapsed.TotalSeconds, 30, 41);
    }

    [Fact]
    public void New_credentials_that_cannot_use_the_key_are_an_alarm()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.Encryption(valid: false));

        var failure = Assert.Throws<AtlasCmkException>(() => Set(s_newSecret));

        Assert.Equal("NewCredentialsNotValid", failure.ErrorId);
        Assert.Contains("stops the clusters", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Given.Client, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_enablement_is_checked_by_Atlas_itself()
    {
        Set(Requests.FirstEnablement, TimeSpan.FromSeconds(1));

        Assert.Equal(0, _world.Count("sign in"));
    }

    [Fact]
    public void The_last_snapshot_of_all_clusters_says_how_long_the_former_credentials_stay()
    {
        var last = _world.Time.GetUtcNow().AddDays(35);
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);
        _world.Atlas.DeletedClusters = [Given.Cluster("gone")];
        _world.Atlas.Snapshots.Set([Snapshot("orders", last.AddDays(-30)), Snapshot("gone", last), Snapshot("orders", null) with { Status = "failed" }]);

        Assert.Equal(last, Set(s_newSecret)!.FormerCredentialsNeededUntil);

        var warning = Assert.Single(_world.Log.Warnings);
        Assert.Contains($"the application {Given.Client}", warning, StringComparison.Ordinal);
        Assert.Contains($"{last:u}", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_without_an_expiry_leaves_the_date_open()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);
        _world.Atlas.Snapshots.Set([Snapshot("orders", _world.Time.GetUtcNow().AddDays(5)), Snapshot("orders", null)]);

        Assert.Null(Set(s_newSecret)!.FormerCredentialsNeededUntil);
        Assert.Contains("cluster orders", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Atlas lists it after its time, so it does not say when it goes.</summary>
    [Fact]
    public void A_snapshot_that_is_listed_after_it_expired_leaves_the_date_open()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);
        _world.Atlas.Snapshots.Set([Snapshot("orders", _world.Time.GetUtcNow().AddDays(-1))]);

        Assert.Null(Set(s_newSecret)!.FormerCredentialsNeededUntil);
        Assert.Contains("cluster orders", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_snapshots_nothing_must_stay()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);

        Assert.Null(Set(s_newSecret)!.FormerCredentialsNeededUntil);
        Assert.Empty(_world.Log.Warnings);
    }

    [Fact]
    public void A_project_with_a_role_has_no_secret_to_replace()
    {
        _world.Atlas.Encryption.Set(Given.EncryptionByRole());

        Assert.Equal("RoleInForce", Assert.Throws<AtlasCmkException>(() => Set(s_newSecret)).ErrorId);
        Assert.Equal(["GET encryptionAtRest"], _world.Journal);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Only_a_secret_alone_waits_by_itself(bool withKey, bool isRotation) =>
        Assert.Equal(isRotation, (s_newSecret with { TenantId = Given.Tenant, Key = withKey ? KeyIdentifierReading.Parse(Given.Key) : null }).IsRotationOfSecret());

    private static BackupSnapshot Snapshot(string cluster, DateTimeOffset? expires) => new("1", cluster) { ExpiresAt = expires };
}
