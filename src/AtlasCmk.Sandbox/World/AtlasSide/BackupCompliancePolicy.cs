namespace AtlasCmk.Sandbox.World;

internal sealed record BackupCompliancePolicy(string AuthorizedEmail, bool EncryptionAtRestEnabled, DateTimeOffset Updated);
