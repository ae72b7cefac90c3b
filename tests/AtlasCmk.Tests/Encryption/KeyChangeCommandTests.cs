using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;
using static AtlasCmk.Tests.Encryption.KeyChangeCommand;

namespace AtlasCmk.Tests.Encryption;

/// <summary>Four commands change a project's key, or how Atlas signs in for it. All of them check Atlas's rights, read the settings again, and settle a lost answer.</summary>
public sealed class KeyChangeCommandTests
{
    private const string Theirs = "https://kv-atlas.vault.azure.net/keys/atlas-cmk/00000000000000000000000000000abc";

    public static TheoryData<string> Commands => [Set, Rotate, RollBack, Migrate];

    [Theory]
    [MemberData(nameof(Commands))]
    public void With_its_rights_in_sight_it_is_made_by_one_change_and_without_a_warning(string name)
    {
        var command = new KeyChangeCommand(name);

        Assert.Equal(command.Success, command.Run());
        Assert.Single(command.Changes);
        Assert.DoesNotContain(command.World.Log.Warnings, w => w.Contains("unclear", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Set, "AtlasLacksKeyRights")]
    [InlineData(Rotate, "AtlasLacksKeyRights")]
    [InlineData(RollBack, "RollBackFailed")]
    [InlineData(Migrate, "MigrationRefused")]
    public void If_Atlas_has_no_rights_nothing_is_sent_and_the_error_names_the_grant(string name, string errorId)
    {
        var command = new KeyChangeCommand(name);
        command.LacksRights();

        var failure = command.Error();

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Empty(command.Changes);
        Assert.Contains("no rights on the key", failure.Message, StringComparison.Ordinal);
        Assert.Contains("none of its roles allows get, encrypt, decrypt", failure.Message, StringComparison.Ordinal);
        Assert.Equal(name is RollBack ? 1 : 0, command.World.Count("ask"));
        Assert.Contains("New-AzRoleAssignment", (failure.InnerException as AtlasCmkException ?? failure).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void If_the_rights_cannot_be_read_there_is_a_warning_and_the_change_is_made(string name)
    {
        var command = new KeyChangeCommand(name);
        command.World.Entra.SessionRefusal = AzureSignInErrors.AzureSignInFailed("no sign-in was found.");

        Assert.Equal(command.Success, command.Run());
        Assert.Single(command.Changes);
        var warnings = command.World.Log.Warnings.Where(w => w.Contains("unclear whether Atlas may use it", StringComparison.Ordinal)).ToList();
        Assert.Equal(name == RollBack ? 2 : 1, warnings.Count);
        Assert.All(warnings, w => Assert.Contains("no sign-in was found", w, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void If_Azure_does_not_answer_the_change_continues(string name)
    {
        var command = new KeyChangeCommand(name);
        command.World.Entra.OnTheWay = () => Task.Delay(TimeSpan.FromMinutes(30), command.World.Time);

        Assert.Equal(command.Success, command.Run());
        Assert.Contains(command.World.Log.Warnings, w => w.Contains("Azure did not answer within 30 s", StringComparison.Ordinal));
        Assert.InRange(command.World.Elapsed, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));
    }

    /// <summary>It was a whole preflight, of 15 requests.</summary>
    [Theory]
    [InlineData(Set)]
    [InlineData(Rotate)]
    [InlineData(Migrate)]
    public void The_question_costs_few_requests(string name)
    {
        var command = new KeyChangeCommand(name);
        command.Run();

        string[] question = [.. command.World.Journal.TakeWhile(e => e != "ask")
            .Where(e => e is "sign in" or "GET kv-atlas" or "GET cloudProviderAccess" || e.Contains("/role", StringComparison.Ordinal))];
        string[] role = name == Migrate ? ["GET cloudProviderAccess", "sign in", "GET kv-atlas"] : ["sign in", "GET kv-atlas", "GET cloudProviderAccess"];
        Assert.Equal([.. role, $"GET kv-atlas/roleAssignments {Given.Principal().ServicePrincipalId}", "GET kv-atlas/roleDefinitions"], question);
    }

    [Theory]
    [InlineData(Set, "ChangedMeanwhile")]
    [InlineData(Rotate, "ChangedMeanwhile")]
    [InlineData(RollBack, "RotationOvertaken")]
    [InlineData(Migrate, "ChangedMeanwhile")]
    public void A_project_that_another_moved_meanwhile_is_left_alone(string name, string errorId)
    {
        var command = new KeyChangeCommand(name);
        command.Meanwhile(() => command.World.Atlas.Encryption.Set(command.Now(key: Theirs)));

        var failure = command.Error();

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Contains(Theirs, failure.Message, StringComparison.Ordinal);
        Assert.Empty(command.Changes);
    }

    /// <summary>A roll back matters while Atlas cannot use the current key.</summary>
    [Theory]
    [InlineData(Set, "ChangedMeanwhile")]
    [InlineData(Rotate, "ChangedMeanwhile")]
    [InlineData(RollBack, "RotationRolledBack")]
    [InlineData(Migrate, "ChangedMeanwhile")]
    public void Other_settings_that_changed_meanwhile_stop_all_but_the_way_back(string name, string errorId)
    {
        var command = new KeyChangeCommand(name);
        command.Meanwhile(() => command.World.Atlas.Encryption.Set(command.Now(privately: true)));

        Assert.Equal(errorId, command.Run());
        Assert.Equal(name == RollBack ? 1 : 0, command.Changes.Count());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_change_that_another_made_meanwhile_is_not_sent_once_more(string name)
    {
        var command = new KeyChangeCommand(name);
        command.Meanwhile(() => command.Take(new() { KeyIdentifier = name switch { RollBack => AnotherKey, Migrate => null, _ => AnotherKey } }));

        Assert.Equal(command.Success, command.Run());
        Assert.Empty(command.Changes);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_change_whose_answer_was_lost_is_settled_by_a_look(string name)
    {
        var command = new KeyChangeCommand(name);
        command.OnChange(change =>
        {
            command.Take(change);
            throw Given.Loss();
        });

        Assert.Equal(command.Success, command.Run());
        Assert.Single(command.Changes);
    }

    [Theory]
    [InlineData(Set, "ServiceUnreachable")]
    [InlineData(Rotate, "ServiceUnreachable")]
    [InlineData(RollBack, "RollBackFailed")]
    [InlineData(Migrate, "ServiceUnreachable")]
    public void The_error_says_that_a_change_that_did_not_reach_Atlas_changed_nothing(string name, string errorId)
    {
        var command = new KeyChangeCommand(name);
        command.OnChange(_ => throw Given.Loss());

        var failure = command.Error();

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Contains("Nothing has changed", failure.Message, StringComparison.Ordinal);
        Assert.Single(command.Changes);
        Assert.Equal(name != RollBack, failure is AtlasUnreachableException { Host: "cloud.mongodb.com" });
    }

    /// <summary>There is nothing to look for.</summary>
    [Theory]
    [InlineData(Set, "ServiceUnreachable")]
    [InlineData(Rotate, "ServiceUnreachable")]
    [InlineData(RollBack, "RollBackFailed")]
    [InlineData(Migrate, "ServiceUnreachable")]
    public void A_change_that_never_left_changed_nothing_and_is_not_looked_for(string name, string errorId)
    {
        var command = new KeyChangeCommand(name);
        var looks = 0;
        command.OnChange(_ =>
        {
            looks = command.World.Count("GET encryptionAtRest");
            throw Given.NothingSent();
        });

        var failure = command.Error();

        Assert.Equal(errorId, failure.ErrorId);
        Assert.Contains("Nothing has changed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(looks, command.World.Count("GET encryptionAtRest"));
    }

    /// <summary>Atlas refuses the second try of a change whose first answer was lost.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_refusal_after_a_lost_answer_is_settled_by_a_look_too(string name)
    {
        var command = new KeyChangeCommand(name);
        command.OnChange(change =>
        {
            command.Take(change);
            throw AtlasFailures.From(new("PATCH", "/x", "Project Owner"), 429, null, mayBeDone: true);
        });

        Assert.Equal(command.Success, command.Run());
        Assert.Single(command.Changes);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void If_the_state_cannot_be_read_either_the_outcome_is_unknown(string name)
    {
        var command = new KeyChangeCommand(name);
        command.OnChange(_ =>
        {
            command.World.Atlas.Refuse = request => request == "GET encryptionAtRest" ? Given.Refusal("GET", 503, null) : null;
            throw Given.Loss();
        });

        var failure = command.Error();

        Assert.DoesNotContain("Nothing has changed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the connection was closed", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Without private networking Atlas has used the key before it answers, so a wait would only wait in vain.</summary>
    [Fact]
    public void A_migration_whose_outcome_cannot_be_read_does_not_wait()
    {
        var command = new KeyChangeCommand(Migrate);
        command.OnChange(_ =>
        {
            var looks = command.World.Count("GET encryptionAtRest");
            command.World.Atlas.Refuse = request => request.StartsWith("GET encryptionAtRest", StringComparison.Ordinal) && command.World.Count("GET encryptionAtRest") == looks + 1
                ? Given.Refusal("GET", 503, null) : null;
            throw Given.Loss();
        });

        Assert.IsType<AtlasUnreachableException>(command.Error());
        Assert.InRange(command.World.Elapsed.TotalSeconds, 0, 5);
    }

    /// <summary>Atlas shows the role only once the data nodes have used the key by it, so that one look settles nothing.</summary>
    [Fact]
    public void Under_private_networking_the_wait_settles_whether_Atlas_took_the_role()
    {
        var command = new KeyChangeCommand(Migrate);
        command.World.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);
        command.World.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        command.OnChange(_ =>
        {
            command.World.Atlas.Encryption.After(40, Given.EncryptionByRole(requirePrivateNetworking: true));
            throw Given.Loss();
        });

        Assert.Equal("", command.Run());
        Assert.InRange(command.World.Elapsed.TotalSeconds, 40, 51);
    }

    [Fact]
    public void Under_private_networking_a_wait_in_vain_names_the_lost_answer()
    {
        var command = new KeyChangeCommand(Migrate);
        command.World.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);
        command.World.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        command.OnChange(_ => throw Given.Loss());

        var failure = command.Error();

        Assert.Equal("MigrationNotValidated", failure.ErrorId);
        Assert.Contains("unknown whether Atlas made the change", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the connection was closed", failure.Message, StringComparison.Ordinal);
    }
}
