namespace AtlasCmk.Rules;

/// <summary>The Azure regions of Atlas, in Atlas's and Azure's spelling. Atlas adds regions, so unknown ones are allowed.</summary>
/// <remarks>Source: the published API description's enumeration of Azure regions, and "Microsoft Azure" in the Atlas reference.</remarks>
internal static class AzureRegions
{
    public static IReadOnlyDictionary<string, string> AzureNames { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["US_CENTRAL"] = "centralus",
        ["US_EAST"] = "eastus",
        ["US_EAST_2"] = "eastus2",
        ["US_NORTH_CENTRAL"] = "northcentralus",
        ["US_WEST"] = "westus",
        ["US_WEST_2"] = "westus2",
        ["US_WEST_3"] = "westus3",
        ["US_WEST_CENTRAL"] = "westcentralus",
        ["US_SOUTH_CENTRAL"] = "southcentralus",
        ["BRAZIL_SOUTH"] = "brazilsouth",
        ["BRAZIL_SOUTHEAST"] = "brazilsoutheast",
        ["CANADA_EAST"] = "canadaeast",
        ["CANADA_CENTRAL"] = "canadacentral",
        ["MEXICO_CENTRAL"] = "mexicocentral",
        ["EUROPE_NORTH"] = "northeurope",
        ["EUROPE_WEST"] = "westeurope",
        ["UK_SOUTH"] = "uksouth",
        ["UK_WEST"] = "ukwest",
        ["FRANCE_CENTRAL"] = "francecentral",
        ["FRANCE_SOUTH"] = "francesouth",
        ["ITALY_NORTH"] = "italynorth",
        ["GERMANY_WEST_CENTRAL"] = "germanywestcentral",
        ["GERMANY_NORTH"] = "germanynorth",
        ["POLAND_CENTRAL"] = "polandcentral",
        ["SWITZERLAND_NORTH"] = "switzerlandnorth",
        ["SWITZERLAND_WEST"] = "switzerlandwest",
        ["NORWAY_EAST"] = "norwayeast",
        ["NORWAY_WEST"] = "norwaywest",
        ["SWEDEN_CENTRAL"] = "swedencentral",
        ["SWEDEN_SOUTH"] = "swedensouth",
        ["SPAIN_CENTRAL"] = "spaincentral",
        ["ASIA_EAST"] = "eastasia",
        ["ASIA_SOUTH_EAST"] = "southeastasia",
        ["AUSTRALIA_CENTRAL"] = "australiacentral",
        ["AUSTRALIA_CENTRAL_2"] = "australiacentral2",
        ["AUSTRALIA_EAST"] = "australiaeast",
        ["AUSTRALIA_SOUTH_EAST"] = "australiasoutheast",
        ["INDIA_CENTRAL"] = "centralindia",
        ["INDIA_SOUTH"] = "southindia",
        ["INDIA_WEST"] = "westindia",
        ["JAPAN_EAST"] = "japaneast",
        ["JAPAN_WEST"] = "japanwest",
        ["KOREA_CENTRAL"] = "koreacentral",
        ["KOREA_SOUTH"] = "koreasouth",
        ["NEW_ZEALAND_NORTH"] = "newzealandnorth",
        ["SOUTH_AFRICA_NORTH"] = "southafricanorth",
        ["SOUTH_AFRICA_WEST"] = "southafricawest",
        ["UAE_NORTH"] = "uaenorth",
        ["UAE_CENTRAL"] = "uaecentral",
        ["QATAR_CENTRAL"] = "qatarcentral",
        ["ISRAEL_CENTRAL"] = "israelcentral",
        ["CHINA_EAST"] = "chinaeast",
        ["CHINA_NORTH"] = "chinanorth",
        ["US_GOV_VIRGINIA"] = "usgovvirginia",
        ["US_GOV_ARIZONA"] = "usgovarizona",
        ["US_GOV_TEXAS"] = "usgovtexas",
        ["CHILE_CENTRAL"] = "chilecentral",
        ["INDONESIA_CENTRAL"] = "indonesiacentral",
        ["MALAYSIA_WEST"] = "malaysiawest",
    };

    private static readonly Dictionary<string, string> s_byPlainName = new(
        from region in AzureNames
        from name in new[] { region.Key, region.Value }.Select(NormalizedName.Of).Distinct()
        select KeyValuePair.Create(name, region.Key));

    /// <summary>Atlas's spelling of a known region, from any of its names, ignoring spaces and hyphens. Other text is returned as it is.</summary>
    public static string Normalize(string text) =>
        text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_') && s_byPlainName.TryGetValue(NormalizedName.Of(text), out var region) ? region : text;

    public static bool IsKnown(string regionName) => AzureNames.ContainsKey(regionName);

    /// <summary>The most similar known region, within a few typing errors. Null if none is similar.</summary>
    public static string? Nearest(string text)
    {
        var plain = NormalizedName.Of(text);
        var (nearest, distance) = s_byPlainName.Select(n => (n.Value, EditDistance.Between(plain, n.Key))).MinBy(n => n.Item2);
        return distance <= Math.Min(3, plain.Length / 3) ? nearest : null;
    }
}
