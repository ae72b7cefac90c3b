using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A record is a file: before it gives anything, it is held against what Azure and Atlas say now.</summary>
public sealed class RecordComparisonTests
{
    private const string Stranger = "b1e2c3d4-0000-4000-8000-0000000000ee";

    private static FreezeWorld Frozen(KeyAccessMethod method)
    {
        var freeze = new FreezeWorld(usesRoles: method == KeyAccessMethod.RoleAssignment);
        freeze.Revoke(method);
        freeze.World.Answers.Questions.Clear();
        freeze.World.Log.Warnings.Clear();
        return freeze;
    }

    private static void Change(FreezeWorld freeze, Func<KeyAccessRecord, KeyAccessRecord> change) =>
        freeze.World.Records.Files[FreezeWorld.Path] = change(freeze.World.Records.Files[FreezeWorld.Path]);

    /// <summary>The second question, after a no to which nothing was given.</summary>
    private static string SecondQuestion(FreezeWorld freeze)
    {
        var before = freeze.Rights;
        freeze.World.Answers.ToSecond = false;
        freeze.Grant();
        Assert.Equal(before, freeze.Rights);
        Assert.Equal(2, freeze.World.Answers.Questions.Count);
        return freeze.World.Answers.Questions[1];
    }

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion)]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    [InlineData(KeyAccessMethod.RoleAssignment)]
    public void A_record_that_agrees_takes_one_question_that_names_what_is_given_and_the_record_s_age(KeyAccessMethod method)
    {
        var freeze = Frozen(method);
        freeze.Grant();

        var question = Assert.Single(freeze.World.Answers.Questions);
        Assert.Contains("kv-atlas", question, StringComparison.Ordinal);
        Assert.Contains(method == KeyAccessMethod.KeyVersion ? "0123456789abcdef0123456789abcdef" : FakeEntra.Atlas.ObjectId, question, StringComparison.Ordinal);
        Assert.Contains($"{freeze.World.Records.Files[FreezeWorld.Path].CreatedAt:u}", question, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    [InlineData(KeyAccessMethod.RoleAssignment)]
    public void An_exchanged_identity_is_a_second_question_that_names_both(KeyAccessMethod method)
    {
        var freeze = Frozen(method);
        Change(freeze, r => r with
        {
            Target = r.Target with { ObjectId = Stranger },
            Taken = [.. r.Taken.Select(g => g switch
            {
                PolicyRights p => new PolicyRights(p.Policy with { ObjectId = Stranger }),
                AssignedRole a => new AssignedRole(a.Assignment with { PrincipalId = Stranger }),
                _ => g,
            })],
        });

        var question = SecondQuestion(freeze);

        Assert.Contains(Stranger, question, StringComparison.Ordinal);
        Assert.Contains(FakeEntra.Atlas.ObjectId, question, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_was_disabled_on_purpose_is_not_enabled_by_one_question()
    {
        var freeze = Frozen(KeyAccessMethod.KeyVersion);
        var other = KeyIdentifierReading.Parse(Given.OtherKey);
        freeze.World.KeyVault.KeyVersions.Set([.. freeze.World.KeyVault.KeyVersions.Now, Given.KeyVersion(Given.OtherKey, freeze.World.Time.GetUtcNow()) with { Enabled = false }]);
        Change(freeze, r => r with { Target = r.Target with { Key = other }, Taken = [new EnabledVersion(other)] });

        var question = SecondQuestion(freeze);

        Assert.Contains("AtlasCmkFreeze", question, StringComparison.Ordinal);
        Assert.Contains(Given.Key, question, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_uses_another_vault_by_now_is_named()
    {
        var freeze = Frozen(KeyAccessMethod.AccessPolicy);
        freeze.World.Atlas.Encryption.Set(Given.Encryption(key: "https://kv-moved.vault.azure.net/keys/atlas-cmk/0123456789abcdef0123456789abcdef"));
        Assert.Contains("kv-moved", SecondQuestion(freeze), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_cannot_be_read_is_a_doubt()
    {
        var freeze = Frozen(KeyAccessMethod.AccessPolicy);
        freeze.World.Atlas.OnTheWay = () => throw Given.Refusal("GET", 403, "ACCESS_FORBIDDEN");
        Assert.Contains("could not be read", SecondQuestion(freeze), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "future")]
    [InlineData(-45, "45 days")]
    public void A_record_from_the_future_or_of_long_ago_is_a_doubt(int days, string words)
    {
        var freeze = Frozen(KeyAccessMethod.KeyVersion);
        Change(freeze, r => r with { CreatedAt = r.CreatedAt.AddDays(days) });
        Assert.Contains(words, SecondQuestion(freeze), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    [InlineData(KeyAccessMethod.RoleAssignment)]
    public void An_identity_that_cannot_be_compared_is_a_doubt(KeyAccessMethod method)
    {
        var freeze = Frozen(method);
        freeze.World.Answers.ToSecond = false;
        freeze.Grant(named: false);
        Assert.Contains("-AtlasObjectId", freeze.World.Answers.Questions[1], StringComparison.Ordinal);
        Assert.DoesNotContain(freeze.Evidence, e => e.Event == KeyAccessEvent.Given);
    }

    [Fact]
    public void A_project_that_signs_in_with_a_role_needs_no_object_ID()
    {
        var freeze = new FreezeWorld();
        freeze.World.Atlas.Encryption.Set(Given.EncryptionByRole());
        freeze.World.Atlas.Principals.Add(Given.Principal());
        freeze.SetVault(false, FreezeWorld.Policy("get", "encrypt", "decrypt") with { ObjectId = Given.PrincipalRequest.ServicePrincipalId });
        freeze.Revoke(KeyAccessMethod.AccessPolicy, named: false);
        freeze.World.Answers.Questions.Clear();

        freeze.Grant(named: false);

        Assert.Single(freeze.World.Answers.Questions);
    }

    [Fact]
    public void A_changed_record_is_refused_and_with_Force_it_causes_a_warning()
    {
        var freeze = Frozen(KeyAccessMethod.KeyVersion);
        Change(freeze, r => r with { Seal = RecordSeal.Broken });
        Assert.Equal("RecordChanged", Assert.ThrowsAny<AtlasCmkException>(() => freeze.Grant()).ErrorId);
        Assert.Empty(freeze.World.Answers.Questions);

        freeze.Grant(force: true);
        Assert.Contains(freeze.World.Log.Warnings, w => w.Contains("checksum", StringComparison.Ordinal));
        Assert.Contains("checksum", freeze.World.Answers.Questions[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_a_checksum_is_a_doubt()
    {
        var freeze = Frozen(KeyAccessMethod.KeyVersion);
        Change(freeze, r => r with { Seal = RecordSeal.Missing });
        Assert.Contains("checksum", SecondQuestion(freeze), StringComparison.Ordinal);
    }

    [Fact]
    public void A_complete_record_causes_no_doubt()
    {
        var freeze = Frozen(KeyAccessMethod.KeyVersion);
        freeze.Grant();
        freeze.World.Answers.Questions.Clear();
        Change(freeze, r => r with { CreatedAt = r.CreatedAt.AddDays(-400) });
        freeze.Grant();
        Assert.Empty(freeze.World.Answers.Questions);
    }
}
