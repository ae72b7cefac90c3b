using System.Text.Json.Nodes;
using AtlasCmk.Tests.Contracts;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Recorded answers of the real services, which the repository does not hold: where <c>ATLASCMK_RECORDINGS</c> says, or beside the checkout.</summary>
internal static class RecordingFiles
{
    private const string Variable = "ATLASCMK_RECORDINGS";

    private static readonly string? s_named = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;
    private static readonly string s_beside = Path.GetFullPath(Path.Combine(Checkout.Root, "..", "shared", "recordings"));

    /// <summary>Null where the recordings are, or must be: a folder that the variable names is never skipped.</summary>
    public static string? WhyAbsent { get; } = s_named is not null || Directory.Exists(s_beside)
        ? null
        : $"The recordings are not at {s_beside}, and {Variable} names no other folder.";

    public static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(s_named ?? s_beside, file)))!.AsObject();
}
