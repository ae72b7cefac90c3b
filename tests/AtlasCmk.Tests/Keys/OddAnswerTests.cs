using AtlasCmk.Tests.Fakes;
using Xunit;
using static AtlasCmk.Tests.Keys.AnsweredRetirement;

namespace AtlasCmk.Tests.Keys;

/// <summary>Answers that lack something, or say it in another way: none of them frees a version.</summary>
public sealed class OddAnswerTests : IDisposable
{
    private const string Clusters = $"groups/{First}/clusters";
    private const string Snapshots = $"groups/{First}/clusters/orders/backup/snapshots";
    private const string Encryption = $"groups/{First}/encryptionAtRest";

    private readonly AnsweredRetirement _world = new();

    public void Dispose() => _world.Dispose();

    private void Change(string path, string from, string to)
    {
        Assert.Contains(from, _world.Answers[path], StringComparison.Ordinal);
        _world.Answers[path] = _world.Answers[path].Replace(from, to, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Clusters, "\"encryptionAtRestProvider\":\"AZURE\"", "\"encryptionAtRestProvider\":\"azure\"")]
    [InlineData(Clusters, "\"encryptionAtRestProvider\":\"AZURE\"", "\"encryptionAtRestProvider\":\" AZURE\"")]
    [InlineData(Clusters, "\"encryptionAtRestProvider\":\"AZURE\"", "\"encryptionAtRestProvider\":\"OCI\"")]
    [InlineData(Clusters, "\"encryptionAtRestProvider\":\"AZURE\",", "")]
    [InlineData(Clusters, "\"encryptionAtRestProvider\":\"AZURE\"", "\"encryptionAtRestProvider\":null")]
    [InlineData(Clusters, "\"paused\":false,", "")]
    [InlineData(Clusters, "\"paused\":false", "\"paused\":null")]
    [InlineData(Clusters, "\"stateName\":\"IDLE\",", "")]
    [InlineData(Clusters, "\"stateName\":\"IDLE\"", "\"stateName\":\"idle\"")]
    [InlineData(Clusters, "\"stateName\":\"IDLE\"", "\"stateName\":\"DREAMING\"")]
    [InlineData(Clusters, "\"results\":[", "\"results\":[null,")]
    [InlineData(Clusters, "\"name\":\"orders\"", "\"name\":null")]
    [InlineData(Encryption, "\"valid\":true,", "")]
    [InlineData(Encryption, "\"valid\":true", "\"valid\":null")]
    [InlineData(Encryption, "\"valid\":true", "\"valid\":false")]
    [InlineData(Encryption, Given.OtherKey, "")]
    [InlineData(Encryption, Given.OtherKey, "   ")]
    [InlineData(Encryption, Given.OtherKey, "https://kv-atlas.vault.azure.net/keys/atlas-cmk")]
    [InlineData(Encryption, Given.OtherKey, "https://KV-ATLAS.vault.azure.net:443/keys/Atlas-CMK/")]
    [InlineData(Encryption, Given.OtherKey, "https://KV-ATLAS.VAULT.AZURE.NET/keys/ATLAS-CMK/0123456789ABCDEF0123456789ABCDEF/")]
    [InlineData(Encryption, Given.OtherKey, " https://kv-atlas.vault.azure.net/keys/atlas-cmk/0123456789abcdef0123456789abcdef")]
    [InlineData(Encryption, Given.OtherKey, "atlas-cmk/0123456789abcdef0123456789abcdef")]
    [InlineData(Encryption, "\"enabled\":true", "\"enabled\":null")]
    [InlineData(Snapshots, "\"createdAt\":\"2026-11-29T12:00:00Z\",", "")]
    [InlineData(Snapshots, "\"createdAt\":\"2026-11-29T12:00:00Z\"", "\"createdAt\":null")]
    [InlineData(Snapshots, "\"createdAt\":\"2026-11-29T12:00:00Z\"", "\"createdAt\":\"yesterday\"")]
    [InlineData(Snapshots, "\"createdAt\":\"2026-11-29T12:00:00Z\"", "\"createdAt\":1764417600")]
    [InlineData(Snapshots, "2026-11-29T12:00:00Z", "2026-11-10T12:00:00Z")]
    [InlineData(Snapshots, "2026-11-29T12:00:00Z", "2026-11-21T14:00:00+02:00")]
    [InlineData(Snapshots, "2026-11-29T12:00:00Z", "2026-11-21T12:00:00")]
    [InlineData(Snapshots, "2026-11-29T12:00:00Z", "2026-11-21")]
    [InlineData(Snapshots, "\"completed\",\"createdAt\":\"2026-11-29T12:00:00Z\"", "\"FAILED\",\"createdAt\":\"2026-11-10T12:00:00Z\"")]
    [InlineData(Snapshots, "\"completed\",\"createdAt\":\"2026-11-29T12:00:00Z\"", "\"deleted\",\"createdAt\":\"2026-11-10T12:00:00Z\"")]
    [InlineData(Snapshots, "\"id\":\"s1\",", "")]
    [InlineData(Snapshots, "\"status\":\"completed\"", "\"masterKeyUUID\":\"01234567-89AB-CDEF-0123-456789ABCDEF\"")]
    [InlineData(Snapshots, "\"status\":\"completed\"", "\"masterKeyUUID\":\"https://KV-atlas.vault.azure.net/keys/atlas-cmk/0123456789abcdef0123456789abcdef\"")]
    [InlineData(Snapshots, "\"links\":[{\"rel\":\"self\"}]", "\"links\":[{\"rel\":\"next\"}]")]
    public void It_is_not_free(string path, string from, string to)
    {
        Change(path, from, to);
        Assert.NotEqual("Yes", _world.Judge().SafeToDisable);
    }

