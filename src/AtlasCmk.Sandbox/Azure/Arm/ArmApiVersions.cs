using System.Text.RegularExpressions;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>The api-versions of each provider, and its errors for other versions.</summary>
internal static partial class ArmApiVersions
{
    private const string OnlyKeyVaultVersionLeft = "2026-02-01";

    /// <summary>"All Key Vault Control Plane API versions before 2026-02-01 retire on February 27, 2027."</summary>
    private static readonly DateTimeOffset s_retirement = new(2027, 2, 27, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string[]> s_known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.KeyVault"] =
            [OnlyKeyVaultVersionLeft, "2025-05-01", "2024-11-01", "2023-07-01", "2023-02-01", "2022-11-01", "2022-07-01", "2021-10-01", "2019-09-01", "2018-02-14"],
        ["Microsoft.Authorization"] = ["2022-04-01", "2020-04-01-preview", "2018-01-01-preview", "2015-07-01"],
        ["Microsoft.Resources"] = ["2025-04-01", "2024-03-01", "2022-09-01", "2021-04-01", "2020-06-01", "2019-10-01"],
    };

    public static IReadOnlyList<string> Of(string provider, DateTimeOffset now) =>
        provider == "Microsoft.KeyVault" && now >= s_retirement ? [OnlyKeyVaultVersionLeft] : s_known.GetValueOrDefault(provider, []);

    public static void Check(string provider, string type, string version, DateTimeOffset now)
    {
        if (version.Length == 0)
        {
            throw ArmException.BadRequest("The api-version query parameter (?api-version=) is required for all requests.", "MissingApiVersionParameter");
        }

        var known = Of(provider, now);
        if (known.Contains(version, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        throw provider == "Microsoft.KeyVault" && Form().IsMatch(version)
            ? ArmException.BadRequest(
                $"No registered resource provider found for location 'eastus2' and API version '{version}' for type '{type}'. The supported api-versions are '{string.Join(", ", known)}'.",
                "NoRegisteredProviderFound")
            : ArmException.BadRequest($"The api-version '{version}' is invalid. The supported versions are '{string.Join(',', known)}'.", "InvalidApiVersionParameter");
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(-preview)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
