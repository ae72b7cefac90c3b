namespace AtlasCmk.Clients;

/// <summary>An answer is larger than any that a service gives, or is not compressed as it says. Asking again would bring the same.</summary>
internal sealed class AnswerUnusableException(int status, string why, Exception? inner = null) : Exception(why, inner)
{
    public int Status { get; } = status;
}
