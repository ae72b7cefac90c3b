namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Nobody has been recognised: the answer carries a challenge, and a document only where credentials were shown.</summary>
internal sealed class UnauthorizedException(string challenge, ApiErrorException? error) : Exception(error?.Message ?? "No credentials.")
{
    public string Challenge { get; } = challenge;

    public ApiErrorException? Error { get; } = error;
}
