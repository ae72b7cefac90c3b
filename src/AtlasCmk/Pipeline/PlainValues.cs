using System.Collections;
using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>What a user writes in the shell, as plain values that can become JSON, and back.</summary>
internal static class PlainValues
{
    private const int Deepest = 32;

    public static object? ToShell(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> fields => WithProperties(fields),
        IReadOnlyList<object?> items => items.Select(ToShell).ToArray(),
        _ => value,
    };

    /// <exception cref="AtlasCmkException">A value that JSON has no form for, or that must not become text.</exception>
    public static object? FromShell(object? value) => FromShell(value, Deepest);

    private static object? FromShell(object? value, int depth)
    {
        if (depth == 0)
        {
            throw Failures.BodyNotUnderstood(value?.GetType().Name ?? "null", $"more than {Deepest} levels deep");
        }

        var plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            null or string or bool or int or long or double or decimal or short or byte or float or uint => plain,
            char or Guid or Enum or Uri => plain.ToString(),
            SwitchParameter flag => flag.ToBool(),
            DateTimeOffset moment => moment,
            DateTime moment => new DateTimeOffset(moment),
            IDictionary fields => fields.Cast<DictionaryEntry>().ToDictionary(f => f.Key.ToString()!, f => FromShell(f.Value, depth - 1), StringComparer.Ordinal),
            PSObject custom => custom.Properties.ToDictionary(p => p.Name, p => FromShell(p.Value, depth - 1), StringComparer.Ordinal),
            IEnumerable items => items.Cast<object?>().Select(i => FromShell(i, depth - 1)).ToList(),
            _ => throw Failures.BodyNotUnderstood(plain.GetType().Name, "which JSON has no form for"),
        };
    }

    private static PSObject WithProperties(IReadOnlyDictionary<string, object?> fields)
    {
        var shown = new PSObject();
        foreach (var (name, value) in fields)
        {
            shown.Properties.Add(new PSNoteProperty(name, ToShell(value)));
        }

        return shown;
    }
}
