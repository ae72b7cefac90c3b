using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The encryption fields of DataProtectionSettings20231001.</summary>
internal sealed class BackupCompliancePolicyModel
{
    [JsonProperty("encryptionAtRestEnabled")]
    public bool? EncryptionAtRestEnabled { get; init; }
}
