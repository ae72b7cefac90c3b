using System.Text.Json.Nodes;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The published descriptions of the APIs, which the repository does not hold: where <c>ATLASCMK_CONTRACTS</c> says, or beside the checkout.</summary>
internal static class ContractFiles
{
    private const string Variable = "ATLASCMK_CONTRACTS";

    private static readonly string? s_named = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;
    private static readonly string s_beside = Path.GetFullPath(Path.Combine(Checkout.Root, "..", "shared", "contracts"));

    /// <summary>Null if the contracts are there, or must be: a named folder is never skipped.</summary>
    public static string? WhyAbsent { get; } = s_named is not null || Directory.Exists(s_beside)
        ? null
        : $"The published API descriptions are not at {s_beside}, and {Variable} names no other folder.";

    public static string Folder => s_named ?? s_beside;

    public static string ReadText(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}
