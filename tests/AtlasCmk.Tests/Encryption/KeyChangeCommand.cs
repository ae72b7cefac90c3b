using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

/// <summary>One of the four commands that change a project's key or sign-in, in a world where Atlas has its rights from an Azure role.</summary>
internal sealed class KeyChangeCommand
{
    public const string Set = "Set-AtlasEncryptionAtRest";
    public const string Rotate = "Invoke-AtlasKeyRotation";
    public const string RollBack = "-RollBackOnFailure";
    public const string Migrate = "-MigrateToRole";

    public const string AnotherKey = "https://kv-atlas.vault.azure.net/keys/another/fedcba9876543210fedcba9876543210";

    private readonly string _command;
    private readonly string _first;
    private readonly string _target;

    /// <param name="command">The command.</param>
    public KeyChangeCommand(string command)
    {
        _command = command;
        (_first, _target) = command switch { RollBack => (AnotherKey, Given.Key), Migrate => (Given.Key, Given.Key), _ => (Given.Key, AnotherKey) };
        World.Atlas.Projects.Add(new(Given.ProjectId, "payments", "org", null, DateTimeOffset.UnixEpoch));
        World.Atlas.Principals.Add(Given.Principal());
        World.Atlas.Encryption.Set(command == Migrate ? Given.Encryption() : By(_first));
        World.Atlas.OnChange = Take;
        World.KeyVault.KeyVersions.Set([Given.KeyVersion(Given.Key, World.Time.GetUtcNow().AddDays(-9)), Given.KeyVersion(AnotherKey, World.Time.GetUtcNow().AddDays(-9))]);
        World.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"), UsesRoles = true });
        World.KeyVault.RoleDefinitions.Add(new("own", "Key user", [new([], [], ["Microsoft.KeyVault/vaults/keys/*"], [])]));
        Reaches("");
    }

    public World World { get; } = new();

    /// <summary>The requests of the tested change. For a roll back, the change before it does not count.</summary>
    public IEnumerable<EncryptionAtRestChange> Changes => World.Atlas.Changes.Skip(_command == RollBack ? 1 : 0);

    /// <summary>How the command ends where the change is made.</summary>
    public string Success => _command == RollBack ? "RotationRolledBack" : "";

    /// <summary>Atlas has its rights on a part of the vault only, or on all of it.</summary>
    public void Reaches(string below) => World.KeyVault.RoleAssignments.Set([new("a", Given.Vault.ResourceId + below, "own", Given.Principal().ServicePrincipalId!)]);

    /// <summary>Atlas has no rights where the change leads to.</summary>
    public void LacksRights() => Reaches(_command == Migrate ? "/keys/another" : "/keys/atlas-cmk");

    /// <summary>Something that happens once the change is decided on, and before it is sent.</summary>
    public void Meanwhile(Action happens)
    {
        if (_command != RollBack)
        {
            World.Answers.Meanwhile = happens;
            return;
        }

        var isOver = false;
        World.Atlas.OnTheWay = () =>
        {
            if (!isOver && World.Log.Warnings.Any(w => w.Contains("going back", StringComparison.Ordinal)))
            {
                isOver = true;
                happens();
            }

            return Task.CompletedTask;
        };
    }

    /// <summary>Atlas's reaction to the tested change.</summary>
    public void OnChange(Action<EncryptionAtRestChange> does) => World.Atlas.OnChange = change =>
    {
        if (_command == RollBack && change.KeyIdentifier == _target)
        {
            Take(change);
            return;
        }

        does(change);
    };

    /// <summary>Atlas makes a change. For a roll back, the new key is not valid.</summary>
    public void Take(EncryptionAtRestChange change) => World.Atlas.Encryption.Set(By(change.KeyIdentifier ?? _first, valid: _command != RollBack || change.KeyIdentifier == _first));

    /// <summary>The settings of the project, with something else in them.</summary>
    public EncryptionAtRest Now(string? key = null, bool? privately = null)
    {
        var now = World.Atlas.Encryption.Now;
        return new(Given.ProjectId)
        {
            Enabled = true,
            Valid = now.Valid,
            KeyIdentifier = key ?? now.KeyIdentifier,
            KeyVaultName = now.KeyVaultName,
            ResourceGroupName = now.ResourceGroupName,
            SubscriptionId = now.SubscriptionId,
            TenantId = now.TenantId,
            ClientId = now.ClientId,
            RoleId = now.RoleId,
            AzureEnvironment = now.AzureEnvironment,
            RequirePrivateNetworking = privately ?? now.RequirePrivateNetworking,
        };
    }

    /// <returns>The error that the command ends with; empty where it succeeds.</returns>
    public string Run() => Failure()?.ErrorId ?? "";

    /// <returns>The error of a command that must end with one.</returns>
    public AtlasCmkException Error() => Assert.IsAssignableFrom<AtlasCmkException>(Failure());

    private AtlasCmkException? Failure()
    {
        try
        {
            _ = World.Run<object?>(async () => _command switch
            {
                Set => await new SetEncryptionAtRest(World.Project, World.Answers).RunAsync(new() { Key = KeyIdentifierReading.Parse(_target) }, null),
                Migrate => await new MigrateToRole(World.Project, World.Answers).RunAsync(null, TimeSpan.FromMinutes(2)),
                _ => await new RotateKey(World.Project, new(), World.Answers)
                    .RunAsync(new(TimeSpan.Zero, TimeSpan.FromHours(1)) { Key = KeyIdentifierReading.Parse(_target), RollBackOnFailure = _command == RollBack }),
            });
            return null;
        }
        catch (AtlasCmkException e)
        {
            return e;
        }
    }

    private static EncryptionAtRest By(string key, bool valid = true) => new(Given.ProjectId)
    {
        Enabled = true,
        Valid = valid,
        KeyIdentifier = key,
        KeyVaultName = Given.Vault.Name,
        ResourceGroupName = Given.Vault.ResourceGroupName,
        SubscriptionId = Given.Subscription,
        RoleId = Given.RoleId(),
        AzureEnvironment = "AZURE",
    };
}
