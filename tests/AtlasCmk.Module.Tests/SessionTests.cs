using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class SessionTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled");
    private readonly SandboxWorld _other = SandboxWorld.AtStage("enabled", "--seed", "2");

    public void Dispose()
    {
        _sandbox.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Each_runspace_has_its_own_default()
    {
        using var one = Shell.ConnectedTo(_sandbox);
        using var two = Shell.ConnectedTo(_other);
        using var none = new Shell();

        Assert.Equal([_sandbox.ProjectId], one.Run("Get-AtlasEncryptionAtRest").Succeeded("ProjectId"));
        Assert.Equal([_other.ProjectId], two.Run("Get-AtlasEncryptionAtRest").Succeeded("ProjectId"));
        Assert.Empty(none.Run("Get-AtlasSession").Succeeded());
    }

    [Fact]
    public void A_session_that_is_given_wins_and_a_new_one_leaves_the_default_alone()
    {
        using var shell = ConnectedToBoth();
        Assert.Equal([_other.ProjectId], shell.Run("Get-AtlasEncryptionAtRest -Session $other").Succeeded("ProjectId"));
        Assert.Equal([_sandbox.ProjectId], shell.Run("Get-AtlasEncryptionAtRest").Succeeded("ProjectId"));
        Assert.Equal([_sandbox.ProjectId], shell.Run("Get-AtlasSession").Succeeded("ProjectId"));
        Assert.Equal([_sandbox.ProjectId, _other.ProjectId], shell.Run("Get-AtlasSession -All").Succeeded("ProjectId"));
    }

    [Fact]
    public void Piped_objects_keep_their_session()
    {
        using var shell = ConnectedToBoth();
        _sandbox.ForgetRequests();

        shell.Run("Get-AtlasProject -Session $other | Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -EnabledForSearchNodes").Succeeded();

        Assert.Single(_other.Mutations());
        Assert.Empty(_sandbox.Requests());
    }

    [Fact]
    public void Two_sessions_that_differ_are_refused_and_both_are_named()
    {
        using var shell = ConnectedToBoth();

        var error = shell.Refuse("Get-AtlasEncryptionAtRest -Session $other | Set-AtlasEncryptionAtRest -EnabledForSearchNodes -Session (Get-AtlasSession)");

        Assert.StartsWith("SessionsDiffer,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(_sandbox.ProjectId, error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains(_other.ProjectId, error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(_sandbox.Mutations().Concat(_other.Mutations()));
    }

    [Fact]
    public void Two_sessions_of_one_key_and_project_are_distinguished()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        shell.Run("$twin = New-AtlasSession -Sandbox $Sandbox").Succeeded();

        var error = shell.Refuse("Get-AtlasEncryptionAtRest -Session $twin | Get-AtlasEncryptionAtRest -Session (Get-AtlasSession)");

        var sides = error.ErrorDetails.Message.Split(", but the piped object comes from ");
        Assert.NotEqual(sides[0]["-Session is ".Length..], sides[1].TrimEnd('.'));
    }

    [Fact]
    public void A_session_that_was_ended_is_refused_and_nothing_is_sent()
    {
        using var shell = ConnectedToBoth();
        shell.Run("Disconnect-Atlas -Session $other; Disconnect-Atlas").Succeeded();
        _other.ForgetRequests();

        Assert.StartsWith("SessionEnded,", shell.Refuse("Get-AtlasEncryptionAtRest -Session $other").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("NotConnected,", shell.Refuse("Get-AtlasEncryptionAtRest").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-AtlasSession -All").Succeeded());
        Assert.Empty(_other.Requests());
    }

    [Fact]
    public void Connecting_again_ends_the_previous_session()
    {
        using var shell = ConnectedToBoth();

        shell.Run("$first = Get-AtlasSession; $second = Connect-Atlas -Sandbox $Sandbox").Succeeded();

        Assert.Equal([true, false, false], shell.Run("$first, $second, $other").Succeeded("IsDisconnected"));
        Assert.Equal(2, shell.Run("Get-AtlasSession -All").Succeeded().Count);
        Assert.Equal([_sandbox.ProjectId], shell.Run("Get-AtlasEncryptionAtRest").Succeeded("ProjectId"));
    }

    [Fact]
    public void A_failed_sign_in_leaves_no_session()
    {
        using var shell = new Shell();
        shell.Set("file", _sandbox.FileWith(("privateKey", "11111111-2222-3333-4444-555555555555")));
        Assert.StartsWith("WrongApiKey,", shell.Refuse("Connect-Atlas -Sandbox $file").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-AtlasSession -All").Succeeded());
    }

    [Fact]
    public void A_Sandbox_that_has_stopped_is_named_as_such()
    {
        var sandbox = SandboxWorld.Start();
        var port = sandbox.Number("port");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.Dispose();

        var error = Assert.Single(shell.Run("Get-AtlasEncryptionAtRest").Errors);

        Assert.StartsWith("ServiceUnreachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"the Sandbox at 127.0.0.1:{port} does not respond. Is it still running?", error.DisplayText(), StringComparison.Ordinal);
        Assert.DoesNotContain("certificate", error.DisplayText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_exchanges_is_written_once_and_a_place_that_does_not_fit_is_refused_before_anything_is_sent()
    {
        using var folder = new TemporaryFolder();
        using var shell = ConnectedToBoth();
        shell.Set("folder", folder["exchanges"]);
        shell.Run("$recorded = New-AtlasSession -Sandbox $Sandbox -ExchangeLogPath $folder; Get-AtlasEncryptionAtRest -Session $recorded; Disconnect-Atlas -Session $recorded").Succeeded();
        Assert.Contains("\"azureKeyVault\"", File.ReadAllText(Path.Combine(folder["exchanges"], "atlas-answers.json")), StringComparison.Ordinal);
        _sandbox.ForgetRequests();

        Assert.StartsWith("ExchangeLogUnusable,", shell.Refuse("Connect-Atlas -Sandbox $Sandbox -ExchangeLogPath $folder").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ExchangeLogUnusable,", shell.Refuse("Connect-Atlas -Sandbox $Sandbox -ExchangeLogPath env:exchanges").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }

    private Shell ConnectedToBoth()
    {
        var shell = Shell.ConnectedTo(_sandbox);
        shell.Set("OtherSandbox", _other.File);
        shell.Run("$other = New-AtlasSession -Sandbox $OtherSandbox").Succeeded();
        return shell;
    }
}
