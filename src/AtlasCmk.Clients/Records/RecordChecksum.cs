using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The checksum in a record. It covers the content, not the layout of the JSON.</summary>
/// <remarks>The checksum detects accidental changes only. A record must be readable on any machine, so it cannot be signed with a local key. A thaw checks the rest with Azure and Atlas.</remarks>
internal static class RecordChecksum
{
    private const string Algorithm = "sha256:";

    public static KeyAccessRecordModel Seal(KeyAccessRecordModel record) => record with { Seal = Of(record) };

    public static RecordSeal Check(KeyAccessRecordModel record) => record switch
    {
        { Version: 1, Seal: null } => RecordSeal.Missing,
        { Seal: { } seal } when seal.Equals(Of(record), StringComparison.OrdinalIgnoreCase) => RecordSeal.Fits,
        _ => RecordSeal.Broken,
    };

    private static string Of(KeyAccessRecordModel record)
    {
        var text = JsonConvert.SerializeObject(record with { Seal = null }, Formatting.None, KeyAccessRecordFiles.Json);
        return Algorithm + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
