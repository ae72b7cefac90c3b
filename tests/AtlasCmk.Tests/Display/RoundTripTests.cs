using System.Globalization;
using System.Management.Automation;
using AtlasCmk.Tests.Conventions;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Display;

/// <summary>Every output keeps its properties in a file, in a job, in CSV and in JSON.</summary>
public sealed class RoundTripTests(RoundTripTests.Shell shell) : IClassFixture<RoundTripTests.Shell>
{
    /// <summary>What a session is belongs to its process.</summary>
    private static readonly Type[] s_outputs =
        [.. Product.Core.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && !t.IsSubclassOf(typeof(Exception)) && t != typeof(AtlasSession))];

    public static TheoryData<Type> Outputs { get; } = [.. s_outputs];

    /// <summary>Export-Clixml goes two objects deep, and a job one.</summary>
    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_property_survives_a_file_and_a_job(Type output)
    {
        var original = HostileObjects.Of(output, "text");
        foreach (var depth in (int[])[1, 2])
        {
            var copy = Assert.Single(shell.Printer.Run(
                $"$input | ForEach-Object {{ [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, {depth})) }}", original));

            foreach (var property in output.GetProperties().Where(p => p.Name is not "PrivateLinkServiceConnectionState"))
            {
                var value = copy.Properties[property.Name];
                Assert.True(value is not null, $"{output.Name}.{property.Name} is lost: add it to module/AtlasCmk.Types.ps1xml.");

                // In a job a time is a text, in the invariant culture.
                var kept = property.GetValue(original) is DateTimeOffset && value.Value is not DateTimeOffset
                    ? DateTimeOffset.Parse($"{value.Value}", CultureInfo.InvariantCulture) : value.Value;
                Assert.Equal(Text(property.GetValue(original)), Text(kept));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void CSV_has_a_text_and_no_name_of_a_type_in_each_cell(Type output)
    {
        var row = Assert.Single(shell.Printer.Run("$input | ConvertTo-Csv | ConvertFrom-Csv", HostileObjects.Of(output, "text")));

        Assert.Equal(output.GetProperties().Select(p => p.Name).Order(), row.Properties.Select(p => p.Name).Order());
        Assert.All(row.Properties, p => Assert.DoesNotMatch("^(System|AtlasCmk)\\.", $"{p.Name}: {p.Value}"[(p.Name.Length + 2)..]));
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void JSON_has_words_for_enumerations(Type output)
    {
        var json = Assert.Single(shell.Printer.Run("$input | ConvertTo-Json -Depth 4 | ConvertFrom-Json", HostileObjects.Of(output, "text")));

        foreach (var property in output.GetProperties())
        {
            Assert.NotNull(json.Properties[property.Name]);
            Assert.False((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum, $"{output.Name}.{property.Name} is a number in JSON: make it a text.");
        }
    }

    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        string text => text,
        DateTime time => new DateTimeOffset(time.ToUniversalTime()).ToString("u", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable several => string.Join(", ", several.Cast<object?>().Select(Text)),
        var other => (value as PSObject)?.ToString() ?? other.ToString()!,
    };

    public sealed class Shell : IDisposable
    {
        internal Printer Printer { get; } = new();

        public void Dispose() => Printer.Dispose();
    }
}
