using System.Management.Automation;

namespace AtlasCmk.HelpWriter;

/// <summary>One parameter of a cmdlet.</summary>
/// <param name="Description">Its meaning.</param>
/// <param name="DefaultValue">Its default value.</param>
/// <param name="InSets">Its metadata in each parameter set, by the set's name, with the default set first.</param>
internal sealed record ParameterHelp(
    IReadOnlyList<string> Description,
    string DefaultValue,
    IReadOnlyDictionary<string, CommandParameterInfo> InSets)
{
    private CommandParameterInfo First => InSets.Values.First();

    public string Name => First.Name;

    public Type Type => First.ParameterType;

    public IReadOnlyList<string> Aliases => First.Aliases;

    public bool IsSwitch => Type == typeof(SwitchParameter);

    public bool SupportsWildcards => First.Attributes.OfType<SupportsWildcardsAttribute>().Any();

    public bool IsHidden => First.Attributes.OfType<ParameterAttribute>().All(a => a.DontShow);

    /// <summary>The accepted values, if they are limited.</summary>
    public IReadOnlyList<string> AcceptedValues =>
        First.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set ? [.. set.ValidValues]
        : TypeNames.Single(Type) is { IsEnum: true } closed ? Enum.GetNames(closed)
        : [];

    public ValidateRangeAttribute? Range => First.Attributes.OfType<ValidateRangeAttribute>().FirstOrDefault();

    /// <summary>The values that the parameter accepts, in words.</summary>
    public IEnumerable<string> Limits
    {
        get
        {
            if (AcceptedValues is { Count: > 0 } values)
            {
                yield return $"Accepted values: {string.Join(", ", values)}";
            }

            if (Range is { MinRange: not null } range)
            {
                yield return $"Accepted range: {range.MinRange} to {range.MaxRange}";
            }
        }
    }
}
