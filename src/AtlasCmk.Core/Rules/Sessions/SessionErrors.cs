using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>The errors of sessions and their credentials.</summary>
internal static class SessionErrors
{
    private static readonly AtlasCmkError s_sessionEnded = new("SessionEnded", FailureKind.NotConnected,
        meaning: "The session was disconnected.",
        cause: "Disconnect-Atlas, Remove-Module or Import-Module -Force ended it.",
        remedy: "Connect again: Connect-Atlas.");

    public static AtlasCmkException SessionEndedMeanwhile() =>
        s_sessionEnded.Because("The session was disconnected while it was in use.");

    private static readonly AtlasCmkError s_sandboxFileUnusable = new("SandboxFileUnusable", FailureKind.InvalidArgument,
        meaning: "The file given to -Sandbox does not describe a running Sandbox.",
        cause: "The file is cut or of another kind, names another machine, asks for an identity of your own, or can be written by other users.",
        remedy: "Start a Sandbox and name the file with its first line: dotnet run --project src/AtlasCmk.Sandbox -- serve > sandbox.json.");

    public static AtlasCmkException SandboxFileOfOthers(string file, string writable) =>
        s_sandboxFileUnusable.Because($"The Sandbox file {file} cannot be used: other users of this machine can write {writable}, so they could redirect the session.",
            PowerShellCommand.Of($"chmod go-w {writable}"), file);

    public static AtlasCmkException SandboxFileUnusable(string file, string why, Exception? inner = null) =>
        s_sandboxFileUnusable.Because($"The Sandbox file {file} cannot be used: {why}.", target: file, inner: inner);

    private static readonly AtlasCmkError s_notConnected = new("NotConnected", FailureKind.NotConnected,
        meaning: "There is no session in this runspace.",
        cause: "Connect-Atlas was not run in this runspace. Jobs, thread jobs and ForEach-Object -Parallel have separate runspaces.",
        remedy: "Run Connect-Atlas, or give a session with -Session.");

    /// <summary>Without Atlas, piped objects were not checked, and endpoints cannot be found.</summary>
    public static AtlasCmkException OwnerNotAsked() =>
        s_notConnected.Because("Only Atlas can say who owns this connection, and you are not connected to Atlas.",
            "Connect with an API key or a service account (Connect-Atlas -Credential (Get-Credential) -ProjectId '…'), or name the connection with -ResourceId: then Atlas is not asked.");

    private static readonly AtlasCmkError s_atlasForGovernment = new("AtlasForGovernment", FailureKind.InvalidArgument,
        meaning: "Atlas for Government does not offer Azure.",
        cause: "The address is one of cloud.mongodbgov.com.",
        remedy: "Projects of commercial Atlas in Azure's government regions are reached at https://cloud.mongodb.com/, with -AzureEnvironment AZURE_US_GOVERNMENT.");

    /// <summary>Microsoft's clouds for the US government are not affected, because commercial Atlas supports them.</summary>
    public static AtlasCmkException AtlasForGovernment(Uri address) =>
        s_atlasForGovernment.Because($"{address.Host} is Atlas for Government, which does not offer Azure: its projects have no clusters there, and no keys in Azure Key Vault.", target: address);

    /// <summary>The value is not in the message or the target, because it can be a secret in the wrong parameter.</summary>
    public static AtlasCmkException CredentialUnusable(string message, string remedy) => SessionSettingsContradict(message, remedy);

    public static AtlasCmkException CredentialHalvesSwapped(AtlasCredential credential)
    {
        var (id, secret) = credential.IsServiceAccount ? ("client ID", "client secret") : ("public key", "private key");
        return CredentialUnusable($"The two halves of the {credential.Kind} are swapped: {credential.IdSource} is not a {id}. Nothing was sent.",
            $"Give the {id} as {credential.IdSource}, and the {secret} as {credential.SecretSource}.");
    }

    public static AtlasCmkException CredentialOfAnotherKind(AtlasCredential credential, string found, bool isId) =>
        CredentialUnusable($"{Capital(isId ? credential.IdSource : credential.SecretSource)} is {found}, and {(credential.IsServiceAccount ? "a service account" : "an API key")} was expected. "
            + "Nothing was sent.",
            credential.IsServiceAccount
                ? "For an API key use -Credential, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY: Connect-Atlas -Credential (Get-Credential)"
                : "For a service account use -ServiceAccount, or MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET: Connect-Atlas -ServiceAccount (Get-Credential)");

    private static readonly AtlasCmkError s_atlasTokenExpired = new("AtlasTokenExpired", FailureKind.Authentication,
        meaning: "The access token for Atlas has expired.",
        cause: "A token lives about an hour, and a session does not renew one that it was given (-AtlasAccessToken, MONGODB_ATLAS_ACCESS_TOKEN).",
        remedy: "Connect again with a fresh token, or with -ServiceAccount, whose tokens the session renews itself.",
        VendorPages.ApiAccess);

    public static AtlasCmkException AtlasTokenExpired(DateTimeOffset expired) =>
        s_atlasTokenExpired.Because($"The access token for Atlas expired at {expired:u}. A session does not renew a token that it was given.",
            "Connect again with a fresh token (-AtlasAccessToken), or with -ServiceAccount, whose tokens the session renews itself.");

