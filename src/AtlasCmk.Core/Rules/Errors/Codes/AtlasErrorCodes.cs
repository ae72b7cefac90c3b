namespace AtlasCmk.Rules;

/// <summary>The meanings of Atlas's error codes, and what to do. Sources: the API's list of error codes, and recorded responses.</summary>
internal static partial class AtlasErrorCodes
{
    /// <summary>The code of a 401 that means "valid key, but not allowed".</summary>
    public const string RoleTooSmall = "USER_UNAUTHORIZED";

    /// <summary>The code of a 403 that means the same.</summary>
    public const string Forbidden = "ACCESS_FORBIDDEN";

    public static IReadOnlyList<AtlasCmkError> All { get; } = [.. OfAccess(), .. OfEncryption(), .. OfEndpoints(), .. OfClusters(), .. OfRequests()];

    private static readonly Dictionary<string, AtlasCmkError> s_deciding = All.Where(e => !e.DependsOnTheCall).ToDictionary(e => e.Code, StringComparer.Ordinal);

    /// <summary>This machine's address is not on the access list of the credentials.</summary>
    public static AtlasCmkError NotOnAccessList => s_deciding["IP_ADDRESS_NOT_ON_ACCESS_LIST"];

    /// <summary>Atlas cannot use the project's key.</summary>
    public static AtlasCmkError SettingsInvalid => s_deciding["ENCRYPTION_AT_REST_SETTINGS_INVALID"];

    /// <summary>Atlas can read the key, but cannot use it.</summary>
    public static AtlasCmkError NoKeyPermission => s_deciding["NO_PERMISSION_TO_ENCRYPT_DECRYPT"];

    public static bool IsKnown(string? code) => code is not null && All.Any(e => e.Code == code);

    /// <summary>The entry of the code, if the code alone determines the kind of failure.</summary>
    public static AtlasCmkError? Find(string? code) => code is null ? null : s_deciding.GetValueOrDefault(code);

    private static AtlasCmkError Code(string code, FailureKind kind, string errorId, string meaning, string cause, string remedy, string source = VendorPages.ListOfCodes) =>
        new(AtlasCmkError.Atlas, code, kind, errorId, meaning, cause, remedy, source);

    private static AtlasCmkError CodeOfTheCall(string code, FailureKind kind, string errorId, string meaning, string cause, string remedy, string source = VendorPages.ListOfCodes) =>
        new(AtlasCmkError.Atlas, code, kind, errorId, meaning, cause, remedy, source) { DependsOnTheCall = true };
}
