using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AtlasCmk.HelpWriter;

/// <summary>
/// Converts a documentation comment to paragraphs of plain text for help. Names are shown as in the shell:
/// <paramref name="names"/> has the IDs of cmdlets and parameters.
/// </summary>
internal sealed partial class DocumentationText(IReadOnlyDictionary<string, string> names)
{
    /// <summary>All of it in one line.</summary>
    public string Line(params IEnumerable<XElement> elements) => string.Join(' ', Paragraphs(elements));

    public IReadOnlyList<string> Paragraphs(params IEnumerable<XElement> elements)
    {
        List<string> paragraphs = [];
        foreach (var element in elements)
        {
            AddParagraphs(element, paragraphs);
        }

        return paragraphs;
    }

    /// <summary>Keeps the lines of code and removes the comment's indentation. The first line has none if it follows its tag.</summary>
    public static string Code(XElement code)
    {
        var lines = code.Value.ReplaceLineEndings("\n").Split('\n');
        var following = lines.Skip(1).Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select((l, i) => i == 0 ? l.Trim() : l.Length < following ? "" : l[following..].TrimEnd())).Trim('\n').TrimEnd();
    }

    public string NameOf(string id) => names.GetValueOrDefault(id) ?? DocumentationId.ShortName(id);

    /// <summary>Writes a list as one paragraph with one line per item, because the shell puts an empty line between paragraphs.</summary>
    public static string List(IEnumerable<string> items, bool numbered = false) =>
        string.Join('\n', items.Select((item, index) => (numbered ? $"{index + 1}. " : "- ") + item));

    private void AddParagraphs(XElement element, List<string> paragraphs)
    {
        StringBuilder running = new();
        foreach (var node in element.Nodes())
        {
            if (node is XElement { Name.LocalName: "para" or "list" or "code" } block)
            {
                Flush();
                AddBlock(block, paragraphs);
            }
            else
            {
                running.Append(Inline(node));
            }
        }

        Flush();

        void Flush()
        {
            if (Spaces().Replace(running.ToString(), " ").Trim() is { Length: > 0 } text)
            {
                paragraphs.Add(text);
            }

            running.Clear();
        }
    }

    private void AddBlock(XElement block, List<string> paragraphs)
    {
        switch (block.Name.LocalName)
        {
            case "code":
                paragraphs.Add(Code(block));
                break;
            case "list":
                var numbered = (string?)block.Attribute("type") == "number";
                paragraphs.Add(List(block.Elements("item").Select(Item), numbered));
                break;
            default:
                AddParagraphs(block, paragraphs);
                break;
        }
    }

    private string Item(XElement item) => item.Element("description") is { } description
        ? string.Join(": ", item.Elements("term").Append(description).Select(e => Line(e)))
        : Line(item);

    private string Inline(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element => Inline(element),
        _ => "",
    };

    private string Inline(XElement element)
    {
        var text = string.Concat(element.Nodes().Select(Inline));
        return element switch
        {
            _ when element.Attribute("href") is { } href => text.Length == 0 ? href.Value : $"{text} ({href.Value})",
            _ when text.Length > 0 => text,
            _ when element.Attribute("cref") is { } cref => NameOf(cref.Value),
            _ when element.Attribute("langword") is { } word => word.Value is "true" or "false" or "null" ? "$" + word.Value : word.Value,
            { Name.LocalName: "paramref" } => "-" + (string?)element.Attribute("name"),
            _ => "",
        };
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
