using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>Searches everything that a run shows or could show for secrets, in plain text and in encoded forms.</summary>
internal sealed class SecretSearch
{
    private const int Depth = 5;

    /// <summary>One level deeper than the default of Export-Clixml.</summary>
    private const int SerialisedDepth = 3;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Everything that was read.</summary>
    public string All => string.Join('\n', _texts.Keys);

    public void Read(ShellRun run)
    {
        Add("verbose", run.Verbose);
        Add("debug", run.Debug);
        Add("warning", run.Warnings);
        Add("progress", run.Progress.SelectMany(p => new[] { p.Activity, p.StatusDescription, p.CurrentOperation }));
        foreach (var information in run.Information)
        {
            Read("information", information, Depth);
        }

        foreach (var error in run.Errors)
        {
            Read(error);
        }

        foreach (var output in run.Output)
        {
            if (output?.BaseObject is ErrorRecord error)
            {
                Read(error);
                continue;
            }

            Read("output", output, Depth);
            Add("serialised output", [PSSerializer.Serialize(output, SerialisedDepth)]);
        }
    }

    /// <summary>Where secrets were found, each with its surroundings and without itself.</summary>
    public IReadOnlyList<string> Find(IReadOnlyList<string> secrets)
    {
        var forms = secrets.SelectMany(Forms).Distinct().ToList();
        return
        [
            .. from text in _texts
               from form in forms
               where text.Key.Contains(form, StringComparison.OrdinalIgnoreCase)
               select $"{text.Value}: {text.Key.Replace(form, "<HERE>", StringComparison.OrdinalIgnoreCase)}",
        ];
    }

    private void Read(ErrorRecord error)
    {
        Read("error", error, Depth);
        Add("error", [error.ToString(), error.ErrorDetails?.Message, error.ErrorDetails?.RecommendedAction, error.ScriptStackTrace,
            error.CategoryInfo.GetMessage(System.Globalization.CultureInfo.InvariantCulture), error.InvocationInfo?.PositionMessage]);
        Add("serialised error", [PSSerializer.Serialize(error, SerialisedDepth)]);
        for (var exception = error.Exception; exception is not null; exception = exception.InnerException)
        {
            Read("exception", exception, Depth);
        }
    }

    private void Read(string where, object? value, int depth)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is null || depth == 0 || (!plain.GetType().IsValueType && plain is not string && !_seen.Add(plain)))
        {
            return;
        }

        Add(where, [plain.ToString()]);
        // What the command is, and not what it was about.
        if (plain is string or CommandInfo or PSModuleInfo or MemberInfo || plain.GetType().IsPrimitive)
        {
            return;
        }

        if (plain is IEnumerable items)
        {
            foreach (var item in items)
            {
                Read($"{where}[]", item, depth - 1);
            }
        }

        foreach (var property in PSObject.AsPSObject(plain).Properties.Where(p => p.IsGettable))
        {
            Read($"{where}.{property.Name}", ValueOf(property), depth - 1);
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException e)
        {
            return e.Message;
        }
    }

    private void Add(string where, IEnumerable<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                _texts.TryAdd(text, where);
            }
        }
    }

    /// <summary>Plain, URL-encoded, in base64, and in the hexadecimal form of a SecureString without data protection.</summary>
    private static string[] Forms(string secret) =>
    [
        secret,
        Uri.EscapeDataString(secret),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.Unicode.GetBytes(secret)),
        Convert.ToHexString(Encoding.Unicode.GetBytes(secret)),
    ];
}
