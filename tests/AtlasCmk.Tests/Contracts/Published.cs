using AtlasCmk.Sandbox.Hosting;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The four descriptions, and which of them an exchange comes under.</summary>
internal static class Published
{
    private static readonly Lazy<Contract> s_atlas = new(() => Contract.Read("atlas-admin-api.json"));
    private static readonly Lazy<Contract> s_governance = new(() => Contract.Read("atlas-admin-api-governance.json"));
    private static readonly Lazy<Contract> s_arm = new(() => Contract.Read("azure-keyvault-arm.json"));
    private static readonly Lazy<Contract> s_keys = new(() => Contract.Read("azure-keyvault-keys.json"));

    public static Contract Atlas => s_atlas.Value;

    /// <summary>The rest of the same API: events, alerts, resource policies and addresses.</summary>
    public static Contract Governance => s_governance.Value;

    public static Contract Arm => s_arm.Value;

    public static Contract Keys => s_keys.Value;

    /// <summary>Null for the sign-in to Azure, of which no description is at hand.</summary>
    public static Contract? Of(Exchange exchange) => exchange.Face switch
    {
        Face.Atlas => Governance.Find(exchange.Method, PathOf(exchange)) is null ? Atlas : Governance,
        Face.Arm => Arm,
        Face.KeyVault => Keys,
        Face.Login or Face.ManagedIdentity => null,
        var other => throw new ArgumentException($"'{other}' is no face with a description.", nameof(exchange)),
    };

    public static IEnumerable<Violation> CheckRequests(IEnumerable<Exchange> exchanges) => exchanges.SelectMany(RequestCheck.Of);

    public static IEnumerable<Violation> CheckAnswers(IEnumerable<Exchange> exchanges) => exchanges.Where(e => !e.Injected).SelectMany(AnswerCheck.Of);

    /// <summary>The operations that these exchanges carried out.</summary>
    public static IEnumerable<string> OperationsIn(IEnumerable<Exchange> exchanges) =>
        exchanges.Where(e => e.Status is >= 200 and < 300).Select(e => Of(e)?.Find(e.Method, PathOf(e))?.Id).OfType<string>().Distinct();

    public static string PathOf(Exchange exchange) => exchange.Path.Split('?')[0];

    public static string? Header(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Without what may follow a semicolon.</summary>
    public static string MediaType(string? header) => (header ?? "").Split(';')[0].Trim();

    /// <summary>
    /// The document that says how a long operation of Azure's stands, and the address that answers once it is over: described in
    /// Resource Manager's general guidelines, not in the descriptions of its services.
    /// </summary>
    public static bool IsProgressOfArm(Exchange exchange) =>
        exchange is { Face: Face.Arm, Method: "GET" }
        && (exchange.Path.Contains("/operationStatuses/", StringComparison.OrdinalIgnoreCase) || exchange.Path.Contains("/operationResults/", StringComparison.OrdinalIgnoreCase));
}
