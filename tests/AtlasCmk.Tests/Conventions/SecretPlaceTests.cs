using System.Text.RegularExpressions;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>One list holds the secrets of a session, and every answer passes it.</summary>
public sealed partial class SecretPlaceTests
{
    private static readonly string[] s_sources = ["src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk"];

    private static IEnumerable<string> Files(Regex pattern) =>
        Product.Sources(s_sources).Where(f => pattern.IsMatch(File.ReadAllText(f))).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    /// <summary>The connection puts the handler over the one transport, and all hosts are reached through it.</summary>
    [Fact]
    public void Every_connection_passes_the_list()
    {
        Assert.Equal(["Transport.cs"], Files(TransportPattern()));
        Assert.Equal(["AtlasConnection.cs"], Files(TransportUsePattern()));
        Assert.Contains("new BodyHandler(Transport.Create(options), secrets)", File.ReadAllText(Path.Combine(Product.Folder, "src/AtlasCmk.Clients/AtlasConnection.cs")), StringComparison.Ordinal);
    }

    /// <summary>A secret is opened where a protocol needs it, and for the list.</summary>
    [Fact]
    public void A_secret_is_opened_in_few_places() => Assert.Subset(
        new HashSet<string>(["SessionSecrets.cs", "TokenEndpoint.cs", "DigestCredential.cs", "AzContextCredential.cs", "AzureCredentials.cs",
            "EncryptionAtRestBody.cs", "GivenTokenHandler.cs", "SecretReading.cs", "SecureStringReading.cs", "Transport.cs"]),
        Files(OpeningPattern()).ToHashSet());

    [Fact]
    public void The_names_of_secrets_and_their_mask_are_defined_once() => Assert.Equal(["SessionSecrets.cs"], Files(NamingPattern()));

    [GeneratedRegex(@"new (SocketsHttpHandler|HttpClientHandler|WinHttpHandler|TcpClient|ClientWebSocket)\b|\bWebRequest\.|new HttpClient\(\)")]
    private static partial Regex TransportPattern();

    [GeneratedRegex(@"\bTransport\.Create\(")]
    private static partial Regex TransportUsePattern();

    [GeneratedRegex(@"\.Reveal\(\)|\.ToUtf8\(\)|SecureStringTo|new NetworkCredential\(")]
    private static partial Regex OpeningPattern();

    [GeneratedRegex(@"GeneratedRegex\(""[^""]*(secret|password|token)|\.Replace\([^)]*(secret|token|password)", RegexOptions.IgnoreCase)]
    private static partial Regex NamingPattern();
}
