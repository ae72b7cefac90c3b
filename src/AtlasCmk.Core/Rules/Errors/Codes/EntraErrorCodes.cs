using System.Text.RegularExpressions;

namespace AtlasCmk.Rules;

/// <summary>The meanings of Microsoft Entra's error numbers, and what to do. Source: Microsoft, "Microsoft Entra authentication and authorization error codes".</summary>
internal static partial class EntraErrorCodes
{
    public const string TenantRemedy = "Check the tenant ID and the cloud: -AzureTenantId and -AzureEnvironment of Connect-Atlas, -TenantId of Set-AtlasEncryptionAtRest.";
    private const string SignInAgainRemedy = "Sign in again with az login or Connect-AzAccount, then connect again with Connect-Atlas.";
    private const string SecondFactorRemedy = "Sign in interactively with Connect-AzAccount or az login, then connect again with Connect-Atlas. A runbook "
        + "signs in as a managed identity or as an application (-AzureCredential) instead.";
    private const string ConditionalRemedy = "Ask your Microsoft Entra administrators which Conditional Access policy applies, and sign in as it requires. Its sign-in log shows the policy.";
    public const string ThrottledRemedy = "Wait some minutes, then run the command again.";
    private const string FederationRemedy = "Compare issuer, subject and audience of the application's federated credential with those that Microsoft Entra's words name.";

    public static IReadOnlyList<AtlasCmkError> All { get; } = [.. OfApplications(), .. OfTenants(), .. OfConditionalAccess(), .. OfUsers(), .. OfService()];

