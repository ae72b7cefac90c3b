using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>DataProtectionSettings20231001, as far as encryption goes.</summary>
internal sealed class BackupCompliancePolicyModel
{
    [JsonProperty("encryptionAtRestEnabled")]
    public bool? EncryptionAtRestEnabled { get; init; }
}
