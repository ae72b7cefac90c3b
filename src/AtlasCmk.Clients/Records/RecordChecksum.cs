using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The checksum in a record. It covers what the record says, and not how the JSON is laid out.</summary>
/// <remarks>No platform that AtlasCmk runs on offers every machine a key that only AtlasCmk has, and a record is to be read on any machine. So it shows accidents; a thaw asks Azure and Atlas for the rest.</remarks>
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
