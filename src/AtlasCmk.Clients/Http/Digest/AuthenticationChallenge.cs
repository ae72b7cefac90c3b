namespace AtlasCmk.Clients;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, section 11.6.1), which can contain several.</summary>
internal sealed record AuthenticationChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Parses what it can and skips the rest, because the header is untrusted text.</summary>
    public static IReadOnlyList<AuthenticationChallenge> ParseAll(string header)
    {
        List<AuthenticationChallenge> challenges = [];
        Dictionary<string, string>? parameters = null;
        var text = new HeaderText(header);
        while (text.SkipTo(IsTokenCharacter))
        {
            var token = text.Take(IsTokenCharacter);
            if (parameters is not null && text.TrySkip('='))
            {
                parameters.TryAdd(token, text.TrySkip('"') ? text.TakeQuoted() : text.Take(c => c is not (',' or ' ' or '\t')));
            }
            else
            {
                parameters = new(StringComparer.OrdinalIgnoreCase);
                challenges.Add(new(token, parameters));
            }
        }

        return challenges;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
