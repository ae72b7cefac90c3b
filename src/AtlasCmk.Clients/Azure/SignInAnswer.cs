using Azure.Core;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>What was answered to a sign-in, read on the wire: Azure.Core and Microsoft's library wrap it in their own words, or lose it.</summary>
internal sealed class SignInAnswer
{
    private static readonly AsyncLocal<SignInAnswer?> s_current = new();

    private AzureAnswer? _answer;

    /// <summary>What was asked last; null before that.</summary>
    public Uri? Address { get; private set; }

    public string Method { get; private set; } = "POST";

    /// <summary>From here on, keeps what the credential of this flow of calls asks and is answered.</summary>
    public static SignInAnswer Listen() => s_current.Value = new();

    /// <summary>Keeps what is asked, for the sign-in that this flow of calls belongs to.</summary>
    public static void Asks(HttpMessage message)
    {
        if (s_current.Value is { } current)
        {
            (current.Address, current.Method, current._answer) = (message.Request.Uri.ToUri(), message.Request.Method.Method, null);
        }
    }

    /// <summary>Keeps what is answered, like <see cref="Asks"/>.</summary>
    public static void Answers(HttpMessage message)
    {
        if (s_current.Value is { } current && message.Response.ContentStream is null or { CanSeek: true })
        {
            current._answer = new(message.Response.Status, message.Response.ContentStream is null ? "" : message.Response.Content.ToString());
        }
    }

    /// <summary>Why there is no token, as Microsoft Entra or the endpoint says it; in the words of the exception where nothing answered.</summary>
    public SignInRefusal Explain(Exception e)
    {
        if (_answer is { } answer && (answer.Status >= 400 || AzureErrorReader.Parse(answer.Body)?["access_token"] is null))
        {
            var error = AzureErrorReader.Read(answer.Body);
            var code = EntraErrorCodes.NumberIn(error?.Message) ?? Number(answer.Body);
            return error is null ? Foreign(answer)
                : new(code, code is null ? $"{Place} answered {answer.Status}{(error.Code is { } oauth ? $" {oauth}" : "")}: {OneLine(error.Message) ?? "it says no more"}" : OneLine(error.Message) ?? code, answer.Status);
        }

        var words = AzureConnectionLoss.Causes(e).Select(c => OneLine(c.Message)).OfType<string>().ToList();
        return words.Select(w => EntraErrorCodes.NumberIn(w) is { } number ? new SignInRefusal(number, w[w.LastIndexOf(number, StringComparison.Ordinal)..]) : null).OfType<SignInRefusal>().LastOrDefault()
            ?? new SignInRefusal(null, words.LastOrDefault() ?? e.GetType().Name);
    }

    /// <summary>Not the query: a token may be in it.</summary>
    private string Place => Address?.GetLeftPart(UriPartial.Path) ?? "the endpoint";

    /// <summary>Of a success only a page is quoted: anything else may be a token in a form that is not known here.</summary>
    private SignInRefusal Foreign(AzureAnswer answer) => new(null, answer switch
    {
        { Body.Length: 0 } => $"{Place} answered {answer.Status}, and the answer is empty.",
        { Status: < 400 } when !answer.Body.TrimStart().StartsWith('<') => $"{Place} answered {answer.Status}, with neither a token nor an error.",
        _ => $"{Place} answered {answer.Status}, but not as a sign-in does. The answer begins: {answer.Beginning}",
    }, answer.Status) { IsForeign = true };

    private static string? Number(string body) =>
        AzureErrorReader.Parse(body)?["error_codes"] is JArray { Count: > 0 } numbers && numbers[0] is JValue { Type: JTokenType.Integer } number ? $"AADSTS{number}" : null;

    private static string? OneLine(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line ? line : null;
}
