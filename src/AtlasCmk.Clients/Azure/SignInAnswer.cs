using System.Text.RegularExpressions;
using Azure.Core;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>What was answered to a sign-in, heard on the wire: Azure.Core and Microsoft's library wrap it in their own words, or lose it.</summary>
internal sealed partial class SignInAnswer
{
    private static readonly AsyncLocal<SignInAnswer?> s_current = new();

    private Uri? _address;
    private AzureAnswer? _answer;

    /// <summary>Hears every answer that a credential gets in this flow of calls.</summary>
    public static SignInAnswer Listen() => s_current.Value = new();

    /// <summary>Tells whoever listens in this flow of calls what was answered.</summary>
    public static void Tell(HttpMessage message) => s_current.Value?.Hear(message);

    /// <summary>Why there is no token, as Microsoft Entra or the endpoint says it; in the words of the exception where nothing answered.</summary>
    public SignInRefusal Explain(Exception e)
    {
        if (_answer is { } answer && (answer.Status >= 400 || AzureErrorReader.Parse(answer.Body)?["access_token"] is null))
        {
            var error = AzureErrorReader.Read(answer.Body);
            var code = NumberPattern().Match(error?.Message ?? "") is { Success: true } number ? number.Value : Number(answer.Body);
            return error is null ? Foreign(answer)
                : new(code, code is null ? $"{Place} answered {answer.Status}{(error.Code is { } oauth ? $" {oauth}" : "")}: {OneLine(error.Message) ?? "it says no more"}" : OneLine(error.Message) ?? code, answer.Status);
        }

        var words = AzureConnectionLoss.Causes(e).Select(c => OneLine(c.Message)).OfType<string>().ToList();
        return words.Select(w => NumberPattern().Match(w) is { Success: true } at ? new SignInRefusal(at.Value, w[at.Index..]) : null).OfType<SignInRefusal>().LastOrDefault()
            ?? new SignInRefusal(null, words.LastOrDefault() ?? e.GetType().Name);
    }

    /// <summary>Not the query: a token may be in it.</summary>
    private string Place => _address is null ? "the endpoint" : _address.GetLeftPart(UriPartial.Path);

    /// <summary>Of a body that is JSON nothing is quoted: it may hold a token under a name that is not known here.</summary>
    private SignInRefusal Foreign(AzureAnswer answer) => new(null, answer switch
    {
        { Body.Length: 0 } => $"{Place} answered {answer.Status}, and the answer is empty.",
        _ when AzureErrorReader.Parse(answer.Body) is not null => $"{Place} answered {answer.Status}, with neither a token nor an error.",
        _ => $"{Place} answered {answer.Status}, but not as a sign-in does. The answer begins: {answer.Beginning}",
    }, answer.Status) { IsForeign = true };

    private static string? Number(string body) =>
        AzureErrorReader.Parse(body)?["error_codes"] is JArray { Count: > 0 } numbers && numbers[0] is JValue { Type: JTokenType.Integer } number ? $"AADSTS{number}" : null;

    private static string? OneLine(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line ? line : null;

    private void Hear(HttpMessage message)
    {
        if (message.HasResponse && message.Response.ContentStream is null or { CanSeek: true })
        {
            (_address, _answer) = (message.Request.Uri.ToUri(), new(message.Response.Status, message.Response.ContentStream is null ? "" : message.Response.Content.ToString()));
        }
    }

    [GeneratedRegex("AADSTS[0-9]{4,9}", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
