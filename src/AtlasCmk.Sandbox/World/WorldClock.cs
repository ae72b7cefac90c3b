namespace AtlasCmk.Sandbox.World;

/// <summary>The world's time, which can run faster than the machine's. Nothing waits: due events run when the world is accessed.</summary>
internal sealed class WorldClock(TimeProvider machine, int speed)
{
    public const int Fastest = 1000;

    /// <summary>When both clocks show the same time.</summary>
    public DateTimeOffset Origin { get; } = machine.GetUtcNow();

    public DateTimeOffset Now => Origin + ((machine.GetUtcNow() - Origin) * speed);

    /// <summary>The machine's clock, for connections and for Microsoft's sign-in libraries, which always use it.</summary>
    public DateTimeOffset MachineNow => machine.GetUtcNow();

    /// <summary>Converts a duration on the machine to a duration in the world.</summary>
    public TimeSpan OfMachine(TimeSpan time) => time * speed;
}
