namespace AtlasCmk.Rules;

internal static partial class OwnErrorIds
{
    private const string IdentifierForm = "Give the full URL of one version: https://{vault}.vault.azure.net/keys/{name}/{version}.";

    private static IEnumerable<AtlasCmkError> OfKeys() =>
    [
        Id("KeyIdentifierInvalid", "The text is not the identifier of a key, or of one version where the command needs one.", "No version, http, a managed HSM, or something other than a key.", IdentifierForm, KeysInAzure),
        Id("KeyNotNamed", "The project is encrypted, but Atlas does not name its key.", "An answer of Atlas that is not complete.", "Run the command again; then look at the project's settings: Get-AtlasEncryptionAtRest -ProjectId '…'", KeysInAzure),
        Id("VaultNotNamed", "The project is encrypted, but Atlas does not name its vault in full.", "An answer of Atlas that is not complete.", "Run the command again; then look at the project's settings: Get-AtlasEncryptionAtRest -ProjectId '…'", KeysInAzure),
        Id("KeyNotUnderstood", "Atlas names the project's key in a form that AtlasCmk does not know.", "A key that was set with another tool, or a newer form of Atlas.", "Give the project a key version by its full URL: Set-AtlasEncryptionAtRest -ProjectId '…' -KeyIdentifier '…'", KeysInAzure),
        Id("KeyFollowsLatest", "The project names its key without a version, and Atlas follows the latest enabled version.", "A command that needs a project with one version, for example -NewVersion with -RollBackOnFailure.", "To pin the project to one version: Set-AtlasEncryptionAtRest -ProjectId '…' -KeyIdentifier '…'", KeysInAzure),
        Id("KeyOfAnotherVault", "The key is of another vault than the project's, or than the one that is given.", "A mistyped identifier, or a move that is not said in full.", "Give a key version of that vault; to move the project to another vault, give -KeyVaultName too.", KeysInAzure),
        Id("KeyOfAnotherCloud", "The key is of another cloud of Azure than the project's, or than the one that is given.", "-AzureEnvironment and the key identifier contradict each other, or a move that is not said in full.", "Give a key version of that cloud; to move the project to another cloud, give -AzureEnvironment with the key's."),
        Id("KeyNotInProjectsVault", "The key is not in the project's vault.", "A key of another project.", "Get-AtlasAkvKey lists the versions of the key in use."),
        Id("KeyUnknown", "The vault has no such key.", "A mistyped name; Azure does not tell a missing key from a missing vault.", "Check both names: Get-AtlasEncryptionAtRest shows the vault and the key in use."),
        Id("KeyVersionUnknown", "The key has no such version.", "A mistyped version, or one of another key.", "List the versions that are there: Get-AtlasAkvKey."),
        Id("KeyVersionUnusable", "Atlas cannot use the key version.", "It is disabled, expired or soon to be, not active yet, not of RSA, or may not encrypt and decrypt.", "Give another version, or correct this one in the vault: Get-AtlasAkvKey shows which are usable.", KeysInAzure),
        Id("KeyMissing", "No key version is named.", "Neither a parameter nor the piped object has one.", "Give -KeyIdentifier, or pipe key versions, projects' encryption or rotations."),
        Id("NoUsableKeyVersion", "Atlas can use no version of the key.", "All are disabled, expired, or may not encrypt.", "Correct one in the vault, or create a new one: Invoke-AtlasKeyRotation -ProjectId '…' -NewVersion", KeysInAzure),
        Id("KeyVersionNotMade", "Whether the vault made a new version is not clear, and none is listed.", "The answer was lost on the way; such a request is never repeated blindly.", "Run the command again in some minutes: a version that was made after all is found and used."),
        Id("RotatedInFuture", "The time of the rotation is still to come.", "-RotatedAt with another day or time zone.", "Give the time when the last project had left the version: OldKeyLeftAt of the last rotation."),
        Id("RotatedBeforeCreation", "The version cannot have been left before it was made.", "-RotatedAt of another version.", "Give the time when the last project had left this very version.", Backups),
        Id("ProjectNotExcludable", "A project that uses the key's vault, or is piped or included, cannot be excluded.", "-ExcludeProjectId with a project that used the key.", "Leave it out of -ExcludeProjectId, which is for projects that never used the key.", Backups),
        Id("RotationOvertaken", "Somebody moved the project to another key while it was rotated.", "Two rotations at once: Atlas has no lock.", "Agree on who rotates, and keep every version involved until its retirement is certain."),
        Id("RotatedKeyInvalid", "Atlas cannot use the key that the project was rotated to.", "The version, the rights on it or the network.", "Do not disable any version meanwhile. Go back to the former version: Invoke-AtlasKeyRotation -ProjectId '…' -KeyIdentifier '…'", EncryptionAtRest),
        Id("RotationRolledBack", "Atlas could not use the new version, and the project was moved back to the former one, which is valid.", "The version, the rights on it or the network; -RollBackOnFailure asked for the way back.", "Find out what is wrong with the new version before the next rotation: Get-AtlasAkvKey.", EncryptionAtRest),
        Id("RollBackFailed", "Atlas cannot use the new version, and moving back did not succeed.", "Atlas changes no key while it cannot use the present one.", "Give Atlas access to the new version again (enabled, in time, rights, network); then go back. Disable no version meanwhile.", EncryptionAtRest),
    ];

    private static IEnumerable<AtlasCmkError> OfRequests() =>
    [
        Id("PathLeavesTheHost", "The path is none within Atlas's API, and the session's credentials go nowhere else.", "A whole URL, '..', or characters that were not escaped.", "Give a path such as /groups/{id}/clusters, with what is special escaped ([uri]::EscapeDataString)."),
        Id("VersionIsNoDate", "The version of the API is not a date.", "-ApiVersion with something else.", "Give a date as Atlas's documentation does, for example 2023-01-01.", "https://www.mongodb.com/docs/atlas/api/versioned-api-overview/"),
        Id("AllPagesOfNoList", "Only lists have pages.", "-All with another method than GET, or with an operation that answers with something else than a list.", "Leave -All out."),
        Id("BodyNotAllowed", "A GET or DELETE has no body.", "-Body with one of them.", "Leave -Body out, or give -Method POST, PUT or PATCH."),
        Id("BodyIsNoJson", "The text that is given as the body is not one JSON object or array.", "A text with a mistake, or something else than JSON.", "Give a hashtable, or JSON: '{\"name\":\"value\"}'."),
        Id("BodyNotUnderstood", "The body has a value that JSON has no form for.", "An object of .NET in a hashtable, or one that holds itself.", "Give hashtables, arrays, texts, numbers, booleans and dates; or JSON as text."),
    ];
}
