using System.Reflection;
using System.Xml.Linq;
using AtlasCmk.Tests.Clients;
using AtlasCmk.Tests.Conventions;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Display;

/// <summary>Hostile characters from others are shown as symbols in every view. The object keeps the original text.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class HostileTextTests
{
    private static readonly Type[] s_outputs = [.. Product.Core.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && !t.IsSubclassOf(typeof(Exception)))];

    public static TheoryData<Type> Outputs { get; } = [.. s_outputs];

    /// <summary>In the view that the shell chooses, and in those of Format-Table and Format-List.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("TableControl")]
    [InlineData("ListControl")]
    public void No_view_lets_a_text_act_on_the_terminal(string? control)
    {
        using var printer = new Printer(colors: true, control: control);

        string[] acting =
        [
            .. from output in s_outputs
               let characters = string.Join(", ", HostileObjects.ActingIn(printer.Print(HostileObjects.Of(output))))
               where characters.Length > 0
               select HasView(output, control) ? $"{output.Name} shows a text with {characters}: use its Shown… property in module/AtlasCmk.Format.ps1xml."
                   : $"{output.Name} has no {control ?? "view"} in module/AtlasCmk.Format.ps1xml.",
        ];
        Assert.True(acting.Length == 0, string.Join('\n', acting));
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void No_text_of_an_object_acts_on_the_terminal(Type output) =>
        Assert.Empty(HostileObjects.ActingIn(HostileObjects.Of(output).ToString()!));

    [Theory]
    [MemberData(nameof(Outputs))]
    public void The_properties_keep_what_came(Type output)
    {
        var hostile = HostileObjects.Of(output);
        var kept = Values(hostile);
        using (var printer = new Printer())
        {
            printer.Print(hostile);
        }

        Assert.Contains(HostileObjects.Text, kept.Values);
        Assert.Equal(kept, Values(hostile));
    }

    /// <summary>A sentence of AtlasCmk may hold a name that others chose; it is no text that came so from a service.</summary>
    [Fact]
    public void No_sentence_in_a_property_acts_on_the_terminal()
    {
        var check = new PrerequisiteCheck("p", "n", "t", "Failed", HostileObjects.Text, "e", HostileObjects.Text, new Uri("https://example.com/"));
        var diagnosis = new CmkDiagnosis("p", false, "Vault", HostileObjects.Text, HostileObjects.Text) { Consequence = HostileObjects.Text };
        var rotation = new KeyRotation("p", "k") { OldKeyReason = HostileObjects.Text };
        string?[] sentences = [check.Actual, check.Remedy, diagnosis.Explanation, diagnosis.Remedy, diagnosis.Consequence, rotation.OldKeyReason];

        Assert.All(sentences, sentence => Assert.Empty(HostileObjects.ActingIn(sentence!)));
    }

    /// <summary>A column or row that names the property itself would show it as it came.</summary>
    [Theory]
    [MemberData(nameof(Outputs))]
    public void No_view_shows_a_text_past_the_one_place(Type output)
    {
        var shown = Views(output).Descendants("PropertyName").Where(p => p.Parent!.Name != "ItemSelectionCondition").Select(p => p.Value);

        string[] raw = [.. shown.Intersect(output.GetProperties().Where(p => IsText(p.PropertyType)).Select(p => p.Name))];
        Assert.True(raw.Length == 0, $"module/AtlasCmk.Format.ps1xml shows these texts of {output.Name} as they came: {string.Join(", ", raw)}. Use their Shown… properties.");
    }

    private static bool HasView(Type output, string? control) => Views(output).Any(v => control is null || v.Element(control) is not null);

    private static IEnumerable<XElement> Views(Type output) =>
        XElement.Load(Printer.File("AtlasCmk.Format.ps1xml")).Descendants("View").Where(v => v.Element("ViewSelectedBy")!.Element("TypeName")!.Value == output.FullName);

    private static bool IsText(Type type) => type == typeof(string) || (typeof(System.Collections.IEnumerable).IsAssignableFrom(type) && type != typeof(Uri));

    private static Dictionary<string, string> Values(object output) => output.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(p => p.PropertyType == typeof(string)).ToDictionary(p => p.Name, p => (string?)p.GetValue(output) ?? "");
}
