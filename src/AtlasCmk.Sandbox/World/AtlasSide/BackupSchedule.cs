namespace AtlasCmk.Sandbox.World;

/// <summary>How often Atlas takes scheduled snapshots of a cluster, and how long it keeps them.</summary>
internal sealed record BackupSchedule(string Frequency, TimeSpan Retention)
{
    public static BackupSchedule Daily { get; } = new("daily", TimeSpan.FromDays(7));

    public static BackupSchedule Weekly { get; } = new("weekly", TimeSpan.FromDays(28));

    public static BackupSchedule Monthly { get; } = new("monthly", TimeSpan.FromDays(365));

    /// <summary>A day's snapshot is kept for the retention of the least frequent schedule that includes that day.</summary>
    public static BackupSchedule OfDay(int day) => day % 30 == 0 ? Monthly : day % 7 == 0 ? Weekly : Daily;
}
