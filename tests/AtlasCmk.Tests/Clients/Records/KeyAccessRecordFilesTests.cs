using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class KeyAccessRecordFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atlascmk-test-").FullName;
    private readonly KeyAccessRecordFiles _records = new();

    private string Path => System.IO.Path.Combine(_folder, "freeze.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static KeyAccessRecord Record(KeyAccessMethod method, params KeyGrant[] taken) => new(
        new(method, Given.Vault) { ProjectId = Given.ProjectId, ProjectName = "payments", Key = KeyIdentifierReading.Parse(Given.Key), ObjectId = method == KeyAccessMethod.KeyVersion ? null : "o-1" },
        new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero), taken)
    {
        RunningClusters = ["orders"],
    };

    public static TheoryData<int> Kinds { get; } = [0, 1, 2, 3];

    private static KeyAccessRecord Kind(int kind) => kind switch
    {
        0 => Record(KeyAccessMethod.KeyVersion, new EnabledVersion(KeyIdentifierReading.Parse(Given.Key))),
        1 => Record(KeyAccessMethod.AccessPolicy, new PolicyRights(new(Given.Tenant, "o-1", null, ["Get", "decrypt"]))),
        2 => Record(KeyAccessMethod.RoleAssignment,
            new AssignedRole(Role(Given.Vault.ResourceId), "Key Vault Crypto User"),
            new AssignedRole(Role($"{Given.Vault.ResourceId}/keys/atlas-cmk") with { Condition = "@Resource[\"ä\"]", ConditionVersion = "2.0",
                PrincipalType = null, Description = "for Atlas", DelegatedManagedIdentityResourceId = "/subscriptions/msp/identities/m" })),
        _ => Record(KeyAccessMethod.KeyVersion, new EnabledVersion(KeyIdentifierReading.Parse(Given.Key))) with { RunningClusters = null,
            Target = new(KeyAccessMethod.KeyVersion, Given.Vault) { Key = KeyIdentifierReading.Parse(Given.Key) } },
    };

    private static RoleAssignment Role(string scope) =>
        new($"{scope}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-000000000001", scope, "/d/1", "o-1") { PrincipalType = "ServicePrincipal" };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_written_file_is_read_completely(int kind)
    {
        var written = Kind(kind);
        _records.Create(Path, written);
        var read = new KeyAccessRecordFiles().Read(Path)!;

        Assert.Equal((written.Target, written.CreatedAt), (read.Target, read.CreatedAt));
        Assert.Equal(written.RunningClusters, read.RunningClusters);
        Assert.Equal(written.Taken.Select(g => g.ToString()), read.Taken.Select(g => g.ToString()));
        Assert.Empty(KeyGrant.Beyond(written.Taken, [.. read.Taken]));
        Assert.Equal(written.Taken.OfType<AssignedRole>().Select(r => r.Assignment), read.Taken.OfType<AssignedRole>().Select(r => r.Assignment));
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void It_names_its_format_and_version() =>
        Assert.Equal(("AtlasCmk.KeyAccessRecord", 2), (Field("format").Value<string>(), Field("version").Value<int>()));

    private JToken Field(string name)
    {
        if (!File.Exists(Path))
        {
            _records.Create(Path, Kind(0));
        }

        return JObject.Parse(File.ReadAllText(Path))[name]!;
    }

    [Fact]
    public void A_file_that_is_there_is_never_overwritten()
    {
        File.WriteAllText(Path, "precious");
        var e = Assert.ThrowsAny<AtlasCmkException>(() => _records.Create(Path, Kind(0)));
        Assert.Equal(("RecordExists", "precious"), (e.ErrorId, File.ReadAllText(Path)));
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }

    /// <summary>A record that another one replaces is lost, and with it the way to thaw.</summary>
    [Fact]
    public void Of_many_concurrent_writers_one_succeeds()
    {
        for (var round = 0; round < 100; round++)
        {
            OneOfManyWrites();
            File.Delete(Path);
        }
    }

    private void OneOfManyWrites()
    {
        var ends = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(16).Select(i =>
        {
            try
            {
                _records.Create(Path, Kind(i % 3));
                return "written";
            }
            catch (AtlasCmkException e)
            {
                return e.ErrorId;
            }
        }).ToList();

        Assert.Single(ends, "written");
        Assert.Equal(15, ends.Count(e => e == "RecordExists"));
        Assert.NotNull(_records.Read(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_missing_record_is_null_and_an_unwritable_one_is_an_error()
    {
        Assert.Null(_records.Read(Path));
        Assert.Null(_records.Read(System.IO.Path.Combine(_folder, "none", "freeze.json")));
        Assert.Equal("RecordNotWritten", Assert.ThrowsAny<AtlasCmkException>(() => _records.Create(System.IO.Path.Combine(_folder, "none", "freeze.json"), Kind(0))).ErrorId);
        Assert.Equal("RecordUnreadable", Assert.ThrowsAny<AtlasCmkException>(() => _records.Read(_folder)).ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Something_else_is_no_record(string text)
    {
        File.WriteAllText(Path, text);
        Assert.Equal("RecordUnreadable", Assert.ThrowsAny<AtlasCmkException>(() => _records.Read(Path)).ErrorId);
    }

    [Theory]
    [InlineData(0, "format", "Other", "its format is Other 2")]
    [InlineData(0, "version", 3, "AtlasCmk.KeyAccessRecord 3")]
    [InlineData(0, "method", "Prayer", "its method")]
    [InlineData(0, "createdAt", "yesterday", "its time")]
    [InlineData(0, "more", 1, "more")]
    [InlineData(0, "keyIdentifier", "http://x", "http")]
    [InlineData(0, "vault.azureEnvironment", "MARS", "its cloud")]
    [InlineData(0, "vault.name", "kv-other", "outside the vault kv-other")]
    [InlineData(2, "vault.name", "kv-other", "outside the vault kv-other")]
    [InlineData(0, "keyVersions[0]", Given.OtherKey, "not the key version that was disabled")]
    [InlineData(1, "accessPolicies[0].objectId", "o-2", "access policy to o-2")]
    [InlineData(1, "accessPolicies[0].applicationId", "a", "not the identity")]
    [InlineData(1, "accessPolicies[0].keyPermissions[0]", "purge", "permission purge")]
    [InlineData(1, "objectId", "o-2", "access policy to o-1")]
    [InlineData(1, "method", "RoleAssignment", "access policy to o-1")]
    [InlineData(2, "roleAssignments[0].principalId", "o-2", "role to o-2")]
    [InlineData(2, "roleAssignments[0].scope", "/subscriptions/s", "outside the vault")]
    [InlineData(2, "roleAssignments[0].id", "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/1", "outside the vault")]
    public void A_tampered_record_or_one_from_the_future_is_not_used(int kind, string member, object value, string why)
    {
        _records.Create(Path, Kind(kind));
        var json = JObject.Parse(File.ReadAllText(Path));
        if (member.Split('.') is [var of, "applicationId"])
        {
            json.SelectToken(of)!["applicationId"] = JToken.FromObject(value);
        }
        else if (json.SelectToken(member) is { } token)
        {
            token.Replace(JToken.FromObject(value));
        }
        else
        {
            json[member] = JToken.FromObject(value);
        }

        File.WriteAllText(Path, json.ToString());
        var e = Assert.ThrowsAny<AtlasCmkException>(() => _records.Read(Path));
        Assert.Equal("RecordUnreadable", e.ErrorId);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_as_it_was_written_has_a_checksum_that_fits_however_it_is_laid_out()
    {
        _records.Create(Path, Kind(2));
        Assert.Equal(RecordSeal.Fits, _records.Read(Path)!.Seal);
        File.WriteAllText(Path, Parsed().ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal(RecordSeal.Fits, _records.Read(Path)!.Seal);
    }

    [Theory]
    [InlineData("createdAt", "2026-11-25T03:00:00.0000000+00:00")]
    [InlineData("projectId", "66c9e8f1dd6c9960802420ff")]
    [InlineData("runningClusters", null)]
    [InlineData("seal", null)]
    [InlineData("seal", "sha256:00")]
    public void A_record_that_was_changed_is_known_by_its_checksum(string member, string? value)
    {
        _records.Create(Path, Kind(0));
        Change(member, value);
        Assert.Equal(RecordSeal.Broken, _records.Read(Path)!.Seal);
    }

    [Fact]
    public void A_record_of_an_earlier_version_is_read_and_has_no_checksum()
    {
        _records.Create(Path, Kind(0));
        Change("seal", null);
        Change("version", 1);
        Assert.Equal((RecordSeal.Missing, "payments"), (_records.Read(Path)!.Seal, _records.Read(Path)!.Target.ProjectName));
    }

    /// <summary>With times as the texts that they are.</summary>
    private JObject Parsed() => Newtonsoft.Json.JsonConvert.DeserializeObject<JObject>(File.ReadAllText(Path),
        new Newtonsoft.Json.JsonSerializerSettings { DateParseHandling = Newtonsoft.Json.DateParseHandling.None })!;

    private void Change(string member, JToken? value)
    {
        var json = Parsed();
        json.Remove(member);
        if (value is not null)
        {
            json[member] = value;
        }

        File.WriteAllText(Path, json.ToString());
    }

    [Fact]
    public void Only_its_owner_may_read_or_change_it()
    {
        _records.Create(Path, Kind(1));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        }
    }

    [Fact]
    public void A_place_is_tried_without_leaving_anything()
    {
        _records.CheckPlace(Path);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.Equal("RecordNotWritten", Assert.ThrowsAny<AtlasCmkException>(() => _records.CheckPlace(System.IO.Path.Combine(_folder, "none", "freeze.json"))).ErrorId);
    }

    [Fact]
    public void An_empty_record_is_invalid()
    {
        _records.Create(Path, Record(KeyAccessMethod.KeyVersion));
        Assert.Contains("nothing that was taken", Assert.ThrowsAny<AtlasCmkException>(() => _records.Read(Path)).Message, StringComparison.Ordinal);
    }
}
