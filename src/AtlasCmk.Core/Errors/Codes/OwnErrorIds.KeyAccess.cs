namespace AtlasCmk;

internal static partial class OwnErrorIds
{
    private static IEnumerable<AtlasCmkError> OfKeyAccess() =>
    [
        Id("KeyNotInUse", "The project uses another key version than the one that is to be taken from it.", "-KeyIdentifier of another project or of a former version.", "Leave -KeyIdentifier out to freeze the project by the key that it uses.", EncryptionAtRest),
        Id("VersionNotNamed", "It is not known which key version is to be disabled.", "-VaultName without -KeyIdentifier: Atlas, which would tell it, is not asked.", "Give -KeyIdentifier too.", KeysInAzure),
        Id("AtlasIdentityUnknown", "It is not known which identity in Microsoft Entra Atlas signs in as.", "Atlas tells its application, and not the object that access policies and roles name.", "Give -AtlasObjectId: (Get-AzADServicePrincipal -ApplicationId {client id}).Id; or use -Method KeyVersion.", KeysInAzure),
        Id("MethodDoesNotFit", "The vault does not go by what is to be taken.", "Access policies in a vault that goes by roles, or the other way round.", "Use the other -Method.", VaultRoles),
        Id("RoleInherited", "Atlas's identity has its role from above the vault.", "A role at the resource group or the subscription: to take it would stop whatever else is below.", "Disable the version instead (-Method KeyVersion), or give the identity its role at the vault.", VaultRoles),
        Id("RoleThroughGroup", "Atlas's identity has its role through a group.", "To take it would stop everybody in the group.", "Take the identity out of the group, or disable the version instead (-Method KeyVersion).", VaultRoles),
        Id("NothingToRevoke", "There is nothing that could be taken, and no record that tells of it.", "It was taken already, by another way or with another record.", "Name the record that was written then; a right through a group remains.", EncryptionAtRest),
        Id("ImpactUnknown", "It cannot be told in full what would stop.", "Something could not be read, or Atlas is not asked at all.", "Mend what cannot be read, or go on all the same with -Force.", EncryptionAtRest),
        Id("VaultUnknown", "Azure knows no such vault in that resource group and subscription.", "A mistyped name; Azure does not tell a vault that may not be seen from none.", "Check the three names.", ResourceManager),
        Id("RecordMissing", "There is no such record, so nothing is known to have been revoked with it.", "Another path, or nothing was revoked.", "Give the -RecordPath that Revoke-AtlasKeyAccess was given."),
        Id("RecordNotAFile", "A record is a file, and the path is of something else.", "A path of another provider of the shell.", "Give -RecordPath in the file system, on a disk that stays."),
        Id("RecordExists", "Something is there already, and a record is never overwritten.", "A file of another freeze, or one that was written meanwhile.", "Give another -RecordPath."),
        Id("RecordUnreadable", "The file is no record that can be used.", "Another file, one that was changed, or one of a later version of AtlasCmk.", "Give the -RecordPath of a record that is whole."),
        Id("RecordNotWritten", "The record could not be written, so nothing was taken.", "A folder that is not there, a missing right, or a full disk.", "Give a -RecordPath that can be written to, on a disk that stays."),
        Id("RecordOfAnother", "The record is of another project, vault, key, identity or method.", "A path that was used before, or a project that has moved to another key.", "Give another -RecordPath: each freeze has a record of its own."),
        Id("RecordOutdated", "Atlas has got more access than the record tells of.", "Somebody granted more since it was written.", "Give another -RecordPath, so that the record tells all that is taken."),
        Id("RecordNamesNoProject", "The record names no project that could be waited for.", "It was written without Atlas.", "Give -ProjectId, or leave -Wait out."),
    ];
}
