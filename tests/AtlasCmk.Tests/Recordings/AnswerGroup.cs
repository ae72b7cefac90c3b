
namespace AtlasCmk.Tests.Recordings;

/// <summary>Answers that are compared with each other: those of one operation, with one status, in one version or with one error code.</summary>
internal sealed record AnswerGroup(string Operation, IReadOnlyList<RecordedAnswer> Answers)
{
    /// <summary>Lines of both sides, and of one side: <c>- line</c> only in the recordings, <c>+ line</c> only in <paramref name="served"/>.</summary>
    public IEnumerable<string> Differences(AnswerGroup served) =>
    [
        .. Between(Fields(), served.Fields()),
        .. Between(HeaderShape.Of(Answers.Select(a => a.Headers)), HeaderShape.Of(served.Answers.Select(a => a.Headers))),
    ];

    /// <summary>By operation, status, and version or error code.</summary>
    public static IReadOnlyDictionary<string, AnswerGroup> Of(IEnumerable<RecordedAnswer> answers) =>
        answers.GroupBy(NameOf).ToDictionary(g => g.Key, g => new AnswerGroup(g.Key, [.. g]), StringComparer.Ordinal);

    private static string NameOf(RecordedAnswer answer) =>
        $"{answer.OperationId ?? answer.Path} {answer.Status} {(answer.Status < 400 ? answer.Version : answer.Body?["errorCode"])}";

    private IReadOnlySet<string> Fields() =>
        Answers[0].Status < 400 ? JsonShape.Of(Answers.Select(a => a.Body)) : JsonShape.OfRefusals(Answers.Select(a => a.WithoutNames().Body));

    private static IEnumerable<string> Between(IReadOnlySet<string> recorded, IReadOnlySet<string> served)
    {
        // A kind of cluster or snapshot of which nothing was recorded cannot be compared.
        var unrecorded = served.Where(line => line.EndsWith("): Object", StringComparison.Ordinal) && !recorded.Contains(line)).Select(line => line[..^": Object".Length]).ToList();
        return
        [
            .. recorded.Except(served).Order(StringComparer.Ordinal).Select(line => $"- {line}"),
            .. served.Except(recorded).Where(line => !unrecorded.Exists(kind => line.StartsWith(kind, StringComparison.Ordinal))).Order(StringComparer.Ordinal).Select(line => $"+ {line}"),
        ];
    }
}
