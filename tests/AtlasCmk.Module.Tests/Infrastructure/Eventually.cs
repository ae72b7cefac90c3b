using System.Diagnostics;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>For what another process does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static void Holds(Func<bool> condition, Func<string> otherwise)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > s_patience)
            {
                throw new TimeoutException(otherwise());
            }

            Task.Delay(TimeSpan.FromMilliseconds(20)).Wait();
        }
    }
}
