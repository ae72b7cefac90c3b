namespace AtlasCmk.Tests.Prerequisites;

/// <summary>A world in which one check ends in one way.</summary>
/// <param name="Check">The check's name.</param>
/// <param name="Status">How it ends.</param>
/// <param name="Told">A part of its Actual or Remedy.</param>
/// <param name="Stage">Where the world begins.</param>
/// <param name="Arrange">What has happened since.</param>
/// <param name="Ask">What the caller gives.</param>
/// <param name="When">Tells situations with the same check, status and text apart.</param>
internal sealed record Situation(
    string Check, string Status, string Told, string Stage, Action<CheckedWorld>? Arrange = null, Func<CheckedWorld, PrerequisiteRequest>? Ask = null, string? When = null)
{
    public override string ToString() => When is null ? $"{Check} {Status}: {Told}" : $"{Check} {Status}: {Told}, {When}";
}
