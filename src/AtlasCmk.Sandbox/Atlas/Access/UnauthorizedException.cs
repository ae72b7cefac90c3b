namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The caller was not recognized: the answer carries a challenge.</summary>
internal sealed class UnauthorizedException(string challenge, ApiErrorException error) : Exception(error.Message)
{
    public string Challenge { get; } = challenge;

    public ApiErrorException Error { get; } = error;
}
