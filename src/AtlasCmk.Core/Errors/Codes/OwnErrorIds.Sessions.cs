namespace AtlasCmk;

internal static partial class OwnErrorIds
{
    private static IEnumerable<AtlasCmkError> OfSessions() =>
    [
        Id("NotConnected", "There is no session in this runspace.", "Connect-Atlas was not called here: a job, a thread job and ForEach-Object -Parallel have runspaces of their own.", "Connect-Atlas, or give a session with -Session."),
        Id("SessionEnded", "The session was disconnected.", "Disconnect-Atlas, Remove-Module or Import-Module -Force ended it.", "Connect again: Connect-Atlas."),
        Id("NotConnectedToAtlas", "The session is signed in to Azure alone.", "Connect-Atlas -AzureOnly, and a command that asks Atlas.", "Connect with an API key or a service account.", ApiAccess),
        Id("SessionsDiffer", "-Session is another session than the one that the piped object came from.", "Two sessions in one pipeline.", "Leave -Session out to use the session that the object came from."),
        Id("SessionFromAnotherProcess", "The session belongs to another process.", "Start-Job and remote sessions get copies of objects, and secrets are not copied.", "Connect in that process; or use ForEach-Object -Parallel or Start-ThreadJob, which stay in this one."),
        Id("SessionSettingsInvalid", "The parameters of Connect-Atlas do not fit together.", "The message names them.", "The remedy beside the message says which to change."),
        Id("SandboxFileUnusable", "The file given to -Sandbox does not describe a running Sandbox.", "The file is cut, of another kind, or names another machine.", "Start a Sandbox and name the file with its first line: dotnet run --project src/AtlasCmk.Sandbox -- serve > sandbox.json."),
        Id("EnvironmentIncomplete", "-FromEnvironment does not find what it needs.", "MONGODB_ATLAS_CLIENT_ID or MONGODB_ATLAS_PUBLIC_API_KEY (or another name that MongoDB's Terraform provider takes) is not set, or its other half is not.", "Set both halves of one of them, or connect with -Credential or -ServiceAccount.", ApiAccess),
        Id("AtlasForGovernment", "Atlas for Government does not offer Azure.", "The address is one of cloud.mongodbgov.com.", "Projects of commercial Atlas in Azure's government regions are reached at https://cloud.mongodb.com/, with -AzureEnvironment AZURE_US_GOVERNMENT."),
        Id("InstallationIncomplete", "The folder of the module lacks a part of it.", "A clone that was not built, or an installation that was cut short.", "Install the module anew; in a clone, dotnet build."),
        Id("UnexpectedError", "A fault of AtlasCmk itself.", "Something happened that nobody thought of.", "Get-Error shows all of it; please report it with that."),
        Id("CannotAsk", "The host cannot ask the second question, and nothing was sent.", "A runbook, a job or -NonInteractive, where a change hits more than its target.", "If that is what you want, say so with -Force."),
        Id("CannotConfirm", "The host cannot ask for confirmation, and nothing was sent.", "A runbook, a job or -NonInteractive.", "If that is what you want, say so with -Confirm:$false."),
        Id("ChangedMeanwhile", "What the question was about has changed since it was asked, and nothing was sent.", "Somebody else works on the same project.", "Look at what is there now, and run the command again."),
        Id("WaitTimedOut", "What was waited for did not come in the time that was given.", "Clouds take their time; or somebody has to do something first, such as approving a connection.", "Nothing was undone: run the command again to go on waiting, with a larger -TimeoutSec if need be."),
        Id("InputNotUnderstood", "The piped object names nothing that the command can work on.", "An object of another kind, or one from which Select-Object took the ids.", "Pipe objects that AtlasCmk emits, or objects with the properties that the help names."),
        Id("ValueNotInObject", "An object, or nothing at all, stands where an id or a name belongs.", "An object of another kind, or one from which Select-Object took the id.", "Give the text itself, or an object that has it."),
        Id("ErrorNotKnown", "No service's error code, and no error id of AtlasCmk, is spelled so.", "A mistyped code, or one that has nothing to do with keys.", "Get-AtlasCmkError without a code lists them all; wildcards are welcome."),
    ];

