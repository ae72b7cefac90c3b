using System.Globalization;

namespace AtlasCmk.Display;

/// <summary>How far a time is from now, in the one unit that says most.</summary>
internal static class Age
{
    public static string Of(DateTimeOffset time, DateTimeOffset now)
    {
        var distance = (now - time).Duration();
        var text = distance switch
        {
            { TotalSeconds: < 60 } => $"{(int)distance.TotalSeconds} s",
            { TotalMinutes: < 60 } => $"{(int)distance.TotalMinutes} min",
            { TotalHours: < 48 } => $"{(int)distance.TotalHours} h",
            { TotalDays: < 1000 } => $"{(int)distance.TotalDays} d",
            _ => $"{(int)(distance.TotalDays / 365.25)} y",
        };
        return time <= now ? $"{text} ago" : $"in {text}";
    }

    /// <summary>In UTC, which both clouds speak: 2026-11-20 08:15Z (3 d ago).</summary>
    public static string Beside(DateTimeOffset time, DateTimeOffset now, string format) =>
        $"{time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture)} ({Of(time, now)})";
}
