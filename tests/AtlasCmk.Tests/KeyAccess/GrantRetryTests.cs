using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>Refusals because of a delay are retried for a limited time; permanent refusals are not.</summary>
public sealed class GrantRetryTests
{
    private readonly FreezeWorld _freeze = new(usesRoles: true);

    private World World => _freeze.World;

    private static AzureApiException Refusal(int status, string code, string? inner = null, string? message = null) =>
        AzureFailures.From(new("DELETE", "/roles/x", "take its role", "write"), status, new(code, message) { Inner = inner is null ? [] : [new(inner, null)] });

    private void Refuse(int times, AzureApiException with)
    {
        var left = times;
        World.KeyVault.OnRights = World.Keys.OnArrival = r => _ = r.StartsWith("GET", StringComparison.Ordinal) || left-- <= 0 ? 0 : throw with;
    }

    private void Stopped()
    {
        World.Atlas.Encryption.Set(Given.Encryption(false));
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now.Select(c => c with { Paused = true })]);
    }

    [Theory]
    [InlineData(403, "AuthorizationFailed", null, null)]
    [InlineData(403, "LinkedAuthorizationFailed", null, null)]
    [InlineData(403, "Forbidden", "ForbiddenByRbac", null)]
    [InlineData(403, "Forbidden", "AccessDenied", null)]
    [InlineData(409, "AnotherOperationInProgress", null, null)]
    [InlineData(409, "ConflictError", null, null)]
    [InlineData(409, "Conflict", null, null)]
    [InlineData(409, "SomethingNew", null, "The vault is being updated. Please retry later.")]
    public void A_delayed_change_is_retried_with_a_message(int status, string code, string? inner, string? message)
    {
        Refuse(3, Refusal(status, code, inner, message));
        World.Answers.Meanwhile = Stopped;

        _freeze.Revoke(KeyAccessMethod.RoleAssignment, wait: 600);

        Assert.Equal(4, World.Count("DELETE"));
        Assert.Single(World.Log.Warnings, w => w.Contains($"({inner ?? code}), so AtlasCmk retries for 5 min", StringComparison.Ordinal));

        Refuse(2, Refusal(status, code, inner, message));
        World.Answers.Meanwhile = () => { };
        World.Atlas.Encryption.Set(Given.Encryption());
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now.Select(c => c with { Paused = false })]);
        _freeze.Grant(wait: 600);
        Assert.Equal(3, World.Count("PUT"));
    }

    [Theory]
    [InlineData(403, "Forbidden", "ForbiddenByConnection", null)]
    [InlineData(409, "ScopeLocked", null, null)]
    [InlineData(409, "ScopeLocked", null, "The scope cannot perform delete operation because of a lock. Please remove the lock and try again.")]
    [InlineData(409, "Conflict", "ObjectIsDeletedButRecoverable", null)]
    public void A_permanent_refusal_is_not_retried(int status, string code, string? inner, string? message)
    {
        Refuse(1, Refusal(status, code, inner, message));
        Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.RoleAssignment, wait: 600));
        Assert.Equal(1, World.Count("DELETE"));
    }

    /// <summary>Azure may go on for a moment to refuse one that was deleted just now, while it does not list it any more.</summary>
    [Fact]
    public void A_role_that_exists_and_is_not_listed_is_given_again()
    {
        _freeze.Revoke(KeyAccessMethod.RoleAssignment);
        Refuse(2, Refusal(409, "RoleAssignmentExists"));
        _freeze.Grant(wait: 600);
        Assert.Equal(3, World.Count("PUT"));
    }

    [Fact]
    public void In_an_emergency_without_Atlas_it_is_tried_again_too()
    {
        Refuse(3, Refusal(403, "AuthorizationFailed"));
        _freeze.RevokeWithoutAtlas(KeyAccessMethod.RoleAssignment, patience: 300);
        Assert.Equal(4, World.Count("DELETE"));
    }

    /// <summary>Scripts catch Azure's error by its type.</summary>
    [Fact]
    public void The_error_of_an_interrupted_freeze_is_still_Azures()
    {
        Refuse(1, Refusal(409, "ScopeLocked"));
        var e = Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.RoleAssignment));
        Assert.Equal(("ScopeLocked", 409), (e.ErrorId, (e as AzureApiException)?.StatusCode));
        Assert.Equal((true, ChangeOutcome.NotDone), (e.IsConflict, e.Outcome));
        Assert.Contains("payments", $"{e.Target}", StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Wait_the_command_does_not_wait()
    {
        Refuse(1, Refusal(403, "AuthorizationFailed"));
        Assert.Equal("AzureRoleTooSmall", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.RoleAssignment)).ErrorId);
    }

    [Fact]
    public void The_patience_is_over_in_time_and_counts_as_waiting()
    {
        Refuse(int.MaxValue, Refusal(403, "AuthorizationFailed"));
        Assert.Equal("AzureRoleTooSmall", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.RoleAssignment, wait: 60)).ErrorId);
        Assert.InRange(World.Elapsed, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(75));

        var began = World.Elapsed;
        var until = World.Time.GetUtcNow().AddSeconds(40);
        World.KeyVault.OnRights = r => _ = World.Time.GetUtcNow() < until ? throw Refusal(403, "AuthorizationFailed") : 0;
        Assert.Equal("WaitTimedOut", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.RoleAssignment, wait: 60)).ErrorId);
        Assert.InRange(World.Elapsed - began, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(75));
    }
}
