using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace AtlasCmk.Tests.Fakes;

/// <summary>Objects whose texts all try to act on the terminal.</summary>
internal static class HostileObjects
{
    /// <summary>Writes the clipboard, erases a line, turns the direction around, breaks lines, and has half of a pair.</summary>
    public const string Text = "n\u001b]52;c;d2hvYW1p\u0007\u001b[2K\u202E\u2028\u0085\u009B31m\u200B\uD800\t\r\nx";

    private const int Deepest = 4;
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Characters that must not reach a screen, except the shell's own colors and line breaks.</summary>
    public static IEnumerable<string> ActingIn(string printed) => printed
        .Where((c, i) => c is not ('\n' or '\r' or '\u001b')
        && CharUnicodeInfo.GetUnicodeCategory(printed,
        i) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        .Select(c => $"U+{(int)c:X4}")
        .Concat(new[] { "\u001b]", "\u001b[2K" }.Where(s => printed.Contains(s, StringComparison.Ordinal)).Select(s => s.Replace("\u001b", "ESC ", StringComparison.Ordinal)))
        .Distinct();

    /// <summary>An object of a type, all of whose texts are the same.</summary>
    public static object Of(Type type, string text = Text) => Value(type, text, Deepest)!;

    private static object? Value(Type type, string text, int depth)
    {
        if (type == typeof(string) || type == typeof(object))
        {
            return text;
        }

        if (depth == 0 || (type == typeof(AtlasSession) && depth < Deepest))
        {
            return null;
        }

        if (type.IsAssignableFrom(typeof(AtlasCmkException)) && type.IsAssignableTo(typeof(Exception)))
        {
            return new AtlasCmkError("Any", FailureKind.Refused, "Any.", "Any.", "Look.").Because(text);
        }

        if (type == typeof(ProjectNames))
        {
            var names = new ProjectNames();
            names.Learn(new AtlasProject(text, text, text, null, default));
            names.LearnOrganization(text, text);
            return names;
        }

        if (type == typeof(AzureCloud))
        {
            return AzureCloud.Public;
        }

        if (type == typeof(Uri))
        {
            return new Uri("https://cloud.mongodb.com/");
        }

        if (Item(type) is { } item)
        {
            var items = Array.CreateInstance(item, 1);
            items.SetValue(Value(item, text, depth - 1), 0);
            var all = items.GetValue(0) is null ? Array.CreateInstance(item, 0) : items;

            // As the outputs keep their lists, with a text for CSV.
            var listing = typeof(Listing<>).MakeGenericType(item);
            return type.IsAssignableFrom(listing) ? Activator.CreateInstance(listing, all) : all;
        }

        return type.IsValueType ? Activator.CreateInstance(type)
            : type is { IsAbstract: false, IsInterface: false } && type.Namespace?.StartsWith(nameof(AtlasCmk), StringComparison.Ordinal) == true
            ? Filled(RuntimeHelpers.GetUninitializedObject(type), text, depth)
            : null;
    }

    private static object Filled(object made, string text, int depth)
    {
        for (var type = made.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Fields).Where(f => f.GetValue(made) is null))
            {
                field.SetValue(made, Value(field.FieldType, text, depth - 1));
            }
        }

        return made;
    }

    /// <summary>The element type of a list; null for other types.</summary>
    private static Type? Item(Type type) =>
        type is { IsArray: true } ? type.GetElementType()
        : type is { IsInterface: true, IsGenericType: true } && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var item] ? item
        : null;
}
