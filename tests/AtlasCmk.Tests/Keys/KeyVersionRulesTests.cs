using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

public sealed class KeyVersionRulesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly KeyVersion s_sound = Given.KeyVersion(Given.Key, s_now.AddDays(-30));

    private static IEnumerable<KeyVersionFault> Faults(KeyVersion version) => KeyVersionRules.ReasonsAgainst(version, s_now).Select(r => r.Fault);

    [Fact]
    public void A_usable_version_has_no_reason_against_it() => Assert.Empty(Faults(s_sound));

    [Fact]
    public void A_disabled_version_is_disabled() =>
        Assert.Equal([KeyVersionFault.Disabled], Faults(s_sound with { Enabled = false }));

    [Theory]
    [InlineData(-1, "Expired")]
    [InlineData(0, "Expired")]
    [InlineData(1, "Expiring")]
    [InlineData(48 * 3600, "Expiring")]
    [InlineData((48 * 3600) + 1, null)]
    public void A_key_in_its_last_48_hours_counts_as_expired(int secondsLeft, string? fault) =>
        Assert.Equal(fault is null ? [] : [fault], Faults(s_sound with { Expires = s_now.AddSeconds(secondsLeft) }).Select(f => f.ToString()));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_version_is_active_from_its_time_on(int secondsUntil, bool isTooEarly) =>
        Assert.Equal(isTooEarly ? [KeyVersionFault.NotYetActive] : [], Faults(s_sound with { NotBefore = s_now.AddSeconds(secondsUntil) }));

    [Theory]
    [InlineData("RSA", true)]
    [InlineData("RSA-HSM", true)]
    [InlineData("rsa", true)]
    [InlineData("EC", false)]
    [InlineData("EC-HSM", false)]
    [InlineData("oct-HSM", false)]
    public void Only_rsa_keys_encrypt(string type, bool isUsable) =>
        Assert.Equal(isUsable ? [] : [KeyVersionFault.NotRsa], Faults(s_sound with { KeyType = type }));

    [Theory]
    [InlineData("decrypt,sign", "encrypt")]
    [InlineData("ENCRYPT", "decrypt")]
    [InlineData("wrapKey,unwrapKey", "encrypt and decrypt")]
    public void The_operations_that_are_missing_are_named(string operations, string missing)
    {
        var reason = Assert.Single(KeyVersionRules.ReasonsAgainst(s_sound with { Operations = operations.Split(',') }, s_now));
        Assert.Equal((KeyVersionFault.OperationMissing, $"it does not allow {missing}"), (reason.Fault, reason.Text));
    }

    [Fact]
    public void An_incomplete_list_of_versions_is_not_a_reason() =>
        Assert.Empty(Faults(s_sound with { KeyType = null, Operations = [] }));

    [Fact]
    public void All_reasons_are_listed_the_most_important_first()
    {
        var version = s_sound with { Enabled = false, Expires = s_now.AddHours(1), NotBefore = s_now.AddMinutes(1), KeyType = "EC", Operations = ["sign"] };
        Assert.Equal([KeyVersionFault.Disabled, KeyVersionFault.NotYetActive, KeyVersionFault.Expiring, KeyVersionFault.NotRsa, KeyVersionFault.OperationMissing], Faults(version));
        Assert.Equal(
            "it is disabled; it is not active before 2026-11-24 12:01:00Z; it expires at 2026-11-24 13:00:00Z, and Atlas does not accept a key that expires within 48 hours; "
            + "its type is EC, and only RSA keys can encrypt; it does not allow encrypt and decrypt",
            string.Join("; ", KeyVersionRules.ReasonsAgainst(version, s_now)));
    }
}
