using System.Reflection;

namespace AtlasCmk.Clients;

/// <summary>The Atlas operations that AtlasCmk uses, by the operation IDs of the published API description.</summary>
internal static class AtlasOperationNames
{
    private static readonly Lazy<IReadOnlyList<(string Id, AtlasOperation Operation)>> s_all = new(() =>
        [.. typeof(AtlasOperations).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(AtlasOperation))
            .Select(f => (char.ToLowerInvariant(f.Name[0]) + f.Name[1..], (AtlasOperation)f.GetValue(null)!))]);

    public static IReadOnlyList<(string Id, AtlasOperation Operation)> All => s_all.Value;

    /// <summary>Null for a request that only Invoke-AtlasRequest makes.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path as sent, without the query.</param>
    public static string? Find(string method, string path)
    {
        var asked = Split(path);
        return All.FirstOrDefault(o => o.Operation.Method.Method == method && Fits(Split($"/{AtlasOperation.BasePath}{o.Operation.Template}"), asked)).Id;
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool Fits(string[] template, string[] asked) =>
        template.Length == asked.Length && template.Zip(asked).All(pair => pair.First == "{}" || pair.First == pair.Second);
}
