using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>An answer that accepts a change is no proof of it: what counts is what Azure shows afterwards.</summary>
public sealed class KeyAccessVerificationTests
{
    private static AtlasCmkException Refusal(Action work) => Assert.ThrowsAny<AtlasCmkException>(work);

    private static FreezeWorld Of(KeyAccessMethod method) => new(usesRoles: method == KeyAccessMethod.RoleAssignment);

    private static void Ignore(FreezeWorld freeze, bool ignore) => freeze.World.Keys.IgnoresChanges = freeze.World.KeyVault.IgnoresRights = ignore;

    private static IEnumerable<string> Changes(FreezeWorld freeze) => freeze.Evidence.Select(e => e.Event).Where(e => e is "Taken" or "NotTaken" or "Given" or "NotGiven" or "Unseen");

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion)]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    [InlineData(KeyAccessMethod.RoleAssignment)]
    public void Access_that_remains_after_a_freeze_is_an_error(KeyAccessMethod method)
    {
        var freeze = Of(method);
        Ignore(freeze, true);

        var e = Refusal(() => freeze.Revoke(method));

        Assert.Equal("AccessNotTaken", e.ErrorId);
        Assert.Equal(["NotTaken"], Changes(freeze));
        Assert.Contains("Revoke-AtlasKeyAccess", e.Remedy, StringComparison.Ordinal);
        Assert.Contains($"-ProjectId '{Given.ProjectId}'", e.Remedy, StringComparison.Ordinal);
        Ignore(freeze, false);
        freeze.Revoke(method);
        Assert.Equal(["NotTaken", "Taken"], Changes(freeze));
    }

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion)]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    [InlineData(KeyAccessMethod.RoleAssignment)]
    public void Access_still_missing_after_a_thaw_is_an_error(KeyAccessMethod method)
    {
        var freeze = Of(method);
        freeze.Revoke(method);
        Ignore(freeze, true);

        var e = Refusal(() => freeze.Grant());

        Assert.Equal("AccessNotGiven", e.ErrorId);
        Assert.Equal(["Taken", "NotGiven"], Changes(freeze));
        Assert.Contains($"Grant-AtlasKeyAccess -RecordPath '{FreezeWorld.Path}'", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delayed_result_is_accepted()
    {
        var freeze = Of(KeyAccessMethod.AccessPolicy);
        freeze.World.KeyVault.OnRights = _ =>
        {
            var now = freeze.World.KeyVault.Settings.Now!;
            freeze.World.KeyVault.IgnoresRights = true;
            freeze.World.KeyVault.Settings.Set(now).After(3, now with { AccessPolicies = [FreezeWorld.Policy("wrapKey")] });
        };

        freeze.Revoke(KeyAccessMethod.AccessPolicy);

        Assert.Equal(["Taken"], Changes(freeze));
        Assert.InRange(freeze.World.Elapsed.TotalSeconds, 3, 12);
    }

    [Fact]
    public void Access_that_cannot_be_read_afterwards_is_Unseen_and_an_error()
    {
        var freeze = Of(KeyAccessMethod.KeyVersion);
        freeze.World.Keys.OnTheWayBack = _ => freeze.World.KeyVault.OnTheWay = () => throw AzureFailures.From(new("GET", "/versions", "read it", "read"), 500, null);

        var e = Refusal(() => freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Equal("AccessNotTaken", e.ErrorId);
        Assert.Equal(["Unseen"], Changes(freeze));
    }

    [Fact]
    public void The_time_of_an_event_is_when_it_was_seen()
    {
        var freeze = Of(KeyAccessMethod.KeyVersion);
        freeze.Revoke(KeyAccessMethod.KeyVersion);

        var taken = freeze.Evidence.Single(e => e.Event == "Taken");
        Assert.Contains($"{taken.Time:u}", taken.Detail, StringComparison.Ordinal);
        Assert.True(freeze.World.Journal.ToList().FindLastIndex(e => e.StartsWith("GET kv-atlas/keys/atlas-cmk/versions/", StringComparison.Ordinal)) > freeze.World.Journal.ToList()
            .FindIndex(e => e.StartsWith("PATCH", StringComparison.Ordinal)));
    }
}
