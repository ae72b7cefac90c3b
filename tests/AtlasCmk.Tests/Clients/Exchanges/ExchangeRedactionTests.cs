using System.Net;
using System.Text;
using AtlasCmk.Clients;
using CsCheck;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>A record for others contains no secrets and no names of the user, but still shows the services' answers.</summary>
public sealed class ExchangeRedactionTests
{
    /// <summary>Fields whose words stay, fields that are unknown, and fields in which a user's own names are.</summary>
    private static readonly string[] s_fields =
    [
        "status", "stateName", "errorCode", "code", "type", "reason", "rel", "id", "_id", "name", "detail", "parameters", "tags", "labels", "created", "exp", "href", "standardSrv", "secret",
        "somethingNew", "keyIdentifier", "regionName", "key_ops", "mongoDBVersion", "error", "nodeCount",
    ];

    private static readonly Gen<string> s_identifier = Gen.OneOf(
        Gen.Char["0123456789abcdef"].Array[24].Select(c => new string(c)),
        Gen.Char["0123456789abcdef"].Array[32].Select(c => new string(c)),
        Gen.Guid.Select(g => g.ToString()),
        Gen.Char["abcdefghij"].Array[5, 20].Select(c => $"{new string(c)}-7"),
        Gen.Char["abcdefghij"].Array[5, 20].Select(c => $"{new string(c)}@contoso.example"),
        Gen.Char["abcdefghij"].Array[5, 20].Select(c => $"{new string(c)} prod"),
        Gen.Int[10, 99].Select(n => $"10.{n}.{n}.{n}"),
        Gen.Char["abcdefghij"].Array[5, 20].Select(c => $"{new string(c)}-1.ab1cd.mongodb.net"));

    /// <summary>Some look like the services' own words, and some try to break out of a text.</summary>
    private static readonly Gen<string> s_secret = Gen.OneOf(
        Gen.Char["ABCDEFGHIJ_0123456789"].Array[8, 40].Select(c => "S" + new string(c)),
        Gen.Char["abcdefghijklmnop"].Array[8, 40].Select(c => new string(c)),
        Gen.Char["\"\\/:,{}[] aB3%&<=?\r\n\t\u2028é"].Array[8, 30].Select(c => "q" + new string(c)),
        Gen.Char[@"ab.-~/+%?#"].Array[10, 40].Select(c => "https://x/" + new string(c)),
        Gen.Char["0123456789"].Array[8, 12].Select(c => "7" + new string(c)));

    /// <summary>How a service may wrap a value.</summary>
    private static readonly Func<string, string>[] s_wrappings =
    [
        v => v, v => $"https://cloud.mongodb.com/api/atlas/v2/groups/{Uri.EscapeDataString(v)}/clusters?{Uri.EscapeDataString(v)}={Uri.EscapeDataString(v)}",
        v => $"/subscriptions/{v}/resourceGroups/{v}", v => $"https://{v}.vault.azure.net/keys/{v}", v => $"mongodb+srv://{v}", v => $"No {v} exists.", v => $"{v}/{v}",
        v => Convert.ToBase64String(Encoding.UTF8.GetBytes(v)), v => JsonConvert.ToString(v),
    ];

    private static readonly Gen<Func<string, string>> s_wrapping = Gen.OneOfConst(s_wrappings);

    private static string Redacted(string field, string value, SessionSecrets? secrets = null) =>
        Redaction(secrets).Body(Encoding.UTF8.GetBytes(new JObject { [field] = value }.ToString()))![field]!.ToString();

    private static ExchangeRedaction Redaction(SessionSecrets? secrets = null) => new(secrets ?? new(), TimeSpan.FromDays(-9000));

    /// <summary>The value at every place of an answer, and as the name of a field.</summary>
    private static JObject Answer(string field, string value, string wrapped, string name) => new()
    {
        [field] = wrapped,
        [name] = new JObject { [field] = new JArray(wrapped, new JObject { [field] = value }) },
        ["tags"] = new JObject { [value] = value },
        ["list"] = new JArray(wrapped, new JArray(value), long.TryParse(value, out var number) ? number : value),
    };