    private static IEnumerable<AtlasCmkError> OfServices() =>
    [
        Id("WrongApiKey", "Atlas rejects the API key.", "The key was deleted, or one half of it was mistyped.", "Check the public and the private key: a key that was deleted, or a private key that was mistyped, looks just like this.", ApiAccess),
        Id("WrongServiceAccount", "Atlas rejects the service account.", "A client secret that has expired or was deleted, or a mistyped one.", "Check client id and client secret: a secret that has expired, or was deleted, looks just like this.", ApiAccess),
        Id("ServiceAccountRefused", "Atlas knows the service account and gives it no token.", "It has 100 live tokens already.", "Atlas knows the service account and gives it no token: it may have 100 live ones already. End sessions with Disconnect-Atlas, or wait an hour, which is how long a token lives.", ApiAccess),
        Id("RoleTooSmall", "The credentials are right, and their role is too small for the request.", "What changes encryption at rest needs Project Owner.", "Give the role that the message names to the API key or service account in the project, or use one that has it.", ApiAccess),
        Id("NotFoundInAtlas", "Atlas does not know what the request is about.", "A mistyped name or id, or something that was deleted.", "Check the name or id: Atlas does not know it, or no longer."),
        Id("RateLimited", "Atlas asks to slow down, and the retries are used up.", "Others use the project's, the user's or the address's allowance too.", "Wait a minute, or lower -ThrottleLimit.", RateLimits),
        Id("AtlasServerError", "A fault on Atlas's side.", "An error 500 to 599 that lasted through the retries.", "This is a fault on Atlas's side: run the command again in a few minutes; it looks at what is there before it changes anything."),
        Id("AtlasApiError", "Atlas refuses the request, for a reason of which AtlasCmk knows no more than the message says.", "Atlas's code and detail are in the message.", "Read Atlas's explanation above; the code is in its list of error codes.", ListOfCodes),
        Id("ServiceUnreachable", "A service gave no answer, or its answer was lost on the way.", "The name cannot be resolved, a firewall or proxy stands between, a certificate is not trusted, or the connection broke.", "Check the network, the proxy and the address, and run the command again: it looks at what is there before it changes anything. Where a certificate is not trusted, have the root certificate of the private authority in the system's store."),
        Id("UnreadableAnswer", "The answer is not what the service promises.", "Something in between answered in its place, for example a proxy's sign-in page or a firewall's refusal.", "Check the address, the proxy and the network."),
        Id("RedirectRefused", "The answer leads to another host, and is not followed.", "Something in between; or -AtlasUri is not Atlas's own address. Following would carry the credentials there.", "Check the address (-AtlasUri) and whatever stands between here and the service."),
        Id("AzureSignInIncomplete", "The sign-in to Azure lacks something.", "-AzureAuthentication and the parameters that belong to it do not fit together.", "Give the parameters that the message names."),
        Id("AzureSignInFailed", "Signing in to Azure failed.", "The message lists what was tried, and why each failed.", "Connect again with -AzureCredential (client id and secret) and -AzureTenantId, or with a token (-AzureAccessToken); or sign in where it was tried, for example with az login."),
        Id("AzureTokenExpired", "The token for Azure has expired.", "A token lives about an hour, and one that was given cannot be renewed.", "Connect again with a fresh token, or with -AzureCredential, which renews its tokens itself."),
        Id("AzContextMissing", "There is no Az context in this runspace.", "Az.Accounts is not imported, or nobody is signed in.", "Import-Module Az.Accounts; Connect-AzAccount; then connect again. AtlasCmk never imports Az itself."),
        Id("AzContextInUnknownCloud", "The Az context is in a cloud that Atlas does not know.", "An environment of Azure Stack, or one of your own.", "Change to an account in a cloud that Atlas serves (Connect-AzAccount -Environment, Set-AzContext)."),
        Id("AzContextInAnotherCloud", "-AzureEnvironment and the Az context name different clouds.", "The context was changed, or -AzureEnvironment is wrong.", "Leave -AzureEnvironment out to use the context's cloud, or change the context (Set-AzContext)."),
        Id("AzContextMoved", "The Az context has gone to another cloud during the session, and its token was not sent.", "Set-AzContext or Connect-AzAccount since Connect-Atlas.", "Change the context back, or connect again to use it as it is."),
        Id("AzContextGivesNoToken", "The Az context gives no token.", "Its sign-in has expired, or needs a second factor.", "Sign in to Az again (Connect-AzAccount), in this runspace."),
        Id("AzureRoleTooSmall", "The identity that is signed in to Azure may not do this.", "A role that is missing on the vault, or was granted just now.", "Give it the right that the message names, for example with the role Key Vault Contributor on the vault; a new role takes some minutes to work.", VaultRoles),
        Id("AzureServerError", "A fault on Azure's side.", "An error 500 to 599 that lasted through the retries.", "This is a fault on Azure's side: run the command again in a few minutes; it looks at what is there before it changes anything."),
        Id("AzureOperationFailed", "Azure accepted the request, worked on it, and came to a bad end.", "Azure's code and text are in the message.", "Read Azure's explanation, and run the command again: it looks at what is there before it changes anything.", ResourceManager),
        Id("AzureApiError", "Azure refuses the request, for a reason of which AtlasCmk knows no more than the message says.", "Azure's code and text are in the message.", "Read Azure's explanation above.", ResourceManager),
        Id("ClientSecretRefused", "Microsoft Entra refuses the application's new secret, and nothing was sent to Atlas.", "The secret's id instead of its value, another tenant, or conditional access that admits Atlas's addresses alone.", "Give the secret's value, and the application's client id as user name; a secret that was made just now takes a minute to work.", KeysInAzure),
    ];
}
