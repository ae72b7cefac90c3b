using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

/// <summary>One new secret for many projects: one summary at the end, of what the old one is still needed for.</summary>
public sealed class SecretRotationTests
{
    private const string Second = "66c9e8f1dd6c9960802420ea";
    private const string Third = "66c9e8f1dd6c9960802420eb";

    private static readonly EncryptionAtRestRequest s_newSecret = new() { ClientId = Given.Client, ClientSecret = Requests.Secret };

    private readonly World _world = new();
    private readonly SecretRotation _rotation = new(Given.Client);

    public SecretRotationTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Projects.AddRange([new(Given.ProjectId, "one", "org", 1, default), new(Second, "two", "org", 1, default)]);
    }

    [Fact]
    public void All_projects_have_it_so_the_old_one_can_go()
    {
        Rotate(Given.ProjectId, Second);

        Assert.Equal($"2 projects use the new secret of application {Given.Client}. You can delete the old secret: no other project that these credentials can read uses it.",
            Assert.Single(_world.Log.Notices));
        Assert.Empty(_world.Log.Warnings);
        Assert.Equal(1, _world.Count("GET groups"));
    }

    [Fact]
    public void A_project_that_was_not_changed_still_uses_the_old_one_and_is_named()
    {
        _world.Atlas.Projects.Add(new(Third, "three", "org", 1, default));

        Rotate(Given.ProjectId, Second);

        Assert.Contains($"Do not delete the old secret yet: 1 project still uses it or is not confirmed: three ({Third}).", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_project_with_another_application_or_without_a_key_does_not_count(bool isEnabled)
    {
        _world.Atlas.Projects.Add(new(Third, "three", "org", 1, default));
        _world.Atlas.EncryptionElsewhere[Third] = isEnabled ? Given.EncryptionByRole() : Given.NotEnabled;

        Rotate(Given.ProjectId, Second);

        Assert.Contains("You can delete the old secret", Assert.Single(_world.Log.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_read_is_unclear_and_named()
    {
        _world.Atlas.Projects.Add(new(Third, "three", "org", 1, default));
        _world.Atlas.ProjectsNotListed = 1;
        _world.Atlas.Refuse = what => what == $"GET encryptionAtRest of {Third}" ? Given.Refusal("GET", 403, "USER_UNAUTHORIZED") : null;

        Rotate(Given.ProjectId, Second);

        var warning = Assert.Single(_world.Log.Warnings);
        Assert.Contains("Do not delete the old secret yet. It is unclear whether the old secret is still in use", warning, StringComparison.Ordinal);
        Assert.Contains(Third, warning, StringComparison.Ordinal);
        Assert.Contains("Atlas lists 3 of 4 projects", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("You can delete", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_whose_key_does_not_become_valid_keeps_the_old_one()
    {
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.Encryption(valid: false));
        foreach (var id in (string[])[Given.ProjectId, Second])
        {
            Assert.Throws<AtlasCmkException>(() => Run(id));
        }

        Report();

        var warning = Assert.Single(_world.Log.Warnings);
        Assert.StartsWith("0 projects use the new secret", warning, StringComparison.Ordinal);
        Assert.Contains($"2 projects still use it or are not confirmed: one ({Given.ProjectId}), two ({Second})", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_need_the_application_until_the_last_of_all_projects_expires()
    {
        var last = _world.Time.GetUtcNow().AddDays(35);
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);
        _world.Atlas.Snapshots.Set([new BackupSnapshot("1", "orders") { ExpiresAt = last.AddDays(-30) }, new BackupSnapshot("2", "orders") { ExpiresAt = last }]);

        Rotate(Given.ProjectId, Second);

        var warning = Assert.Single(_world.Log.Warnings);
        Assert.Contains($"Keep application {Given.Client} and its rights on the vault until the last snapshot expires at {last:u}.", warning, StringComparison.Ordinal);
        Assert.EndsWith("MongoDB does not document whether this includes the old secret.", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("You can delete", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_project_has_its_own_warning_and_costs_no_other_request()
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);
        _world.Atlas.Snapshots.Set([new BackupSnapshot("1", "orders") { ExpiresAt = _world.Time.GetUtcNow().AddDays(35) }]);

        Rotate(Given.ProjectId);

        Assert.Contains($"of project {Given.ProjectId}", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("GET groups"));
    }

    [Fact]
    public void If_nothing_was_changed_nothing_is_said()
    {
        _world.Answers.ToFirst = false;

        Rotate(Given.ProjectId, Second);

        Assert.Empty(_world.Log.Warnings.Concat(_world.Log.Notices));
    }

    [Fact]
    public void Another_application_is_named_instead_of_the_old_secret()
    {
        var report = new SecretRotationReport("new-app", ["old-app"], 2) { StillUsing = ["three (3)"] };

        Assert.Equal("2 projects use the new secret of application new-app. Do not delete application old-app yet: 1 project still uses it or is not confirmed: three (3).", report.ToString());
    }

    private void Rotate(params string[] projects)
    {
        projects.ToList().ForEach(Run);
        Report();
    }

    private void Run(string project) => _world.Run(() =>
        new SetEncryptionAtRest(_world.Session.Project(project), _world.Answers, _rotation).RunAsync(s_newSecret, TimeSpan.FromMinutes(10)));

    private void Report() => _world.Run(async () =>
    {
        await _rotation.ReportAsync(_world.Log);
        return true;
    });
}
