using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace AtlasCmk.Clients;

/// <summary>Replaces each text of a user's estate. The same text always gets the same pseudonym, in the same format.</summary>
/// <remarks>A pseudonym has a valid ID format if the original has one. Case is ignored, as in Azure.</remarks>
internal sealed partial class Pseudonyms
{
    private const int AddressesForDocumentation = 254;

    private readonly object _lock = new();
    private readonly Dictionary<string, string> _given = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _counts = [];

    public string Of(string text)
    {
        lock (_lock)
        {
            if (!_given.TryGetValue(text, out var pseudonym))
            {
                _given.Add(text, pseudonym = Make(text));
            }

            return pseudonym;
        }
    }

    private string Make(string text) => text switch
    {
        { Length: 24 } when HexPattern().IsMatch(text) => string.Create(CultureInfo.InvariantCulture, $"5a{Next("id"):x22}"),
        { Length: 32 } when HexPattern().IsMatch(text) => string.Create(CultureInfo.InvariantCulture, $"{Next("version"):x32}"),
        _ when Guid.TryParseExact(text, "D", out _) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{Next("uuid"):x12}"),
        _ when IsAddress(text) && Next("address") is var number and <= AddressesForDocumentation => $"192.0.2.{number}",
        _ when MailPattern().IsMatch(text) => $"{Numbered("user")}@example.com",
        _ when WordPattern().IsMatch(text) => Numbered("name"),
        _ => Numbered("text"),
    };

    /// <summary>.NET also parses 8.0 as an IP address.</summary>
    private static bool IsAddress(string text) => (text.Count(c => c == '.') == 3 || text.Count(c => c == ':') > 1) && IPAddress.TryParse(text, out _);

    private string Numbered(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Next(kind):0000}");

    private int Next(string kind) => _counts[kind] = _counts.GetValueOrDefault(kind) + 1;

    [GeneratedRegex("^[0-9a-fA-F]+$")]
    private static partial Regex HexPattern();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex MailPattern();

    /// <summary>The characters that need no escaping in a path or a host.</summary>
    [GeneratedRegex(@"^[\w.-]{1,128}$")]
    private static partial Regex WordPattern();
}
