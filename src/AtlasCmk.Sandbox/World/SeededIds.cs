using System.Diagnostics.CodeAnalysis;

namespace AtlasCmk.Sandbox.World;

/// <summary>Identifiers in the formats of both clouds. The same seed gives the same identifiers.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Worlds must be repeatable, and these values protect nothing.")]
internal sealed class SeededIds(int seed)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly Random _random = new(seed);

    public string ObjectId() => "66" + Hex(22);

    public string KeyVersion() => Hex(32);

    public string Hex(int digits) => _random.GetHexString(digits, lowercase: true);

    public string LowerCase(int length) => new(_random.GetItems<char>(Letters, length));

    public string Token(int length) => new(_random.GetItems<char>(LettersAndDigits, length));

    public Guid Guid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
