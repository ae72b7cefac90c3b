namespace AtlasCmk.Clients;

/// <summary>What the error code of a refusal is about.</summary>
internal static class AtlasRefusal
{
    /// <summary>Whether a code concerns the project itself, so that Atlas did not process the request.</summary>
    public static bool IsAboutTheProject(string? code) =>
        code is "NOT_IN_GROUP" or "USER_CANNOT_ACCESS_GROUP" or "USER_CANNOT_ACCESS_ORG" or "GROUP_NOT_FOUND" or "INVALID_GROUP_ID" or "INVALID_ATLAS_GROUP" or "NOT_ATLAS_GROUP";

    /// <summary>Whether a refusal by Atlas itself says that the project has no such object.</summary>
    public static bool IsOfMissing(int statusCode, AtlasApiError? error) => statusCode == 404 && error is { IsForeign: false } && !IsAboutTheProject(error.ErrorCode);

    /// <summary>Whether a 401 only says that Atlas did not recognize the caller. Recorded ones have the general code.</summary>
    public static bool IsUnrecognizedCaller(string? code) => code is null or "UNEXPECTED_ERROR" or "UNAUTHORIZED" or "NO_CURRENT_USER" or "invalid_client" or "invalid_token";

    /// <summary>Whether a refusal concerns the caller's address. Atlas has old and new names for its access lists.</summary>
    public static bool IsAccessList(string? code) => code is not null
        && (code.Contains("ACCESS_LIST", StringComparison.Ordinal) || code.Contains("WHITELIST", StringComparison.Ordinal) || code.Contains("ALLOWLIST", StringComparison.Ordinal));

    /// <summary>Whether a refusal gives its cause, so that it does not concern a token.</summary>
    public static bool IsExplained(string? code) => code == AtlasErrorCodes.RoleTooSmall || IsAccessList(code) || AtlasErrorCodes.Find(code) is { Kind: not FailureKind.Failed };
}