    /// <summary>Which of the longer list are the deleted ones shows by their ids alone.</summary>
    [Fact]
    public void A_deleted_cluster_without_an_ID_does_not_count_as_existing()
    {
        static string Nameless(string name) => Cluster(name, "NONE").Replace($"\"id\":\"id-{name}\",", "", StringComparison.Ordinal);
        _world.Answers[Clusters] = List(Cluster("orders"), Nameless("odd"));
        _world.Answers[$"{Clusters} deleted"] = List(Cluster("orders"), Nameless("odd"), Nameless("gone"));

        Assert.Equal(("Unknown", "Unread"), (_world.Judge().SafeToDisable, _world.Judge().HeldBy[0].Kind));
    }

    /// <summary>The snapshot is older than the version, and a restore may start from it where continuous backup is on.</summary>
    [Theory]
    [InlineData("\"pitEnabled\":true,", "PointInTime")]
    [InlineData("", "Unread")]
    [InlineData("\"pitEnabled\":null,", "Unread")]
    public void Continuous_backup_that_Atlas_does_not_speak_of_may_be_on(string more, string kind)
    {
        Change(Snapshots, "2026-11-29T12:00:00Z", "2026-07-01T12:00:00Z");
        Change(Clusters, "\"pitEnabled\":false,", more);
        Assert.Contains(kind, _world.Judge().HeldBy.Select(u => u.Kind));
        Assert.NotEqual("Yes", _world.Judge().SafeToDisable);
    }

    [Fact]
    public void Missing_properties_of_a_cluster_are_named()
    {
        Change(Clusters, "\"paused\":false,", "");
        Change(Clusters, "\"backupEnabled\":true,", "");
        Assert.Contains("paused, backupEnabled", Assert.Single(_world.Judge().HeldBy).Evidence, StringComparison.Ordinal);
    }

    /// <summary>Atlas lists it after its time, so it does not say when it goes.</summary>
    [Theory]
    [InlineData("2026-11-20T12:00:00Z", null)]
    [InlineData("2026-12-29T12:00:00Z", 12)]
    public void A_snapshot_that_is_listed_after_it_expired_gives_no_time_to_wait_for(string expires, int? month)
    {
        Change(Snapshots, "2026-11-29T12:00:00Z", "2026-11-15T12:00:00Z");
        Change(Snapshots, "2026-12-29T12:00:00Z", expires);
        Assert.NotEqual("Yes", _world.Judge().SafeToDisable);
        Assert.Equal(month, _world.Judge().SafeAfter?.Month);
    }

    /// <summary>Atlas gives times in UTC, whatever the time zone of this machine.</summary>
    [Fact]
    public void A_time_without_a_zone_is_in_UTC()
    {
        Change(Snapshots, "2026-11-29T12:00:00Z", "2026-11-15T12:00:00");
        Assert.Equal(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero), Assert.Single(_world.Judge().HeldBy).CreatedAt);
    }
}