    private static readonly AtlasCmkError s_environmentIncomplete = new("EnvironmentIncomplete", FailureKind.InvalidArgument,
        meaning: "-FromEnvironment does not find what it needs.",
        cause: "MONGODB_ATLAS_CLIENT_ID or MONGODB_ATLAS_PUBLIC_API_KEY (or another name that MongoDB's Terraform provider takes) is not set, or its other half is not.",
        remedy: "Set both halves of one of them, or connect with -Credential or -ServiceAccount.",
        VendorPages.ApiAccess);

    public static AtlasCmkException EnvironmentIncomplete(string message, string remedy, string? variable = null) =>
        s_environmentIncomplete.Because(message, remedy, variable);

    private static readonly AtlasCmkError s_sessionFromAnotherProcess = new("SessionFromAnotherProcess", FailureKind.InvalidArgument,
        meaning: "The session belongs to another process.",
        cause: "Start-Job and remote sessions get copies of objects, and secrets are not copied.",
        remedy: "Connect in that process; or use ForEach-Object -Parallel or Start-ThreadJob, which stay in this one.");

    public static AtlasCmkException SessionFromAnotherProcess(object? session) =>
        s_sessionFromAnotherProcess.Because($"The session {session} belongs to another process: this is a copy without its secrets. A session works only in the process that connected.",
            "Connect in this process, for example in the first statement of the job. Or use ForEach-Object -Parallel or Start-ThreadJob, which stay in the process that connected.", session);

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static readonly AtlasCmkError s_exchangeLogUnusable = new("ExchangeLogUnusable", FailureKind.InvalidArgument,
        meaning: "The record of exchanges cannot be written.",
        cause: "The folder of -ExchangeLogPath holds a record already, a right is missing, or the disk is full.",
        remedy: "Connect again with another -ExchangeLogPath, or without one.");

    public static AtlasCmkException ExchangeLogExists(string folder) =>
        s_exchangeLogUnusable.Because($"The folder {folder} already holds a record of exchanges, and a record is never overwritten. Nothing was sent.",
            "Give another -ExchangeLogPath.", folder);

    public static AtlasCmkException ExchangeLogNotWritten(string folder, Exception inner) =>
        s_exchangeLogUnusable.Because($"The record of exchanges in {folder} cannot be written: {inner.Message} This command sent nothing.",
            "Connect again with an -ExchangeLogPath that can be written to, or without one.", folder, inner);

    public static AtlasCmkException ExchangeLogNotAFolder(string path, string provider) =>
        s_exchangeLogUnusable.Because($"{path} is a path of the provider {provider}, but a record of exchanges must be a folder in the file system. Nothing was sent.",
            "Give -ExchangeLogPath in the file system.", path);

    public static AtlasCmkException NotConnected() =>
        s_notConnected.Because("There is no session with Atlas in this runspace.",
            "Give a session with -Session, or connect first: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'");

    public static AtlasCmkException SessionEnded(AtlasSession session) =>
        s_sessionEnded.Because($"The session {session} was ended, by Disconnect-Atlas or by another Connect-Atlas that took its place.", "Connect again: "
            + "Connect-Atlas, or New-AtlasSession to have several sessions side by side.", session);

    private static readonly AtlasCmkError s_notConnectedToAtlas = new("NotConnectedToAtlas", FailureKind.NotConnected,
        meaning: "The session is Azure-only, but the command also needs Atlas.",
        cause: "You connected with Connect-Atlas -AzureOnly.",
        remedy: "Connect with an API key or a service account.",
        VendorPages.ApiAccess);

    public static AtlasCmkException AzureOnlySession(AtlasSession session) =>
        s_notConnectedToAtlas.Because($"The session {session} is Azure-only, but the command also needs Atlas.",
            "Connect with an API key or a service account: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'", session);

    private static readonly AtlasCmkError s_sessionsDiffer = new("SessionsDiffer", FailureKind.InvalidArgument,
        meaning: "-Session differs from the session of the piped object.",
        cause: "Two sessions in one pipeline.",
        remedy: "Leave -Session out to use the session that the object came from.");

    public static AtlasCmkException SessionsDiffer(AtlasSession given, AtlasSession source) =>
        s_sessionsDiffer.Because($"-Session is {Told(given)}, but the piped object comes from {Told(source)}.", target: given);

    /// <summary>Two sessions with the same key and project differ only by their times.</summary>
    private static string Told(AtlasSession session) => string.Create(CultureInfo.InvariantCulture, $"{session}, connected at {session.ConnectedAt:HH:mm:ss.fff}");

    private static readonly AtlasCmkError s_sessionNameUnknown = new("SessionNameUnknown", FailureKind.NotFound,
        meaning: "No session of this runspace has the name.",
        cause: "A misspelled name, a session that has ended, or one that was created without -Name.",
        remedy: $"List the sessions: {PowerShellCommand.Of($"Get-AtlasSession -All")}");

    public static AtlasCmkException SessionNameUnknown(string name) => s_sessionNameUnknown.Because($"No connected session of this runspace is named '{name}'.", target: name);

    private static readonly AtlasCmkError s_sessionSettingsInvalid = new("SessionSettingsInvalid", FailureKind.InvalidArgument,
        meaning: "Parameters of a sign-in do not fit together, or a credential cannot be right.",
        cause: "A key of another kind, swapped halves, a copied blank or invisible character, or an address with a path.",
        remedy: "Change what the message names. Nothing was sent.");

    public static AtlasCmkException SessionSettingsContradict(string message, string remedy, object? target = null) =>
        s_sessionSettingsInvalid.Because(message, remedy, target);
}