    private static readonly Dictionary<string, AtlasCmkError> s_all = All.ToDictionary(e => e.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The number in a text, for example AADSTS7000222, or null. Microsoft Entra's messages begin with it, wrapped messages end with it.</summary>
    public static string? NumberIn(string? text) =>
        NumberPattern().Matches(text ?? "") is { Count: > 0 } numbers ? (numbers[0].Index == 0 ? numbers[0] : numbers[^1]).Value : null;

    public static AtlasCmkError? Find(string? code) => code is null ? null : s_all.GetValueOrDefault(code);

    private static AtlasCmkError Number(int number, string meaning, string cause, string remedy, string errorId = "AzureSignInFailed", FailureKind kind = FailureKind.Authentication) =>
        new(AtlasCmkError.Azure, $"AADSTS{number}", kind, errorId, meaning, cause, remedy, VendorPages.EntraCodes);

    private static IEnumerable<AtlasCmkError> OfApplications() =>
    [
        Number(7000215, "The client secret is wrong.", "The ID of the secret instead of its value, a mistyped secret, or one that was deleted or made less than a minute ago.",
            "Give the value of the client secret, not its ID, with -AzureCredential. The value is shown only when the secret is made; if it is lost, make a new one (New-AzADAppCredential)."),
        Number(7000222, "The client secret has expired.", "Every client secret has an end date.",
            "Make a new client secret for the application (New-AzADAppCredential), and give its value with -AzureCredential."),
        Number(7000216, "The sign-in has no client secret.", "An empty secret.", "Give the application's client ID and the value of its secret with -AzureCredential."),
        Number(7000218, "The sign-in has no client secret, and the application needs one.", "A user's sign-in through an application that is confidential.",
            "Give the application's client ID and the value of its secret with -AzureCredential."),
        Number(7000112, "The application is disabled in the tenant.", "An administrator disabled its service principal.",
            "Ask an administrator of the tenant to enable the application's service principal."),
        Number(700016, "The tenant has no such application.", "A mistyped client ID, another tenant, or an application without a service principal in this tenant.",
            "Check the client ID (the user name of -AzureCredential) and the tenant. If the application belongs to another tenant, create its service "
            + "principal in this one (New-AzADServicePrincipal)."),
        Number(700027, "The application's certificate was not accepted.", "A certificate that is not registered for the application, or whose signature does not match.",
            "Register the certificate that the application signs in with, or use one that is registered."),
        Number(700024, "The application's signed assertion is outside its time of validity.", "A clock that is wrong, or an assertion that was kept too long.",
            "Set the clock of this computer (time synchronization), then connect again."),
        Number(500133, "The application's signed assertion is outside its time of validity.", "A clock that is wrong, or a federated token that has expired.",
            "Set the clock of this computer (time synchronization), and renew the federated token."),
        Number(70021, "No federated credential of the application matches the token.", "Another issuer, subject or audience.", FederationRemedy),
        Number(700211, "No federated credential of the application has this issuer.", "A workload identity of another cluster or service.", FederationRemedy),
        Number(700212, "No federated credential of the application has this audience.", "Another audience than api://AzureADTokenExchange.", FederationRemedy),
        Number(700213, "No federated credential of the application has this subject.", "Another namespace, service account, branch or environment.", FederationRemedy),
        Number(65001, "The application has no consent in this tenant.", "The consent of the user or of an administrator is missing.",
            "Ask an administrator of the tenant to give admin consent to the application."),
        Number(50105, "The application requires an assignment, and this identity has none.", "The enterprise application is set to require assignment.",
            "Ask an administrator of the tenant to assign the user or application to the enterprise application."),
        Number(500011, "The tenant has no service principal for what the token is for.", "Another tenant or cloud, or a tenant that has never used the service.", TenantRemedy),
        Number(70011, "The scope of the sign-in is not valid.", "Another cloud than the tenant's.", TenantRemedy),
        Number(900144, "The sign-in lacks a parameter.", "Something between this computer and Microsoft Entra may have changed the request.",
            "Read which parameter the words of Microsoft Entra name, and check a proxy that changes requests."),
    ];

    private static IEnumerable<AtlasCmkError> OfTenants() =>
    [
        Number(90002, "The tenant was not found.", "A mistyped tenant ID, a tenant of another cloud, or one that was deleted.", TenantRemedy),
        Number(900023, "The tenant is neither a tenant ID nor a domain.", "A mistyped tenant, or the name of a directory instead of its domain.", TenantRemedy),
        Number(50059, "The sign-in does not say which tenant it is for.", "A missing tenant.", TenantRemedy),
        Number(50128, "The domain of the tenant was not found.", "A mistyped domain.", TenantRemedy),
        Number(50020, "The account belongs to another tenant, and is not a guest of this one.", "Another tenant than the account's.",
            "Sign in to the account's own tenant, or have it invited to this one as a guest."),
    ];

    private static IEnumerable<AtlasCmkError> OfConditionalAccess() =>
    [
        Number(53003, "A Conditional Access policy blocks the sign-in.", "The policy does not admit this application, network, device or risk.", ConditionalRemedy),
        Number(530003, "A Conditional Access policy requires a managed device.", "This device is not enrolled or not known to the tenant.",
            "Sign in from a device that your organization manages, or enroll this one."),
        Number(53000, "A Conditional Access policy requires a compliant device.", "This device is not compliant.", "Sign in from a compliant device, or make this one compliant."),
        Number(53001, "A Conditional Access policy requires a domain-joined device.", "This device is not joined to the domain.", "Sign in from a device that is joined to the domain."),
        Number(53004, "Multi-factor authentication must be set up first.", "A sign-in at risk, without a method that is registered.", SecondFactorRemedy, "AzureMultiFactorRequired"),
        Number(50072, "Multi-factor authentication must be set up first.", "The account has no method for it.", SecondFactorRemedy, "AzureMultiFactorRequired"),
        Number(50074, "Multi-factor authentication is required.", "A policy of the tenant, or Azure's own rule for changes.", SecondFactorRemedy, "AzureMultiFactorRequired"),
        Number(50076, "Multi-factor authentication is required.", "A changed policy, a new network, or Azure's own rule for changes.", SecondFactorRemedy, "AzureMultiFactorRequired"),
        Number(50078, "The last multi-factor authentication is too old.", "A policy of the tenant limits its age.", SecondFactorRemedy, "AzureMultiFactorRequired"),
        Number(50079, "Multi-factor authentication must be set up first.", "A changed policy, or a new network.", SecondFactorRemedy, "AzureMultiFactorRequired"),
    ];

    private static IEnumerable<AtlasCmkError> OfUsers() =>
    [
        Number(50034, "The tenant has no such user account.", "A mistyped name, or another tenant.", "Check the name of the user and the tenant. " + SignInAgainRemedy),
        Number(50126, "The user name or the password is wrong.", "A mistyped or changed password.", "Check user name and password. " + SignInAgainRemedy),
        Number(50053, "The account is locked.", "Too many sign-ins with a wrong password, or an address with a bad reputation.", "Wait some minutes, or have an administrator unlock the account."),
        Number(50055, "The password has expired.", "A rule of the tenant.", "Change the password. " + SignInAgainRemedy),
        Number(50057, "The account is disabled.", "An administrator disabled it.", "Use another account, or have an administrator enable this one."),
        Number(50058, "There is no sign-in to continue.", "The session ended, or the user signed out.", SignInAgainRemedy),
        Number(50173, "The sign-in is no longer valid.", "The password was changed, or the sessions were revoked.", SignInAgainRemedy),
        Number(70043, "The sign-in is too old.", "A Conditional Access policy limits how long a sign-in lasts.", SignInAgainRemedy),
        Number(70044, "The session is too old.", "A Conditional Access policy limits how long a session lasts.", SignInAgainRemedy),
        Number(700082, "The sign-in was not used for too long.", "A refresh token ends after some time without use.", SignInAgainRemedy),
    ];

    private static IEnumerable<AtlasCmkError> OfService() =>
    [
        Number(90033, "Microsoft Entra has a passing fault.", "A fault on Microsoft's side.", "Run the command again in a few minutes.", "AzureServerError", FailureKind.Failed),
        Number(50196, "The same sign-in was tried too often in a short time.", "A loop that signs in again and again.", ThrottledRemedy, "AzureThrottled", FailureKind.Throttled),
    ];

    [GeneratedRegex("AADSTS[0-9]{4,9}", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
