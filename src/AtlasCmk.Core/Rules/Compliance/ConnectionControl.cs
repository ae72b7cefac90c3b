namespace AtlasCmk.Rules;

/// <summary>The control of a vault's connections. They are claimed by endpoints of any project, so it is judged when all projects of the command are read.</summary>
internal static class ConnectionControl
{
    private const int Named = 3;

    public static ComplianceControl Control { get; } = new(
        ControlId.VaultConnections, 5, "Every connection of the vault belongs to a project", b =>
            b.Connections.Count == 0 ? "each claimed by a project" : $"each claimed by a project, or named {string.Join(", ", b.Connections)}",
        (_, _) => Verdict.NotAssessed("judged for the vault"), [Frameworks.IsoNetworks, Frameworks.PciKeyProtection, Frameworks.DoraNetworks]);

    /// <param name="users">What the projects of the command claim.</param>
    /// <param name="unclaimed">The connections that none of them claims, without those that the baseline names.</param>
    /// <param name="unread">What was not read and may claim them; null if every project that the session can list was read.</param>
    public static Verdict Judge(VaultUsers users, IReadOnlyList<VaultConnectionFact> unclaimed, string? unread)
    {
        var names = string.Join(", ", unclaimed.Take(Named).Select(c => $"{c.Name} ({c.Status})")) + (unclaimed.Count > Named ? $" and {unclaimed.Count - Named} more" : "");
        return unclaimed.Count == 0 ? Verdict.Passed($"{users.Connections} {(users.Connections == 1 ? "connection" : "connections")}, {Read(users)}")
            : unread is not null ? Verdict.NotAssessed($"{names}: claimed by no project that was read ({Read(users)}), but {unread}")
            : Verdict.Failed($"claimed by no project: {names} ({Read(users)}, and no other project is visible)", Remedy(users.Vault, unclaimed));
    }

    /// <summary>Whether a connection gives or requests access. A rejected one, or one whose other side is gone, does not.</summary>
    public static bool IsOpen(VaultConnectionFact connection) =>
        !connection.Status.Equals(ConnectionStatus.Rejected, StringComparison.OrdinalIgnoreCase) && !connection.Status.Equals(ConnectionStatus.Disconnected, StringComparison.OrdinalIgnoreCase);

    private static string Read(VaultUsers users) => $"{users.Projects} {(users.Projects == 1 ? "project uses" : "projects use")} the vault";

    /// <summary>No command that rejects it: a project of an organization that no session sees may own it.</summary>
    private static string Remedy(KeyVaultReference vault, IReadOnlyList<VaultConnectionFact> unclaimed) =>
        $"Find out who uses it: another organization's project may. If it belongs to another service of yours, name it in the baseline (controls.{ControlId.VaultConnections}.allowed). Look at it: "
        + PowerShellCommand.Of($"{OfVault(vault)} -Name {unclaimed[0].Name}");

    private static PowerShellCommand OfVault(KeyVaultReference vault) => PowerShellCommand.Of(
        $"Get-AtlasAkvPrivateEndpointConnection -KeyVaultName {vault.Name} -ResourceGroupName {vault.ResourceGroupName} -SubscriptionId {vault.SubscriptionId}");
}

/// <summary>What the projects of a command claim in a vault. Only what is still unclaimed is kept.</summary>
internal sealed class VaultUsers(KeyVaultReference vault)
{
    private readonly object _gate = new();
    private Dictionary<string, string>? _unclaimed;
    private string? _onlyProject;

    public KeyVaultReference Vault => vault;

    /// <summary>The number of projects that use it.</summary>
    public int Projects { get; private set; }

    /// <summary>The number of its connections.</summary>
    public int Connections { get; private set; }

    /// <summary>Why its connections, or endpoints of a project that uses it, are unknown.</summary>
    public string? Unread { get; private set; }

    /// <summary>Whether its connections were read.</summary>
    public bool IsRead => _unclaimed is not null;

    /// <summary>The project, if only one uses it.</summary>
    public string? OnlyProject => Projects == 1 ? _onlyProject : null;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<VaultConnectionFact> Unclaimed => [.. (_unclaimed ?? []).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new VaultConnectionFact(c.Key, c.Value))];

    /// <summary>What the projects of several sessions claim in one vault. A connection is unclaimed if no session has its project.</summary>
    public static VaultUsers Of(IReadOnlyList<VaultUsers> sessions)
    {
        if (sessions.Count == 1)
        {
            return sessions[0];
        }

        var all = new VaultUsers(sessions[0].Vault)
        {
            Projects = sessions.Sum(s => s.Projects),
            Connections = sessions.Max(s => s.Connections),
            Unread = sessions.Select(s => s.Unread).FirstOrDefault(u => u is not null),
            _unclaimed = sessions.All(s => s.IsRead)
                ? sessions[0]._unclaimed!.Where(c => sessions.All(s => s._unclaimed!.ContainsKey(c.Key))).ToDictionary(c => c.Key, c => c.Value, StringComparer.OrdinalIgnoreCase) : null,
        };
        all._onlyProject = sessions.Select(s => s._onlyProject).FirstOrDefault(p => p is not null);
        return all;
    }

    public void Add(CmkFacts project)
    {
        lock (_gate)
        {
            Projects++;
            _onlyProject = project.ProjectId;
            if (_unclaimed is null && project.Vault.Value is { } facts)
            {
                Connections = facts.Connections.Count;
                _unclaimed = facts.Connections.Where(ConnectionControl.IsOpen).DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
                    .ToDictionary(c => c.Name, c => c.Status, StringComparer.OrdinalIgnoreCase);
            }

            foreach (var endpoint in project.Endpoints.Value ?? [])
            {
                _unclaimed?.Remove(endpoint.PrivateEndpointConnectionName ?? "");
            }

            Unread ??= !project.Vault.IsKnown ? project.Vault.Reason
                : project.Vault.Value is null ? $"Azure shows no vault {vault.Name} there"
                : project.Encryption.RequirePrivateNetworking && !project.Endpoints.IsKnown ? $"the endpoints of project {project.ProjectId} could not be read: {project.Endpoints.Reason}"
                : null;
        }
    }
}
