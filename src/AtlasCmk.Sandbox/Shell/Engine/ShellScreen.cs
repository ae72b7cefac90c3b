using System.Management.Automation.Host;

namespace AtlasCmk.Sandbox.Shell.Engine;

/// <summary>The size of the screen, which the formatter asks for; a sandbox draws nothing by position.</summary>
internal sealed class ShellScreen(Terminal terminal) : PSHostRawUserInterface
{
    private readonly Size _size = new(terminal.Width, terminal.Height);

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize { get => _size; set { } }

    public override Size WindowSize { get => _size; set { } }

    public override Size MaxWindowSize => _size;

    public override Size MaxPhysicalWindowSize => _size;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 1;

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NoScreen();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreen();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreen();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreen();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NoScreen();

    private static HostException NoScreen() => new("The Sandbox's shell has no screen buffer.");
}
