namespace AtlasCmk.Clients;

/// <summary>An answer is larger than any that a service gives: reading it was given up, and asking again would bring the same.</summary>
internal sealed class AnswerTooLargeException(int status) : Exception($"its body is larger than {BodyHandler.MaxBytes / 1024 / 1024} MiB")
{
    public int Status { get; } = status;
}
