using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using AtlasCmk.Display;
using AtlasCmk.Tests.Conventions;
using Xunit;

namespace AtlasCmk.Tests.Display;

public sealed class DisplayFileTests
{
    private static readonly XElement s_format = XElement.Load(Printer.File("AtlasCmk.Format.ps1xml"));
    private static readonly XElement s_types = XElement.Load(Printer.File("AtlasCmk.Types.ps1xml"));

    private static readonly Type[] s_outputs = [.. Product.Core.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && !t.IsSubclassOf(typeof(Exception)))];

    public static TheoryData<Type> Outputs { get; } = [.. s_outputs];

    /// <summary>The types that have hidden properties.</summary>
    public static TheoryData<string> Types { get; } =
        [.. s_types.Elements("Type").Select(t => t.Element("Name")!.Value).Where(n => !n.StartsWith("Deserialized.", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_output_has_a_table_and_a_list(Type output)
    {
        var controls = Views(output).Where(v => v.Element("OutOfBand") is null).SelectMany(v => v.Elements()).Select(e => e.Name.LocalName)
            .Where(n => n.EndsWith("Control", StringComparison.Ordinal)).Order().ToList();

        Assert.True(controls is ["ListControl", "TableControl"],
            $"{output.Name} needs one view with a TableControl and one with a ListControl in module/AtlasCmk.Format.ps1xml. It has: {string.Join(", ", controls)}.");
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_property_that_a_view_shows_exists(Type output) =>
        AssertNone(Views(output).Descendants("PropertyName").Select(p => p.Value).Except([.. output.GetProperties().Select(p => p.Name), .. Hidden(output)]),
            $"module/AtlasCmk.Format.ps1xml shows for {output.Name} what is neither a property nor a CodeProperty of module/AtlasCmk.Types.ps1xml");

    /// <summary>The list is what a user opens to see everything.</summary>
    [Theory]
    [MemberData(nameof(Outputs))]
    public void A_list_shows_every_property(Type output)
    {
        // A verdict on a key is about no single project, a project has its name as Name, and OldKeyLeftAtUtc is OldKeyLeftAt again, for files.
        string[] leftOut =
        [
            "IsDisconnected", "PrivateLinkServiceConnectionState", "OldKeyLeftAtUtc",
            .. output == typeof(KeyRetirement) ? ["ProjectId", "ProjectName", "OrganizationName"] : output == typeof(AtlasProject) ? ["ProjectName"] : Array.Empty<string>(),
        ];
        var shown = Views(output).Elements("ListControl").Select(l => l.Descendants("ListItem").Select(i => (i.Element("Label") ?? i.Element("PropertyName"))!.Value));

        Assert.All(shown, list => AssertSame(output.GetProperties().Select(p => p.Name).Except(leftOut), list, $"the ListControl of {output.Name} in module/AtlasCmk.Format.ps1xml"));
    }

    /// <summary>In the constrained language a script block shows nothing.</summary>
    [Fact]
    public void Views_contain_no_script_blocks() => Assert.Empty(s_format.Descendants("ScriptBlock").Concat(s_types.Descendants("ScriptProperty")));

    [Fact]
    public void Names_wrap_in_every_view() => Assert.All(s_format.Descendants("TableRowEntry"), row => Assert.NotNull(row.Element("Wrap")));

    [Fact]
    public void Every_hidden_property_has_its_code()
    {
        var references = s_types.Descendants("CodeProperty")
            .Select(p => (Hidden: (bool?)p.Attribute("IsHidden"), Name: p.Element("Name")!.Value, Type: p.Descendants("TypeName").Single().Value,
            Method: p.Descendants("MethodName").Single().Value)).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, r =>
        {
            Assert.True(r.Hidden);
            Assert.Equal(typeof(DisplayText).FullName, r.Type);
            Assert.Equal("Shown" + r.Method, r.Name);
            Assert.Equal([typeof(PSObject)], typeof(DisplayText).GetMethod(r.Method, BindingFlags.Public | BindingFlags.Static)!.GetParameters().Select(p => p.ParameterType));
        });
        Assert.Equal(
            typeof(DisplayText).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => m.Name).Order(StringComparer.Ordinal),
            references.Select(r => r.Method).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Without the list, a file or a job would get the hidden properties too. A property that the list does not name is lost there.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Exactly_the_properties_of_the_objects_reach_a_file_or_another_process(string type)
    {
        var written = Type(type).Descendants("PropertySet").Single().Descendants("Name").Skip(1).Select(n => n.Value);
        var all = s_outputs.Where(o => Bases(o).Contains(type)).SelectMany(o => o.GetProperties()).Select(p => p.Name).Distinct();

        Assert.Equal("SpecificProperties", Type(type).Descendants("NoteProperty").Single(n => n.Element("Name")!.Value == "SerializationMethod").Element("Value")!.Value);
        AssertSame(all, written, $"the PropertySerializationSet of {type} in module/AtlasCmk.Types.ps1xml");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_copy_from_there_is_shown_in_the_same_way(string type)
    {
        AssertSame(CodeProperties(type), CodeProperties("Deserialized." + type), $"the CodeProperty entries of Deserialized.{type} in module/AtlasCmk.Types.ps1xml");
        Assert.Equal(CodeProperties(type), CodeProperties("Deserialized." + type));
    }

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual, string list)
    {
        var there = actual.ToList();
        AssertNone(expected.Except(there), $"Missing in {list}");
        AssertNone(there.Except(expected), $"Too many in {list}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    private static void AssertNone(IEnumerable<string> names, string what) => Assert.True(!names.Any(), $"{what}: {string.Join(", ", names)}");

    private static IEnumerable<XElement> Views(Type output) =>
        s_format.Descendants("View").Where(v => v.Element("ViewSelectedBy")!.Element("TypeName")!.Value == output.FullName);

    private static IEnumerable<string> Hidden(Type output) =>
        Bases(output).Intersect(s_types.Elements("Type").Select(t => t.Element("Name")!.Value)).SelectMany(CodeProperties);

    private static IEnumerable<string> Bases(Type output)
    {
        for (var type = output; type is not null; type = type.BaseType)
        {
            yield return type.FullName!;
        }
    }

    private static IEnumerable<string> CodeProperties(string type) => Type(type).Descendants("CodeProperty").Select(p => p.Element("Name")!.Value);

    private static XElement Type(string name) => s_types.Elements("Type").Single(t => t.Element("Name")!.Value == name);
}
