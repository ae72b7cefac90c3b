namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The caller was not authenticated. The response contains a challenge.</summary>
internal sealed class UnauthorizedException(string challenge, ApiErrorException error) : Exception(error.Message)
{
    public string Challenge { get; } = challenge;

    public ApiErrorException Error { get; } = error;
}
