namespace AtlasCmk.Sandbox.Shell;

/// <summary>Where a user sits, or the pipes that stand for one.</summary>
internal sealed class Terminal
{
    private const int WidthOfPipes = 120;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader In { get; init; }

    /// <summary>Somebody can be asked.</summary>
    public bool CanAsk { get; init; }

    /// <summary>A line already written can be written again.</summary>
    public bool CanRedraw { get; init; }

    public bool HasColours { get; init; }

    public int Width { get; init; } = WidthOfPipes;

    public int Height { get; init; } = 50;

    public static Terminal OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            CanRedraw = isTerminal,
            HasColours = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : WidthOfPipes,
            Height = isTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : 50,
        };
    }
}
