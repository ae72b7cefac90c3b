using System.Net;
using System.Text.RegularExpressions;

namespace AtlasCmk.Clients;

/// <summary>Why Atlas refuses a caller. For 401 and 403 the status takes precedence, because Atlas's general codes do not give the cause.</summary>
internal static partial class AtlasFailures
{
    private static ErrorMeaning AccessRefusal(AtlasCall call, int statusCode, AtlasApiError? error, string caller)
    {
        var code = error?.ErrorCode;
        return code switch
        {
            _ when AtlasRefusal.IsAccessList(code) => NotOnAccessList(error!, caller),
            // As recorded from the real service: a valid key without the required role gets a 401 with this code.
            AtlasErrorCodes.RoleTooSmall => RoleTooSmall(call, caller),
            AtlasErrorCodes.Forbidden when statusCode == 403 => RoleTooSmall(call, caller),
            _ when AtlasErrorCodes.Find(code) is { Kind: not FailureKind.Failed } known => ErrorMeaning.Of(known),
            // A 401 with a digest challenge concerns the key, even with other challenges.
            _ when error is { IsForeign: true } && (statusCode == 403 || caller != AtlasCredential.ApiKey) => new(ServiceErrors.UnreadableAnswer, SomethingBetween),
            _ when statusCode == 403 && error is null => new(ServiceErrors.UnreadableAnswer, SomethingBetween),
            _ when statusCode == 401 && (error is null or { IsForeign: true } || AtlasRefusal.IsUnrecognizedCaller(code)) => WrongCredentials(caller),
            _ => new(AtlasErrors.AccessRefused, $"{(code is null ? "Atlas gives no code" : "AtlasCmk does not know this code")}. Read Atlas's explanation. "
                + $"One possibility is a role that is too small: this call needs {call.RequiredRole}."),
        };
    }

    private static ErrorMeaning WrongCredentials(string caller) => caller switch
    {
        AtlasCredential.AccessToken => ErrorMeaning.Of(AtlasErrors.AtlasTokenRefused),
        AtlasCredential.ServiceAccount => new(AtlasErrors.WrongServiceAccount,
            "Atlas gave the service account a token, and refuses it now. Check whether the account was deleted or disabled, then connect again."),
        _ => ErrorMeaning.Of(AtlasErrors.WrongApiKey),
    };

    private static ErrorMeaning RoleTooSmall(AtlasCall call, string caller) =>
        new(AtlasErrors.RoleTooSmall, $"This call needs {call.RequiredRole}: give that role to the {caller} in the project, or use one that has it.");

    private static ErrorMeaning NotOnAccessList(AtlasApiError error, string caller) => new(AtlasErrorCodes.NotOnAccessList, AddressIn(error) is { } address
        ? $"Add {address} to the access list of the {caller} (Organization Access Manager, Applications), and wait a minute. Requests from this machine reach Atlas from that address."
        : AtlasErrorCodes.AccessListRemedy);

    /// <summary>The caller's address as Atlas sees it, from the parameters of the error or from its text.</summary>
    private static string? AddressIn(AtlasApiError? error) => error is null ? null : error.Parameters.Append(error.Detail ?? "")
        .SelectMany(text => AddressPattern().Matches(text).Select(match => match.Value.TrimEnd('.')))
        .FirstOrDefault(text => IPAddress.TryParse(text, out _));

    [GeneratedRegex(@"(?<![\w.:])(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*)(?![\w:])")]
    private static partial Regex AddressPattern();
}
