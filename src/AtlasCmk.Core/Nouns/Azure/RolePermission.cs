namespace AtlasCmk;

/// <summary>One block of a role: what it allows, less what it takes back; actions of the control plane and of the data plane.</summary>
internal sealed record RolePermission(IReadOnlyList<string> Actions, IReadOnlyList<string> NotActions, IReadOnlyList<string> DataActions, IReadOnlyList<string> NotDataActions);
