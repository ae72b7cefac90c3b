using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

public sealed class NewKeyVersionsTests
{
    private readonly RotationWorld _rotation = new();

    public NewKeyVersionsTests() => GivenVersions(_rotation.Version(RotationWorld.Old, 200));

    private World World => _rotation.World;

    private IReadOnlyList<KeyVersion> Versions => World.KeyVault.KeyVersions.Now;

    private void GivenVersions(params KeyVersion[] versions) => World.KeyVault.KeyVersions.Set(versions);

    private static AtlasUnreachableException Loss() => ServiceErrors.Unreachable("kv-atlas.vault.azure.net", "POST", "/keys/atlas-cmk/create", "the connection was closed");

    [Fact]
    public void A_key_without_a_policy_gets_a_version_like_the_one_in_use()
    {
        var result = _rotation.Rotate(newVersion: true)!;

        Assert.Equal(2, Versions.Count);
        Assert.Equal(Versions[1].Identifier.Text, result.NewKeyIdentifier);
        Assert.Equal(1, World.Count("POST kv-atlas/keys/atlas-cmk/create RSA 3072"));
        Assert.Equal(Versions[0].Operations, Versions[1].Operations);
    }

    [Fact]
    public void The_new_version_gets_the_lifetime_and_the_tags_of_the_one_in_use()
    {
        var tags = new Dictionary<string, string> { ["owner"] = "data", ["cost center"] = "7" };
        GivenVersions(_rotation.Version(RotationWorld.Old, 200) with { Expires = World.Time.GetUtcNow().AddDays(200), Tags = tags });
        var began = World.Time.GetUtcNow();

        _rotation.Rotate(newVersion: true);

        Assert.Equal((began.AddDays(400), "data", "7"), (Versions[1].Expires, Versions[1].Tags["owner"], Versions[1].Tags["cost center"]));
        Assert.Contains($"expires at {began.AddDays(400):u}", Assert.Single(World.Answers.Questions), StringComparison.Ordinal);
        Assert.Empty(World.Log.Warnings);
    }

