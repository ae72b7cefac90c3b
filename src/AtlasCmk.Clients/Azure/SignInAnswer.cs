using Azure.Core;
using Microsoft.Identity.Client;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>The response to a sign-in, read in the transport, because Azure.Core and MSAL reword or lose it.</summary>
internal sealed class SignInAnswer
{
    private static readonly AsyncLocal<SignInAnswer?> s_current = new();

    private AzureAnswer? _answer;

    /// <summary>The last request, or null.</summary>
    public Uri? Address { get; private set; }

    public string Method { get; private set; } = "POST";

    /// <summary>Starts recording the credential's requests and responses in this async flow.</summary>
    public static SignInAnswer Listen() => s_current.Value = new();

    /// <summary>Records a request of the sign-in in this async flow.</summary>
    public static void Asks(HttpMessage message)
    {
        if (s_current.Value is { } current)
        {
            (current.Address, current.Method, current._answer) = (message.Request.Uri.ToUri(), message.Request.Method.Method, null);
        }
    }

    /// <summary>Records a response, like <see cref="Asks"/>.</summary>
    public static void Answers(HttpMessage message, TimeProvider time)
    {
        if (s_current.Value is { } current && message.Response.ContentStream is null or { CanSeek: true })
        {
            current._answer = new(message.Response.Status, message.Response.ContentStream is null ? "" : message.Response.Content.ToString())
            {
                RetryAfter = AzureRetry.RetryAfter(message.Response, time),
            };
        }
    }

    /// <summary>Why there is no token, in the words of Microsoft Entra or the endpoint. Without a response, in the words of the exception.</summary>
    public SignInRefusal Explain(Exception e)
    {
        if (_answer is { } answer && (answer.Status >= 400 || AzureErrorReader.Parse(answer.Body)?["access_token"] is null))
        {
            return Refused(answer) with { RetryAfter = answer.RetryAfter };
        }

        var words = AzureConnectionLoss.Causes(e).Select(c => OneLine(c.Message)).OfType<string>().ToList();
        var said = words.Select(Numbered).OfType<SignInRefusal>().LastOrDefault() ?? new SignInRefusal(null, words.LastOrDefault() ?? e.GetType().Name);

        // MSAL repeats a throttled response by itself until the requested wait is over.
        return AzureConnectionLoss.Causes(e).OfType<MsalServiceException>().FirstOrDefault() is { } again
            ? said with { StatusCode = again.StatusCode, RetryAfter = again.Headers?.RetryAfter?.Delta }
            : said;
    }

    private static SignInRefusal? Numbered(string words) =>
        EntraErrorCodes.NumberIn(words) is { } number ? new(number, words[words.LastIndexOf(number, StringComparison.Ordinal)..]) : null;

    private SignInRefusal Refused(AzureAnswer answer)
    {
        var error = AzureErrorReader.Read(answer.Body);
        var words = OneLine(error?.Message);
        if ((EntraErrorCodes.NumberIn(words) ?? Number(answer.Body)) is { } code)
        {
            return new(code, words ?? code, answer.Status);
        }

        return error is null ? Foreign(answer)
            : new(null, $"{Place} answered {answer.Status}{(error.Code is { } oauth ? $" {oauth}" : "")}: {words ?? "without an explanation"}", answer.Status);
    }

    /// <summary>Without the query, because it can contain a token.</summary>
    private string Place => Address?.GetLeftPart(UriPartial.Path) ?? "the endpoint";

    /// <summary>For a success, only an HTML page is quoted. Anything else could be a token in an unknown format.</summary>
    private SignInRefusal Foreign(AzureAnswer answer) => new(EntraErrorCodes.NumberIn(answer.Body), answer switch
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

/// <summary>Why an Azure sign-in got no token: the Microsoft Entra error number, if any, and the message of the response.</summary>
/// <param name="Code">For example AADSTS7000222, or null.</param>
/// <param name="Words">The message, in one line.</param>
/// <param name="StatusCode">The HTTP status of the response, or 0 without a response.</param>
internal sealed record SignInRefusal(string? Code, string Words, int StatusCode = 0)
{
    /// <summary>The requested wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the response does not match the sign-in contract.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether Microsoft Entra refused the credential, so that it would be refused again.</summary>
    public bool IsFinal => Code is not null && StatusCode is 400 or 401 or 403 && EntraErrorCodes.Find(Code)?.Kind == FailureKind.Authentication;

    public override string ToString() => Code is null || Words.StartsWith(Code, StringComparison.Ordinal) ? Words : $"{Code}: {Words}";
}
