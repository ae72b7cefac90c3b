using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A version that a freeze disabled says so, and keeps the tags that it had.</summary>
public sealed class FreezeTagTests
{
    private readonly FreezeWorld _freeze = new();

    private KeyVersion Version => _freeze.World.KeyVault.KeyVersions.Now[0];

    private void Tag(int count = 1) =>
        _freeze.World.KeyVault.KeyVersions.Set([Version with { Tags = Enumerable.Range(0, count).ToDictionary(i => $"owner{i}", _ => "data team") }]);

    [Fact]
    public void A_freeze_adds_when_and_by_which_identity_and_a_thaw_removes_it()
    {
        Tag();
        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        var value = Version.FreezeTag!;
        Assert.Equal("data team", Version.Tags["owner0"]);
        Assert.Equal(_freeze.World.Records.Files[FreezeWorld.Path].CreatedAt, FreezeTag.TimeOf(value));
        Assert.EndsWith($" by {_freeze.World.Entra.Session}", value, StringComparison.Ordinal);

        _freeze.Grant();
        Assert.Equal(["owner0"], Version.Tags.Keys);
    }

    [Fact]
    public void Tags_that_have_no_room_left_keep_nothing_from_being_frozen()
    {
        Tag(15);
        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.False(Version.Enabled);
        Assert.Equal(15, Version.Tags.Count);
        Assert.Contains(_freeze.World.Log.Warnings, w => w.Contains(KeyVersion.FreezeTagName, StringComparison.Ordinal));
    }

    [Fact]
    public void A_vault_that_refuses_the_tag_is_still_frozen()
    {
        _freeze.World.Keys.OnArrival = r => _ = r.StartsWith("TAG", StringComparison.Ordinal) ? throw AzureFailures.From(new("PATCH", r, "tag it", "update"), 400, new("BadParameter", "No.")) : 0;
        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.False(Version.Enabled);
        Assert.Contains(_freeze.Evidence, e => e.Event == KeyAccessEvent.Taken);
        Assert.Contains(_freeze.World.Log.Warnings, w => w.Contains("BadParameter", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_identity_is_reported()
    {
        _freeze.World.Entra.SessionRefusal = Given.Refusal("GET", 403, "ACCESS_FORBIDDEN");
        _freeze.Revoke(KeyAccessMethod.KeyVersion, force: true);
        Assert.EndsWith("by an identity that could not be read", Version.FreezeTag, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-30T12:00:01Z by object x", "2026-11-30 12:00:01Z")]
    [InlineData("2026-11-30T12:00:01Z", "2026-11-30 12:00:01Z")]
    [InlineData("yesterday by me", null)]
    [InlineData("", null)]
    public void The_time_of_a_tag_is_read(string value, string? time) => Assert.Equal(time, FreezeTag.TimeOf(value)?.ToString("u"));
}