    [Fact]
    public void Whatever_cannot_be_copied_is_reported()
    {
        var old = _rotation.Version(RotationWorld.Old, 200);
        GivenVersions(old with { NotBefore = old.Created!.Value.AddDays(3), IsExportable = true });
        _rotation.Rotate(newVersion: true);
        Assert.Matches("is active at once.*no release policy", Assert.Single(World.Log.Warnings));

        var policy = new RotationWorld();
        policy.World.KeyVault.KeyVersions.Set([policy.Version(RotationWorld.Old, 200) with { Tags = new Dictionary<string, string> { ["owner"] = "data" } }]);
        policy.World.Keys.HasRotationPolicy = true;
        policy.Rotate(newVersion: true);
        Assert.Contains("lacks the tags owner", Assert.Single(policy.World.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(400, false)]
    public void A_version_that_Atlas_could_not_use_is_not_created(int lifetimeInDays, bool encrypts)
    {
        var old = _rotation.Version(RotationWorld.Old, 1.5);
        GivenVersions(old with { Expires = old.Created!.Value.AddDays(lifetimeInDays), Operations = encrypts ? old.Operations : ["decrypt"] });

        Assert.Equal("KeyVersionUnusable", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(newVersion: true)).ErrorId);
        Assert.Equal(0, World.Count("POST"));
    }

    [Fact]
    public void A_key_with_a_policy_is_rotated_by_it()
    {
        World.Keys.HasRotationPolicy = true;

        var target = _rotation.Rotate(newVersion: true)!.NewKeyIdentifier;
        Assert.Equal(Versions[^1].Identifier.Text, target);
        Assert.Equal((1, 0), (World.Count("POST kv-atlas/keys/atlas-cmk/rotate"), World.Count("POST kv-atlas/keys/atlas-cmk/create")));
    }

    [Fact]
    public void It_asks_before_it_creates_anything()
    {
        _rotation.Rotate(newVersion: true);

        Assert.True(World.Journal.ToList().IndexOf("ask") < World.Journal.ToList().FindIndex(e => e.StartsWith("POST", StringComparison.Ordinal)));
        Assert.Contains("Create a new version of the key atlas-cmk in key vault kv-atlas like the one in use", Assert.Single(World.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unused_version_younger_than_a_day_is_used_instead()
    {
        GivenVersions(_rotation.Version(RotationWorld.Old, 200), _rotation.Version(RotationWorld.New, 0.9));

        Assert.Equal(RotationWorld.New, _rotation.Rotate(newVersion: true)!.NewKeyIdentifier);
        Assert.Equal(0, World.Count("POST"));
    }

    [Theory]
    [InlineData(1.1, true)]
    [InlineData(0.5, false)]
    public void One_that_is_older_or_that_Atlas_cannot_use_is_not(double age, bool enabled)
    {
        GivenVersions(_rotation.Version(RotationWorld.Old, 200), _rotation.Version(RotationWorld.New, age) with { Enabled = enabled });

        var target = _rotation.Rotate(newVersion: true)!.NewKeyIdentifier;
        Assert.Equal(Versions[^1].Identifier.Text, target);
        Assert.Equal(3, Versions.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lost_answer_does_not_create_a_second_version(bool policy)
    {
        World.Keys.HasRotationPolicy = policy;
        World.Keys.OnTheWayBack = request => _ = request.StartsWith("POST", StringComparison.Ordinal) ? throw Loss() : 0;

        var target = _rotation.Rotate(newVersion: true)!.NewKeyIdentifier;
        Assert.Equal(Versions[^1].Identifier.Text, target);
        Assert.Equal((1, 2), (World.Count("POST"), Versions.Count));
    }

    [Fact]
    public void A_list_that_is_behind_the_vault_is_read_again()
    {
        World.Keys.OnTheWayBack = request =>
        {
            if (request.StartsWith("POST", StringComparison.Ordinal))
            {
                var made = Versions;
                World.KeyVault.KeyVersions.Set([made[0]]).After(5, made);
                throw Loss();
            }
        };

        var target = _rotation.Rotate(newVersion: true)!.NewKeyIdentifier;
        Assert.Equal(Versions[^1].Identifier.Text, target);
        Assert.Equal(1, World.Count("POST"));
    }

    [Fact]
    public void A_request_that_did_not_reach_the_vault_touches_no_project_and_a_rerun_makes_one()
    {
        World.Keys.OnArrival = request => _ = request.StartsWith("POST", StringComparison.Ordinal) ? throw Loss() : 0;

        Assert.Equal("KeyVersionNotMade", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(newVersion: true)).ErrorId);
        Assert.Empty(World.Atlas.Changes);
        Assert.Equal(1, World.Count("POST"));

        World.Keys.OnArrival = _ => { };
        Assert.NotNull(_rotation.Rotate(newVersion: true));
        Assert.Equal(2, Versions.Count);
    }

    [Fact]
    public void A_rerun_before_the_change_was_sent_uses_the_existing_version()
    {
        World.Atlas.OnChange = _ => throw Given.Refusal("PATCH", 503, "SERVICE_UNAVAILABLE");
        Assert.Throws<AtlasApiException>(() => _rotation.Rotate(newVersion: true));
        World.Atlas.OnChange = change => _rotation.Take(change.KeyIdentifier!);

        var target = _rotation.Rotate(newVersion: true)!.NewKeyIdentifier;
        Assert.Equal(Versions[^1].Identifier.Text, target);
        Assert.Equal((1, 2), (World.Count("POST"), Versions.Count));
    }

    [Fact]
    public void A_rerun_after_the_change_was_sent_continues_to_wait()
    {
        _rotation.GivenCluster("orders", 20, 600);
        Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(newVersion: true, timeout: 120));

        Assert.Equal("orders Completed", Assert.Single(_rotation.Rotate(newVersion: true)!.Clusters).ToString());
        Assert.Equal((1, 1, 2), (World.Count("POST"), World.Count("PATCH"), Versions.Count));
    }

    [Fact]
    public void A_second_version_within_a_day_is_refused_with_a_way_to_force_it()
    {
        _rotation.Rotate(newVersion: true);
        Assert.Empty(World.Log.Warnings);

        _rotation.Rotate(newVersion: true);

        Assert.Matches("No further version .* created 0(.\\d)? hours ago.* Invoke-AzKeyVaultKeyRotation -VaultName '?kv-atlas'? -Name '?atlas-cmk'? && "
            + $"Invoke-AtlasKeyRotation -ProjectId '?{Given.ProjectId}'? -Latest$", Assert.Single(World.Log.Warnings));
        Assert.Equal(2, Versions.Count);
    }

    [Fact]
    public void No_version_is_created_while_Atlas_cannot_use_the_current_key()
    {
        World.Atlas.Encryption.Set(Given.Encryption(valid: false));

        var failure = Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(newVersion: true));

        Assert.Equal("KeyUnreachable", failure.ErrorId);
        Assert.Contains($"Get-AtlasCmkDiagnosis -ProjectId '{Given.ProjectId}'", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal((0, 1), (World.Count("ask") + World.Count("POST") + World.Count("PATCH"), Versions.Count));
    }

    [Fact]
    public void No_version_is_created_without_the_right_to_change_the_project()
    {
        World.Atlas.OnTheWay = () => World.Journal[^1] == "GET privateEndpoints" ? throw Given.Refusal("GET", 403, "ACCESS_FORBIDDEN") : Task.CompletedTask;

        Assert.Equal("RoleTooSmall", Assert.Throws<AtlasApiException>(() => _rotation.Rotate(newVersion: true)).ErrorId);
        Assert.Equal((0, 1), (World.Count("ask") + World.Count("POST"), Versions.Count));
    }

    [Fact]
    public void A_created_version_that_Atlas_refuses_is_named_because_it_stays()
    {
        World.Atlas.OnChange = _ => throw Given.Refusal("PATCH", 400, "AZURE_KEY_VAULT_KEY_NOT_ENABLED");

        var failure = Assert.Throws<AtlasApiException>(() => _rotation.Rotate(newVersion: true));

        Assert.Contains($"The version {Versions[^1].Identifier} was created in the vault and stays there. The next run with -NewVersion within a day uses it.",
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_s_very_first_version_is_no_rotation_however_young()
    {
        GivenVersions(_rotation.Version(RotationWorld.Old, 0.1));

        Assert.NotEqual(RotationWorld.Old, _rotation.Rotate(newVersion: true)!.NewKeyIdentifier);
    }

    [Fact]
    public void Projects_that_share_a_key_share_its_new_version()
    {
        var versions = new NewKeyVersions();
        var request = new RotationRequest(TimeSpan.Zero, TimeSpan.FromHours(1)) { NewVersion = true };

        var results = World.Run(() => Task.WhenAll(Enumerable.Range(0, 3).Select(_ => new RotateKey(World.Project, versions, World.Answers).RunAsync(request))));

        Assert.Single(results.Select(r => r!.NewKeyIdentifier).Distinct());
        Assert.Equal(1, World.Count("POST"));
    }

    /// <summary>If the vault's network prevents the change, the error comes before the question.</summary>
    [Fact]
    public void A_vault_that_cannot_be_reached_is_found_before_the_question()
    {
        World.Keys.OnArrival = _ => throw AzureFailures.From(new("GET", "/keys/atlas-cmk/rotationpolicy", "read the rotation policy", "keys/getrotationpolicy", "Key Vault Crypto Officer"), 403,
            new("Forbidden", "Public network access is disabled.") { Inner = [new("ForbiddenByConnection", null)] });

        var failure = Assert.Throws<AzureApiException>(() => _rotation.Rotate(newVersion: true));

        Assert.Equal("VaultNotReachable", failure.ErrorId);
        Assert.Contains("Hybrid Worker", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(0, World.Count("ask") + World.Count("POST"));
    }
}
