using System.Text;

namespace AtlasCmk.Display;

/// <summary>Breaks text between words: the shell's own tables break anywhere.</summary>
internal static class Lines
{
    /// <summary>A word that is longer than the width keeps its own line, for the shell to break.</summary>
    public static string Wrap(string text, int width)
    {
        var wrapped = new StringBuilder();
        var column = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + 1 + word.Length > width)
            {
                wrapped.Append('\n');
                column = 0;
            }
            else if (column > 0)
            {
                wrapped.Append(' ');
                column++;
            }

            wrapped.Append(word);
            column += word.Length;
        }

        return wrapped.ToString();
    }
}
