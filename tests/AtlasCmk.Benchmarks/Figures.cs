using System.Globalization;

namespace AtlasCmk.Benchmarks;

/// <summary>Medians, and the small tables that show them.</summary>
internal static class Figures
{
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static void Print(string title, params (string Name, string Value)[] rows)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        foreach (var (name, value) in rows)
        {
            Console.WriteLine($"  {name,-46} {value,12}");
        }
    }

    public static string Ms(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms");

    public static string Share(double part, double whole) => string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole:0.0} %");
}
