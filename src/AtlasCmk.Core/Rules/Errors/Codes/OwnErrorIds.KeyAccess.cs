namespace AtlasCmk.Rules;

internal static partial class OwnErrorIds
{
    private static IEnumerable<AtlasCmkError> OfKeyAccess() =>
    [
        Id("KeyNotInUse", "The project uses another key version than the one that is to be taken from it.", "-KeyIdentifier of another project or of a former version.", "Leave -KeyIdentifier out to freeze the project by the key that it uses.", EncryptionAtRest),
        Id("VersionNotNamed", "It is not known which key version is to be disabled.", "-VaultName without -KeyIdentifier: Atlas, which would tell it, is not asked.", "Give -KeyIdentifier too.", KeysInAzure),
        Id("AtlasIdentityUnknown", "It is not known which identity in Microsoft Entra Atlas signs in as.", "Atlas tells its application, and not the object that access policies and roles name.", $"Use -Method KeyVersion; or give -AtlasObjectId with the id that this shows ({KeyAccessCommands.FindIdentity(null)}).", KeysInAzure),
        Id("MethodDoesNotFit", "The vault does not use what is to be taken.", "Access policies in a vault that uses Azure RBAC, or roles in a vault that uses access policies; or a vault that was changed from one to the other since a freeze.", "Use the other -Method; for a thaw, have the vault go by what was taken again.", VaultRoles),
        Id("ObjectIdIsOwn", "The object id that was given for Atlas is the caller's own.", "-AtlasObjectId with the id of the identity that is signed in to Azure.", "Give that of the service principal that Atlas signs in as.", KeysInAzure),
        Id("RoleTooBroad", "A role of Atlas's identity is more than access to keys.", "A custom role with control actions such as *, or a record that was changed.", "Give Atlas's identity a role that only uses keys; or disable the version instead (-Method KeyVersion).", VaultRoles),
        Id("RoleNotOfKeys", "A record tells of a role that does not let anybody encrypt or decrypt.", "A record that was changed, or a role that was changed since.", "Look at both, and give the role by hand if it is right.", VaultRoles),
        Id("RoleDiffers", "Atlas's identity has the role already, with another condition.", "Somebody assigned it since the freeze.", "If the assignment that is there is wrong, delete it; then run the command again.", VaultRoles),
        Id("SeveralProjects", "A freeze of a vault cannot be of several projects.", "-VaultName with more than one project.", "Give one -ProjectId or none.", EncryptionAtRest),
        Id("RoleInherited", "Atlas's identity has its role from above the vault.", "A role at the resource group or the subscription: to take it would stop whatever else is below.", "Disable the version instead (-Method KeyVersion), or give the identity its role at the vault.", VaultRoles),
        Id("RoleThroughGroup", "Atlas's identity has its role through a group.", "To take it would stop everybody in the group.", "Take the identity out of the group, or disable the version instead (-Method KeyVersion).", VaultRoles),
        Id("NothingToRevoke", "There is nothing that could be taken, and no record that tells of it.", "It was taken already, by another way or with another record; a right through a group is none that can be taken.", "Name the record that was written then.", EncryptionAtRest),
        Id("ImpactUnknown", "Not everything that would stop is known.", "Something could not be read, or Atlas is not asked at all.", "Fix what cannot be read, or add -Force to continue without it.", EncryptionAtRest),
        Id("NewVersionEnabled", "During a freeze a version of the key was created or enabled, and Atlas uses the latest enabled version.", "The key's rotation policy, a rotation, or somebody who enabled a version.", "Stop what creates versions. Then freeze the new version too, with a separate record: Revoke-AtlasKeyAccess -ProjectId '…' -Method KeyVersion -RecordPath '…'", KeysInAzure),
        Id("AccessNotTaken", "Azure accepted a change, but does not show afterwards that the access is gone.", "Azure did not carry the change out, or could not be asked again.", "Run the command again with the same -RecordPath; it takes what is left.", KeysInAzure),
        Id("AccessNotGiven", "Azure accepted a change, but does not show afterwards that the access is there.", "Azure did not carry the change out, or could not be asked again.", "Run the command again; it gives what is missing.", KeysInAzure),
        Id("VaultAccessUnknown", "Azure does not say which access policies the vault has.", "An answer that is not complete: it names neither Azure RBAC nor access policies, or not what one of them allows.", "Run the command again; then look at the vault's access policies in the Azure portal.", ResourceManager),
        Id("KeyVersionStateUnknown", "Azure does not say whether the key version is enabled.", "An answer that is not complete.", "Run the command again; then look at the key version in the Azure portal.", ResourceManager),
        Id("VaultUnknown", "Azure knows no such vault in that resource group and subscription.", "A mistyped name; Azure does not tell a vault that may not be seen from none.", "Check the three names.", ResourceManager),
        Id("RecordMissing", "There is no such record, so nothing is known to have been revoked with it.", "Another path, or nothing was revoked.", "Give the -RecordPath that Revoke-AtlasKeyAccess was given."),
        Id("RecordChanged", "The record was changed after it was written.", "Its checksum does not fit what it says.", "Use an unchanged copy; or check what the record says, and give -Force."),
        Id("RecordNotAFile", "A record is a file, and the path is of something else.", "A path of another provider of the shell.", "Give -RecordPath in the file system, on a disk that stays."),
        Id("RecordExists", "Something is there already, and a record is never overwritten.", "A file of another freeze, or one that was written meanwhile.", "Give another -RecordPath."),
        Id("RecordUnreadable", "The file is no record that can be used.", "Another file, one that was changed, or one of a later version of AtlasCmk.", "Give the -RecordPath of a record that is whole."),
        Id("RecordNotWritten", "The record could not be written, so nothing was taken.", "A folder that is not there, a missing right, or a full disk.", "Give a -RecordPath that can be written to, on a disk that stays."),
        Id("RecordOfAnother", "The record is of another project, vault, key, identity or method.", "A path that was used before, a project that has moved to another key, or a -ProjectId that the record does not name.", "Give another -RecordPath: each freeze needs a separate record."),
        Id("RecordOutdated", "Atlas has got more access, or more clusters, than the record tells of.", "Somebody granted more or encrypted clusters since it was written, for example between two drills.", "Give another -RecordPath, so that the record tells all that is taken and stops."),
        Id("RecordNamesNoProject", "The record names no project that could be waited for.", "It was written without Atlas.", "Give -ProjectId, or leave -Wait out."),
    ];
}
