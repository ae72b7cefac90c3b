namespace AtlasCmk.Clients;

/// <summary>A response is too large, or does not match its Content-Encoding. A retry would give the same response.</summary>
internal sealed class AnswerUnusableException(int status, string why, Exception? inner = null) : Exception(why, inner)
{
    public int Status { get; } = status;
}
