namespace AtlasCmk;

/// <summary>What a role allows; actions may have wildcards.</summary>
internal sealed record RoleDefinition(string Id, string RoleName, IReadOnlyList<RolePermission> Permissions);
