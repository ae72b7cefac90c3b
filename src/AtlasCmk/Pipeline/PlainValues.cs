using System.Collections;
using System.Management.Automation;
using System.Numerics;

namespace AtlasCmk.Pipeline;

/// <summary>Converts PowerShell values to plain values for JSON, and back.</summary>
internal static class PlainValues
{
    private const int Deepest = 32;

    public static object? ToShell(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> fields => WithProperties(fields),
        IReadOnlyList<object?> items => items.Select(ToShell).ToArray(),
        _ => value,
    };

    /// <exception cref="AtlasCmkException">A value that JSON cannot represent, or that must not become text.</exception>
    public static object? FromShell(object? value) => FromShell(value, Deepest);

    private static object? FromShell(object? value, int depth)
    {
        if (depth == 0)
        {
            throw RequestErrors.BodyNotUnderstood(value?.GetType().Name ?? "null", $"more than {Deepest} levels deep");
        }

        var plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            double number when !double.IsFinite(number) => throw RequestErrors.BodyNotUnderstood(nameof(Double), $"{number}, which JSON cannot represent"),
            float number when !float.IsFinite(number) => throw RequestErrors.BodyNotUnderstood(nameof(Single), $"{number}, which JSON cannot represent"),
            null or string or bool or int or long or double or decimal or short or byte or float or uint or ulong or ushort or sbyte or BigInteger => plain,
            char or Guid or Enum or Uri => plain.ToString(),
            SwitchParameter flag => flag.ToBool(),
            DateTimeOffset moment => moment,
            DateTime moment => new DateTimeOffset(moment),
            IDictionary fields => FromDictionary(fields, depth),
            PSObject custom => custom.Properties.ToDictionary(p => p.Name, p => FromShell(p.Value, depth - 1), StringComparer.Ordinal),
            IEnumerable items => items.Cast<object?>().Select(i => FromShell(i, depth - 1)).ToList(),
            _ => throw RequestErrors.BodyNotUnderstood(plain.GetType().Name, "which JSON cannot represent"),
        };
    }

    private static Dictionary<string, object?> FromDictionary(IDictionary fields, int depth)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry field in fields)
        {
            if (!named.TryAdd(field.Key.ToString()!, FromShell(field.Value, depth - 1)))
            {
                throw RequestErrors.BodyNotUnderstood(fields.GetType().Name, $"in which two keys are '{field.Key}' as text");
            }
        }

        return named;
    }

    /// <summary>PowerShell property names ignore case. An object with an empty name, or names that differ in case only, becomes a dictionary, as with ConvertFrom-Json -AsHashtable.</summary>
    private static object WithProperties(IReadOnlyDictionary<string, object?> fields)
    {
        if (fields.Keys.Any(k => k.Length == 0) || fields.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() < fields.Count)
        {
            return fields.ToDictionary(f => f.Key, f => ToShell(f.Value), StringComparer.Ordinal);
        }

        var shown = new PSObject();
        foreach (var (name, value) in fields)
        {
            shown.Properties.Add(new PSNoteProperty(name, ToShell(value)));
        }

        return shown;
    }
}
