using System.Management.Automation;
using System.Text.RegularExpressions;
using AtlasCmk.Tests.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Display;

/// <summary>The views, as the engine prints them.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed partial class ViewTests
{
    private const string Connection = "pe-7f7c958938c2348df1b2849e-dczfg.3f8a5eec-3cfb-4681-8e66-dd4ec7096fbc";

    private static readonly string s_green = PSStyle.Instance.Foreground.Green;

    private readonly World _world = new();

    private AkvPrivateEndpoint Endpoint => Given.Endpoint("AUSTRALIA_SOUTH_EAST", "PENDING_ACCEPTANCE", Connection);

    [Theory]
    [InlineData("ACTIVE", "Green")]
    [InlineData("PENDING_ACCEPTANCE", "Warning")]
    [InlineData("FAILED", "Error")]
    public void A_status_has_the_color_that_the_user_chose_for_its_kind(string status, string kind)
    {
        var colour = kind switch { "Green" => s_green, "Warning" => PSStyle.Instance.Formatting.Warning, _ => PSStyle.Instance.Formatting.Error };
        using var printer = new Printer(colors: true);

        Assert.Contains($"{colour}{status}{PSStyle.Instance.Reset}", printer.Print(Given.Endpoint("US_EAST_2", status)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_status_has_no_color()
    {
        using var printer = new Printer(colors: true);
        Assert.Contains("US_EAST_2  SLEEPING 0", printer.Print(Given.Endpoint("US_EAST_2", "SLEEPING")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colors_the_text_is_plain()
    {
        using var printer = new Printer();
        Assert.DoesNotContain("\u001b", printer.Print(Endpoint), StringComparison.Ordinal);

        PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        try
        {
            Assert.Equal("PENDING_ACCEPTANCE", Assert.Single(printer.Run("$input | ForEach-Object ShownStatus", Endpoint)).BaseObject);
        }
        finally
        {
            PSStyle.Instance.OutputRendering = OutputRendering.Host;
        }
    }

    [Fact]
    public void The_object_itself_keeps_its_plain_status_and_no_more_properties()
    {
        using var printer = new Printer(colors: true);
        var names = printer.Run("$input | ForEach-Object { $_.Status; $_.PSObject.Properties | ForEach-Object Name }", Endpoint).Select(o => o.ToString());

        Assert.Equal(["PENDING_ACCEPTANCE", "EndpointId", "RegionName", "Status", "PrivateEndpointConnectionName", "ErrorMessage", "Change", "ProjectName", "ProjectId", "OrganizationName"], names);
    }

    /// <summary>The format of Export-Clixml and of jobs.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_copy_has_the_same_properties_and_is_printed_in_the_same_way(int depth)
    {
        using var printer = new Printer(colors: true);
        var project = new AtlasProject(Given.ProjectId, "payments", Given.RoleId(), 3, DateTimeOffset.UnixEpoch);
        foreach (var original in new object[] { Endpoint, project })
        {
            var text = Assert.Single(printer.Run("$input | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($_, " + depth + ") }", original)).ToString();
            var copy = Assert.Single(printer.Run("$input | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize($_) }", text));

            Assert.DoesNotContain("Shown", text, StringComparison.Ordinal);
            Assert.Equal(printer.Print(original), printer.Print(copy));
        }
    }

    [Fact]
    public void It_is_printed_in_constrained_language_mode_too()
    {
        using var printer = new Printer(colors: true);
        var before = printer.Print(Endpoint);
        printer.Run("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'");

        Assert.Equal(before, printer.Print(Endpoint));
    }

    [Fact]
    public void A_time_has_its_age_by_the_session_s_clock()
    {
        using var printer = new Printer();
        _world.Time.SetUtcNow(new(2026, 11, 23, 8, 15, 0, TimeSpan.Zero));
        var session = new AtlasSession(new() { Time = _world.Time }, new FakeConnection(_world), null, _world.Time.GetUtcNow().AddHours(-3));
        var project = new AtlasProject(Given.ProjectId, "payments", Given.RoleId(), 3, new(2026, 11, 11, 23, 0, 0, TimeSpan.Zero)) { Session = session };

        Assert.Contains("2026-11-11 (11 d ago)", printer.Print(project), StringComparison.Ordinal);
        Assert.Contains("2026-11-23 05:15Z (3 h ago)", printer.Print(session), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Identifiers_are_printed_completely_and_no_line_is_wider_than_the_screen(int width)
    {
        using var printer = new Printer(width);
        var cluster = new ClusterEncryption(Given.Cluster(new string('c', 40)), "its tier M0 cannot be encrypted with a key of the project");
        var version = KeyVersionStates.Of(Given.KeyVersion(Given.OtherKey, _world.Time.GetUtcNow()) with { Expires = _world.Time.GetUtcNow() }, [], Given.Encryption(), _world.Time.GetUtcNow());
        var connection = new PrivateEndpointConnection(Given.Connection(Connection), "Disconnected", new ConnectionOwner(Endpoint, []));
        var project = new AtlasProject(Given.ProjectId, new string('p', 64), Given.RoleId(), 3, DateTimeOffset.UnixEpoch);
        var usage = new KeyUsage(Given.ProjectId, KeyIdentifierReading.Parse(Given.Key), "DeletedClusterSnapshot", UsageCertainty.Assumed,
            "its time says so") { ClusterName = "orders", CreatedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch };

        var check = new PrerequisiteCheck(Given.ProjectId, "ClusterRegion", "orders", CheckStatus.Warning,
            "no ACTIVE private endpoint in US_EAST_2 yet; create it once private networking is required", "one in each region",
            $"New-AtlasAkvPrivateEndpoint -ProjectId {Given.ProjectId} -RegionName US_EAST_2 -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint",
                new("https://www.mongodb.com/docs/atlas/"));

        Prints(Endpoint, Endpoint.RegionName, Endpoint.EndpointId, Connection, Endpoint.Status);
        Prints(connection, Connection, "Disconnected", Endpoint.RegionName, Given.ProjectId);
        Prints(cluster, cluster.ClusterName, "False");
        Prints(version, version.Version, "Expired", version.KeyName);
        Prints(project, project.Name, Given.ProjectId);
        Prints(usage, Given.ProjectId, "DeletedClusterSnapshot", "Assumed", "orders", "1970-01-01");
        Prints(Given.Encryption(), Given.Key, Given.ProjectId);
        Prints(new KeyRotation(Given.ProjectId, Given.OtherKey) { OldKeyIdentifier = Given.Key, Valid = true }, Given.OtherKey, Given.Key, Given.ProjectId);
        Prints(RetirementRules.Of(new(KeyIdentifierReading.Parse(Given.Key), [usage], [Given.ProjectId], []), true), Given.Key, "SafeToDisable", Given.ProjectId);
        Prints(new KeyRotation(Given.ProjectId, Given.OtherKey) { NewKeyReason = "no event was seen" }, "Unknown", "no event was seen");
        Prints(Given.Encryption(key: Given.Key[..Given.Key.LastIndexOf('/')]), "-ResolveKeyVersion");
        Prints(new KeyRotationCluster(new string('c', 30), "Completed", "IDLE"), new string('c', 30), "Completed");
        Prints(Given.Principal(), Given.RoleId(), Given.Subscription);
        Prints(check, "ClusterRegion", "orders", "New-AtlasAkvPrivateEndpoint", "Approve-AzPrivateEndpointConnection", Given.ProjectId);
        Prints(new PrerequisiteCheck(Given.ProjectId, "KeyExpiry", Given.Key, CheckStatus.Passed, "it does not expire", "48 hours", null, new("https://learn.microsoft.com/")),
            "KeyExpiry", "does not expire", Given.Key.Split('/')[^2], Given.Key.Split('/')[^1]);
        Prints(new AtlasSession(new() { Time = _world.Time }, new FakeConnection(_world), Given.ProjectId, _world.Time.GetUtcNow()), Given.ProjectId);

        void Prints(object output, params string[] whole)
        {
            var lines = printer.Print(output).ReplaceLineEndings("\n").Split('\n');
            Assert.All(lines, l => Assert.True(l.Length <= width, l));
            Assert.All(whole, text => Assert.True(IsThere(lines, text), $"{text} is not in\n{string.Join('\n', lines)}"));
        }
    }

    /// <summary>Under -Diagnose the answer comes after the checks, which are a table.</summary>
    [Fact]
    public void A_diagnosis_is_printed_whole_after_a_table_too()
    {
        using var printer = new Printer();
        var diagnosis = new CmkDiagnosis(Given.ProjectId, false, "Key", "the key is disabled", "enable it") { AtStake = ["one", "two", "three", "four", "five", "six", "seven"],
            By = DateTimeOffset.UnixEpoch };
        var check = new PrerequisiteCheck(Given.ProjectId, "KeyEnabled", Given.Key, CheckStatus.Failed, "it is disabled", "enabled", "", new("https://learn.microsoft.com/"));

        var printed = printer.Print(check, diagnosis);

        Assert.Contains("one, two, three, four, five, six, seven", printed, StringComparison.Ordinal);
        Assert.Contains("1970-01-01 00:00Z", printed, StringComparison.Ordinal);
        Assert.DoesNotContain(printed.Split('\n'), line => line.Trim() == ">");
    }

    [Fact]
    public void A_list_shows_all_of_a_list()
    {
        using var printer = new Printer();
        var version = KeyVersionStates.Of(Given.KeyVersion(Given.Key, DateTimeOffset.UnixEpoch) with { Operations = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"] },
            [], Given.Encryption(), DateTimeOffset.UnixEpoch);

        Assert.Contains("encrypt, decrypt, sign, verify, wrapKey, unwrapKey", Assert.Single(printer.Run("$input | ForEach-Object ShownOperations", version)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>A cell continues in the next line at its own column.</summary>
    private static bool IsThere(string[] lines, string text) => lines.Any(l => l.Contains(text, StringComparison.Ordinal))
        || lines.SelectMany((line, index) => CellPattern().Matches(line).Select(m => (m.Index, index)))
            .Any(start => string.Concat(lines.Skip(start.index)
            .Select(l => l.Length > start.Index ? CellPattern().Match(l[start.Index..]) is { Index: 0, Success: true } cell ? cell.Value : "" : "")).StartsWith(text, StringComparison.Ordinal));

    [GeneratedRegex(@"\S+")]
    private static partial Regex CellPattern();
}
