using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>A version of which Azure does not say whether it is enabled, or when it was created.</summary>
public sealed class IncompleteVersionTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static readonly EncryptionAtRest s_following = Given.Encryption(key: Given.Key[..Given.Key.LastIndexOf('/')]);

    private static KeyVersion Older => Given.KeyVersion(Given.Key, s_now.AddDays(-9));

    private static KeyVersion Newer => Given.KeyVersion(Given.OtherKey, s_now.AddDays(-1));

    private static AkvKeyVersion Show(KeyVersion version, params KeyVersion[] all) => KeyVersionStates.Of(version, all, s_following, s_now);

    [Fact]
    public void It_is_not_called_usable_and_not_called_disabled()
    {
        var shown = Show(Newer with { Enabled = null }, Older, Newer with { Enabled = null });

        Assert.Equal(("Unknown", null, null, null), (shown.State, shown.IsUsable, shown.Enabled, shown.IsInUse));
        Assert.Contains("does not say whether it is enabled", shown.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Known_problems_come_first()
    {
        var expired = Newer with { Enabled = null, Expires = s_now.AddDays(-1) };
        Assert.Equal(("Expired", false), (Show(expired, expired).State, Show(expired, expired).IsUsable));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_may_be_the_latest_so_no_other_is_reported_as_the_latest(bool isEnabledTold)
    {
        var untold = isEnabledTold ? Newer with { Created = null } : Newer with { Enabled = null };

        Assert.Null(Show(Older, Older, untold).IsInUse);
        Assert.Null(Show(untold, Older, untold).IsInUse);
        Assert.Equal(KeyReference.Possible, KeyReferences.Of(Older.Identifier, [Older, untold], s_following));
    }

    [Fact]
    public void If_a_version_is_certainly_disabled_the_older_one_is_the_latest()
    {
        var disabled = Newer with { Enabled = false };
        Assert.True(Show(Older, Older, disabled).IsInUse);
        Assert.Equal((false, "Disabled"), (Show(disabled, Older, disabled).IsUsable, Show(disabled, Older, disabled).State));
    }
}
