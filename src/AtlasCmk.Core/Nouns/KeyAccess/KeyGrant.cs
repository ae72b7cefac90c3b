namespace AtlasCmk;

/// <summary>One permission that lets Atlas use a key, which a freeze removes and a thaw restores.</summary>
internal abstract record KeyGrant
{
    /// <summary>What it applies to, for a list.</summary>
    public abstract string Subject { get; }

    /// <summary>What it grants, in words.</summary>
    public abstract string Detail { get; }

    /// <summary>The part of it that the others do not contain; null if they contain all of it.</summary>
    public abstract KeyGrant? Beyond(IReadOnlyCollection<KeyGrant> others);

    /// <summary>The part of it that the others contain; null if they contain none of it.</summary>
    public abstract KeyGrant? Within(IReadOnlyCollection<KeyGrant> others);

    /// <summary>The parts of some grants that others do not contain.</summary>
    public static IReadOnlyList<KeyGrant> Beyond(IEnumerable<KeyGrant> some, IReadOnlyCollection<KeyGrant> others) => [.. some.Select(g => g.Beyond(others)).OfType<KeyGrant>()];

    public sealed override string ToString() => $"{Subject} ({Detail})";
}

/// <summary>A version of a key that is enabled.</summary>
internal sealed record EnabledVersion(KeyIdentifier Key) : KeyGrant
{
    public override string Subject => $"{Key.KeyName}/{Key.Version}";

    public override string Detail => "enabled";

    public override KeyGrant? Beyond(IReadOnlyCollection<KeyGrant> others) => others.OfType<EnabledVersion>().Any(o => o.Key.Equals(Key)) ? null : this;

    public override KeyGrant? Within(IReadOnlyCollection<KeyGrant> others) => Beyond(others) is null ? this : null;
}

/// <summary>Permissions in an access policy, as the vault spells them.</summary>
internal sealed record PolicyRights(KeyVaultAccessPolicy Policy) : KeyGrant
{
    public override string Subject => Policy.ObjectId;

    public override string Detail => string.Join(", ", Policy.KeyPermissions);

    public override KeyGrant? Beyond(IReadOnlyCollection<KeyGrant> others)
    {
        var had = PermissionsOf(others);
        return Only(p => !had.Contains(p));
    }

    public override KeyGrant? Within(IReadOnlyCollection<KeyGrant> others)
    {
        var had = PermissionsOf(others);
        return Only(had.Contains);
    }

    private HashSet<string> PermissionsOf(IEnumerable<KeyGrant> others) =>
        others.OfType<PolicyRights>().Where(o => IsSameEntry(o.Policy)).SelectMany(o => o.Policy.KeyPermissions).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private PolicyRights? Only(Func<string, bool> isMeant) =>
        Policy.KeyPermissions.Where(isMeant).Distinct(StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } some ? new(Policy with { KeyPermissions = some }) : null;

    private bool IsSameEntry(KeyVaultAccessPolicy other) =>
        Policy.ObjectId.Equals(other.ObjectId, StringComparison.OrdinalIgnoreCase) && string.Equals(Policy.ApplicationId, other.ApplicationId, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A role at the vault, or at a key in it.</summary>
/// <param name="Assignment">The role assignment.</param>
/// <param name="RoleName">The name of the role; null if it was not read.</param>
internal sealed record AssignedRole(RoleAssignment Assignment, string? RoleName = null) : KeyGrant
{
    public override string Subject => Assignment.Id.Split('/')[^1];

    public override string Detail => $"{RoleName ?? Assignment.RoleDefinitionId.Split('/')[^1]} for {Assignment.PrincipalId} at "
        + $"{Assignment.Scope[(Assignment.Scope.LastIndexOf("/vaults/", StringComparison.OrdinalIgnoreCase) + 1)..]}";

    /// <summary>The same role, identity and scope are the same grant, whatever the assignment's name.</summary>
    public override KeyGrant? Beyond(IReadOnlyCollection<KeyGrant> others) => others.OfType<AssignedRole>().Any(o => IsSameRight(o.Assignment)) ? null : this;

    public override KeyGrant? Within(IReadOnlyCollection<KeyGrant> others) => Beyond(others) is null ? this : null;

    /// <summary>Whether it has the same identity, role and scope, with any condition: Azure allows only one of these.</summary>
    public bool IsSamePlace(RoleAssignment other) =>
        Same(Assignment.Scope, other.Scope) && Same(Assignment.PrincipalId, other.PrincipalId) && Same(Assignment.RoleDefinitionId.Split('/')[^1], other.RoleDefinitionId.Split('/')[^1]);

    private bool IsSameRight(RoleAssignment other) => IsSamePlace(other) && Same(Assignment.Condition, other.Condition);

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
