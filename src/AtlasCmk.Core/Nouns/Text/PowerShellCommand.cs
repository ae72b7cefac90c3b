using System.Runtime.CompilerServices;

namespace AtlasCmk;

/// <summary>A command that a message suggests. A user can paste it, whatever values it contains.</summary>
/// <remarks>
/// The fixed text of <see cref="Of"/> is code. Each value is written as a PowerShell literal, so a resource group
/// named <c>rg-(whoami)</c> stays a name. A nested command is inserted as code; <see langword="null"/> becomes a
/// placeholder that PowerShell does not run.
/// </remarks>
internal sealed class PowerShellCommand
{
    private readonly string _text;

    private PowerShellCommand(string text) => _text = text;

    /// <summary>The command that an interpolated string describes: <c>PowerShellCommand.Of($"Get-AtlasProject -ProjectId {id}")</c>.</summary>
    public static PowerShellCommand Of(Builder command) => new(command.Text);

    public static implicit operator string(PowerShellCommand command) => command._text;

    public override string ToString() => _text;

    /// <summary>Receives the parts of the interpolated string from the compiler.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Builder(int literalLength, int formattedCount)
    {
        private readonly System.Text.StringBuilder _text = new(literalLength + (formattedCount * 16));

        public string Text => _text.ToString();

        public void AppendLiteral(string code) => _text.Append(code);

        public void AppendFormatted(PowerShellCommand? command) => _text.Append(command?._text);

        public void AppendFormatted(string? value) => _text.Append(PowerShellLiteral.Of(value));

        public void AppendFormatted(IEnumerable<string> values) => _text.AppendJoin(", ", values.Select(PowerShellLiteral.Of));

        public void AppendFormatted(Guid value) => _text.Append(PowerShellLiteral.Of(value.ToString("D")));

        public void AppendFormatted(int value) => _text.Append(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
