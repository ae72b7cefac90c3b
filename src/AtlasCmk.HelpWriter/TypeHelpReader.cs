using System.Management.Automation;
using System.Reflection;

namespace AtlasCmk.HelpWriter;

/// <summary>Describes a cmdlet's pipeline input and output with the comments of their types.</summary>
internal sealed class TypeHelpReader(DocumentationComments comments, DocumentationText text)
{
    private const string Nothing = "None";

    public IReadOnlyList<TypeHelp> Inputs(IReadOnlyList<ParameterHelp> parameters)
    {
        var byValue = parameters.Where(p => p.InSets.Values.Any(s => s.ValueFromPipeline)).ToLookup(p => TypeNames.Single(p.Type));
        var byName = parameters.Where(p => p.InSets.Values.Any(s => s.ValueFromPipelineByPropertyName)).ToLookup(p => TypeNames.Single(p.Type));
        TypeHelp[] inputs =
        [
            .. from type in byValue.Concat(byName).Select(g => g.Key).Distinct()
               select new TypeHelp(
                   TypeNames.Of(type),
                   [.. Summary(type), .. Binding("By value", byValue[type]), .. Binding("By property name", byName[type])]),
        ];
        return inputs is [] ? [new(Nothing, ["This cmdlet accepts no pipeline input."])] : inputs;
    }

    /// <summary>Includes the properties, because a user needs them next. An output type without a comment has none.</summary>
    public IReadOnlyList<TypeHelp> Outputs(CmdletInfo command) => [.. command.OutputType.Select(Output)];

    private TypeHelp Output(PSTypeName output)
    {
        if (output.Type is not { } type)
        {
            return new(output.Name, []);
        }

        var single = TypeNames.Single(type);
        return type == typeof(void) ? new(Nothing, ["This cmdlet has no output."])
            : !comments.Cover(single) ? new(TypeNames.Of(type), [$"A value of type {TypeNames.Of(type)}."])
            : Summary(single) is { Count: > 0 } summary ? new(TypeNames.Of(type), [.. summary, Properties(single)])
            : new(TypeNames.Of(type), []);
    }

    private string Properties(Type type) => DocumentationText.List(
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let meaning = text.Line(comments.Of(property).Elements("summary"))
        where meaning.Length > 0
        select $"{property.Name}: {meaning}");

    private IReadOnlyList<string> Summary(Type type) => text.Paragraphs(comments.Of(type).Elements("summary"));

    private static string[] Binding(string how, IEnumerable<ParameterHelp> parameters) =>
        string.Join(", ", parameters.Select(p => "-" + p.Name)) is { Length: > 0 } names ? [$"{how}: {names}."] : [];
}
