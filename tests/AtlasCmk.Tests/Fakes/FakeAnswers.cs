using System.Collections.Concurrent;

namespace AtlasCmk.Tests.Fakes;

/// <summary>A user who answers questions, and what happens before the answer.</summary>
internal sealed class FakeAnswers(ConcurrentQueue<string> journal) : IConfirmation
{
    public bool ToFirst { get; set; } = true;

    public bool ToSecond { get; set; } = true;

    public Action Meanwhile { get; set; } = () => { };

    public List<string> Questions { get; } = [];

    public Task<bool> ShouldProcessAsync(string target, string action) => Answer("ask", $"{action} / {target}", ToFirst);

    /// <summary>What had to be typed at each second question; null for a choice.</summary>
    public List<string?> Typed { get; } = [];

    public Task<bool> ShouldContinueAsync(string question, string caption, IReadOnlyList<string>? table = null, string? typed = null)
    {
        Typed.Add(typed);
        return Answer("ask again", string.Join('\n', (table ?? []).Prepend(question)), ToSecond);
    }

    private Task<bool> Answer(string entry, string question, bool answer)
    {
        journal.Enqueue(entry);
        Questions.Add(question);
        Meanwhile();
        return Task.FromResult(answer);
    }
}
