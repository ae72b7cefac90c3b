using System.IO.Enumeration;

namespace AtlasCmk;

/// <summary>What roles allow. Pure: no request is made here.</summary>
/// <remarks>Source: Microsoft, "Understand Azure role definitions": a block allows what its actions match, less what its notActions match; blocks and assignments add up; * stands for anything.</remarks>
internal static class RoleRights
{
    public static bool AllowsAction(RoleDefinition role, string action) =>
        role.Permissions.Any(p => Matches(p.Actions, action) && !Matches(p.NotActions, action));

    public static bool AllowsDataAction(RoleDefinition role, string action) =>
        role.Permissions.Any(p => Matches(p.DataActions, action) && !Matches(p.NotDataActions, action));

    private static bool Matches(IEnumerable<string> patterns, string action) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, action, ignoreCase: true));
}
