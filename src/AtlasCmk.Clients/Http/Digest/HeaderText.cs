using System.Text;

namespace AtlasCmk.Clients;

/// <summary>Reads the text of a header from left to right.</summary>
internal sealed class HeaderText(string text)
{
    private int _at;

    private bool AtEnd => _at == text.Length;

    /// <summary>False if the rest does not contain the character.</summary>
    public bool SkipTo(Func<char, bool> wanted)
    {
        Take(c => !wanted(c));
        return !AtEnd;
    }

    public string Take(Func<char, bool> wanted)
    {
        var start = _at;
        while (!AtEnd && wanted(text[_at]))
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>Skips <paramref name="expected"/> and the spaces around it. Skips nothing if it is not there.</summary>
    public bool TrySkip(char expected)
    {
        var start = _at;
        Take(IsBlank);
        if (AtEnd || text[_at] != expected)
        {
            _at = start;
            return false;
        }

        _at++;
        if (expected != '"')
        {
            Take(IsBlank);
        }

        return true;
    }

    /// <summary>The rest of a quoted string after its opening quote. Without a closing quote, the rest of the text.</summary>
    public string TakeQuoted()
    {
        var value = new StringBuilder();
        for (; !AtEnd && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length)
            {
                _at++;
            }

            value.Append(text[_at]);
        }

        _at = Math.Min(_at + 1, text.Length);
        return value.ToString();
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