    [Fact]
    public void No_identifier_stays_wherever_it_is() => Gen.Select(s_identifier, Gen.OneOfConst(s_fields), s_wrapping).Sample((identifier, field, wrap) =>
    {
        var body = Redaction().Body(Encoding.UTF8.GetBytes(Answer(field, identifier, wrap(identifier), "aField").ToString()))!.ToString(Formatting.None);
        return !body.Contains(identifier, StringComparison.OrdinalIgnoreCase);
    });

    [Fact]
    public void No_secret_of_the_session_stays_wherever_it_is() => Gen.Select(s_secret, Gen.OneOfConst(s_fields), s_wrapping).Sample((secret, field, wrap) =>
    {
        var secrets = new SessionSecrets();
        secrets.Keep(secret);
        var redaction = Redaction(secrets);
        var answer = Answer(field, secret, wrap(secret), secret);
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        foreach (var name in new[] { "Server", "Location", "X-Error-Code", "x-ms-request-id", "WWW-Authenticate", "Retry-After", "X-Proxy" })
        {
            response.Headers.TryAddWithoutValidation(name, wrap(secret).Replace('\r', ' ').Replace('\n', ' '));
        }

        var texts = new[] { redaction.Body(Encoding.UTF8.GetBytes(answer.ToString()))!, redaction.Headers(response), redaction.Body(Encoding.UTF8.GetBytes(secret))! }.SelectMany(Texts).ToList();
        return texts.TrueForAll(t => !t.Contains(secret, StringComparison.Ordinal)
            && !t.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal) && !t.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal));
    });

    [Fact]
    public void Fields_and_types_stay() => Gen.Select(s_identifier, Gen.OneOfConst(s_fields), s_wrapping).Sample((identifier, field, wrap) =>
    {
        var answer = Answer(field, identifier, wrap(identifier), "aField");
        answer["numbers"] = new JArray(1, 2.5, true, null!, "");
        answer["tags"] = new JObject();
        Assert.Equal(Shape(answer), Shape(Redaction().Body(Encoding.UTF8.GetBytes(answer.ToString()))!));
    });

    [Theory]
    [InlineData("stateName", "PENDING_ACCEPTANCE")]
    [InlineData("status", "a new state", "text-0001")]
    [InlineData("status", "FALLEN_ASLEEP")]
    [InlineData("provisioningState", "Updating")]
    [InlineData("errorCode", "CANNOT_DISABLE_ENCRYPTION_AT_REST")]
    [InlineData("reason", "Not Found")]
    [InlineData("reason", "Not Payments", "text-0001")]
    [InlineData("instanceSize", "M10")]
    [InlineData("mongoDBVersion", "8.0.29")]
    [InlineData("featureCompatibilityVersion", "8.0")]
    [InlineData("unheardOf", "8.0", "name-0001")]
    [InlineData("recoveryLevel", "Recoverable+Purgeable")]
    [InlineData("type", "Microsoft.KeyVault/vaults/privateEndpointConnections")]
    [InlineData("errorMessage", "Connection request removed, recreating endpoint")]
    [InlineData("detail", "No cluster named payments exists.", "text-0001")]
    [InlineData("name", "ACTIVE", "name-0001")]
    [InlineData("groupName", "Payments", "name-0001")]
    [InlineData("clusterName", "orders", "name-0001")]
    [InlineData("id", "66c9e8f1dd6c9960802420e9", "5a0000000000000000000001")]
    [InlineData("tenantID", "0f1e2d3c-1111-2222-3333-444455556666", "00000000-0000-0000-0000-000000000001")]
    [InlineData("ipAddress", "10.1.2.3", "192.0.2.1")]
    [InlineData("username", "ann@contoso.com", "user-0001@example.com")]
    [InlineData("keyIdentifier", "https://KV-Payments.vault.azure.net/keys/cmk/0123456789abcdef0123456789abcdef", "https://name-0001.vault.azure.net/keys/name-0002/00000000000000000000000000000001")]
    [InlineData("id", "/subscriptions/0f1e2d3c-1111-2222-3333-444455556666/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1",
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/name-0001/providers/Microsoft.KeyVault/vaults/name-0002")]
    [InlineData("href", "https://cloud.mongodb.com/api/atlas/v2/groups/66c9e8f1dd6c9960802420e9/clusters?pageNum=2&q=x",
        "https://cloud.mongodb.com/api/atlas/v2/groups/5a0000000000000000000001/clusters?pageNum=2&name-0001=name-0002")]
    [InlineData("standardSrv", "mongodb+srv://payments.ab1cd.mongodb.net", "mongodb+srv://name-0001")]
    [InlineData("secret", "", "")]
    [InlineData("createDate", "2026-08-10T03:03:06.123Z", "2001-12-19T03:03:06.000Z")]
    public void What_a_field_becomes(string field, string value, string? becomes = null) => Assert.Equal(becomes ?? value, Redacted(field, value));

    [Fact]
    public void The_same_text_becomes_the_same_everywhere()
    {
        var body = (JObject)Redaction().Body("""{"vault":"KV-1","host":"https://kv-1.vault.azure.net/","id":"/vaults/Kv-1","other":"kv-2"}"""u8.ToArray())!;

        Assert.Equal(["name-0001", "https://name-0001.vault.azure.net/", "/vaults/name-0001", "name-0002"], body.Values().Select(v => v.ToString()));
    }

    [Fact]
    public void Headers_of_the_services_stay_and_others_are_left_out()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}", Encoding.UTF8, "application/vnd.atlas.2023-01-01+json") };
        response.Headers.TryAddWithoutValidation("X-Java-Method", "ApiAtlasGroupsResource::getAllGroups");
        response.Headers.TryAddWithoutValidation("Ratelimit-Remaining", "1198");
        response.Headers.TryAddWithoutValidation("Sunset", "Thu, 1 Jul 2027 00:00:00 GMT");
        response.Headers.TryAddWithoutValidation("x-ms-request-id", "0f1e2d3c-1111-2222-3333-444455556666");
        response.Headers.TryAddWithoutValidation("Www-Authenticate", "Digest realm=\"MMS Public API\", nonce=\"abc\"");
        response.Headers.TryAddWithoutValidation("Set-Cookie", "session=1");
        response.Headers.TryAddWithoutValidation("X-Contoso-Proxy", "proxy-7");

        Assert.Equal(
            """{"X-Java-Method":"ApiAtlasGroupsResource::getAllGroups","Ratelimit-Remaining":"1198","Sunset":"Thu, 1 Jul 2027 00:"""
                + """00:00 GMT","x-ms-request-id":"00000000-0000-0000-0000-000000000001","WWW-Authenticate":"Digest text-0001","""
                + """
                "Content-Type":"application/vnd.atlas.2023-01-01+json; charset=utf-8"}
                """,
            Redaction().Headers(response).ToString(Formatting.None));
    }

    [Fact]
    public void A_body_that_is_not_JSON_becomes_a_text_and_an_empty_one_nothing()
    {
        Assert.Equal("text-0001", Redaction().Body("<html>kv-1</html>"u8.ToArray())!.ToString());
        Assert.Null(Redaction().Body([]));
    }

    [Fact]
    public void Every_operation_of_Atlas_has_its_published_name()
    {
        Assert.Equal("listGroupEncryptionAtRestPrivateEndpoints", AtlasOperationNames.Find("GET", "/api/atlas/v2/groups/5a/encryptionAtRest/AZURE/privateEndpoints"));
        Assert.Null(AtlasOperationNames.Find("PUT", "/api/atlas/v2/groups/5a"));
        Assert.All(AtlasOperationNames.All, o =>
            Assert.Equal(o.Id, AtlasOperationNames.Find(o.Operation.Method.Method, $"/api/atlas/v2{o.Operation.Template.Replace("{}", "5a", StringComparison.Ordinal)}")));
    }

    private static IEnumerable<string> Texts(JToken json) =>
        json is JContainer container ? container.DescendantsAndSelf().SelectMany(t => t switch
        {
            JProperty property => [property.Name],
            JValue { Value: not null } value => [value.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            _ => Array.Empty<string>(),
        }) : [json.ToString()];

    private static string Shape(JToken json) => json switch
    {
        JObject fields => $"{{{string.Join(',', fields.Properties().Select(p => $"{p.Name}:{Shape(p.Value)}"))}}}",
        JArray items => $"[{string.Join(',', items.Select(Shape))}]",
        _ => json.Type.ToString(),
    };
}
