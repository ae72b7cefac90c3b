using System.Text.RegularExpressions;

namespace AtlasCmk.Sandbox.Atlas;

internal static partial class PathId
{
    /// <summary>An id of 24 hexadecimal digits in the path. Any other form is refused before a lookup.</summary>
    public static string Id(this AtlasApiRequest request, string name)
    {
        var value = request.RouteValue(name);
        return Form().IsMatch(value) ? value
            : throw ApiErrors.BadRequest("INVALID_PATH_PARAMETER", $"Invalid path parameter {name} specified.", name);
    }

    [GeneratedRegex("^[a-f0-9]{24}$")]
    private static partial Regex Form();
}
