namespace AtlasCmk.Sandbox.World;

/// <summary>The world's time, which may run faster than the machine's. Nothing here waits: what is due happens when somebody looks.</summary>
internal sealed class WorldClock(TimeProvider machine, int speed)
{
    public const int Fastest = 1000;

    /// <summary>When both clocks show the same time.</summary>
    public DateTimeOffset Origin { get; } = machine.GetUtcNow();

    public DateTimeOffset Now => Origin + ((machine.GetUtcNow() - Origin) * speed);

    /// <summary>For what belongs to a connection or to Microsoft's sign-in libraries, which know no other clock.</summary>
    public DateTimeOffset MachineNow => machine.GetUtcNow();

    /// <summary>What passes in the world while this time passes on the machine.</summary>
    public TimeSpan OfMachine(TimeSpan time) => time * speed;
}
