using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>The order of Atlas's tiers. The number in the name increases with the size: M10, R40, M80_NVME.</summary>
internal static class InstanceSizes
{
    public static int Rank(string size)
    {
        var digits = size.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
