using System.Reflection;
using System.Text.RegularExpressions;
using AtlasCmk.Clients;
using AtlasCmk.Tests.Conventions;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Errors;

/// <summary>Every error that a user can meet is explained, by the table that messages, Get-AtlasCmkError and about_AtlasCmk_Errors share.</summary>
public sealed partial class AtlasCmkErrorTests
{
    /// <summary>Errors that the catalog does not list would be missing in the help, in about_AtlasCmk_Errors and in Get-AtlasCmkError.</summary>
    [Fact]
    public void Every_entry_is_in_the_catalog() => Assert.Equal(
        Product.Core.GetTypes().SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType == typeof(AtlasCmkError)).Select(f => ((AtlasCmkError)f.GetValue(null)!).Code).Order(StringComparer.Ordinal),
        ErrorCatalog.OwnErrors.Select(e => e.Code).Order(StringComparer.Ordinal));

    /// <summary>The field is named as the id, so that who searches for the id finds where it is reported.</summary>
    [Fact]
    public void Every_entry_is_declared_once_by_its_id_and_reported_somewhere()
    {
        var sources = string.Concat(Product.Sources("src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk").Select(File.ReadAllText));

        Assert.All(ErrorCatalog.OwnErrors, e =>
        {
            var field = $"s_{char.ToLowerInvariant(e.Code[0])}{e.Code[1..]}";
            Assert.Single(Regex.Matches(sources, $"static readonly AtlasCmkError (?:{e.Code}|{field}) = new\\(\"{e.Code}\","));
            Assert.Matches($"(?<!AtlasCmkError ){field}\\b|Errors\\.{e.Code}\\b(?!\\()", sources);
        });
    }

    [Fact]
    public void Every_id_that_is_given_as_text_is_explained()
    {
        var given = Product.Sources("src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk").SelectMany(f => IdPattern().Matches(File.ReadAllText(f))).Select(m => m.Groups["id"].Value).ToList();

        Assert.NotEmpty(given);
        Assert.All(given, id => Assert.True(ErrorCatalog.Find(id).Count > 0, id));
    }

    /// <summary>Get-Help says of each cmdlet which errors it can give.</summary>
    [Fact]
    public void Every_id_is_named_by_the_help_of_a_cmdlet() => Assert.Empty(ErrorCatalog.All.Select(e => e.ErrorId).Distinct().Except(
        Product.Sources("src/AtlasCmk/Commands").SelectMany(f => NamedPattern().Matches(File.ReadAllText(f)))
            .SelectMany(m => m.Groups["ids"].Value.Split((char[])[' ', '\n', '\r', '/'], StringSplitOptions.RemoveEmptyEntries))));

    [Fact]
    public void Every_explanation_is_whole() => Assert.Empty(
        from error in ErrorCatalog.All
        where new[] { error.Meaning, error.Cause, error.Remedy }.Any(t => t.Length < 10 || !(char.IsUpper(t[0]) || t[0] == '-') || !IsWhole(t))
            || (error.Service != AtlasCmkError.Own && error.Source is null)
        select error.Code);

    /// <summary>A sentence ends with a full stop. A command at the end has none: it can be copied to the end of the line.</summary>
    private static bool IsWhole(string text) => text.EndsWith('.') || (SuggestedCommand.In(text).LastOrDefault() is { } command && text.EndsWith(command.Text, StringComparison.Ordinal));

    [Fact]
    public void A_code_is_explained_once_by_its_service() =>
        Assert.Empty(ErrorCatalog.All.GroupBy(e => (e.Service, e.Code.ToUpperInvariant())).Where(g => g.Count() > 1).Select(g => g.Key));

    [Theory]
    [InlineData("NotConnected", "NotConnected")]
    [InlineData("cannot_disable_encryption_at_rest", "CANNOT_DISABLE_ENCRYPTION_AT_REST")]
    [InlineData("KeyNotUsable", "AZURE_KEY_VAULT_KEY_EXPIRED AZURE_KEY_VAULT_KEY_EXPIRING AZURE_KEY_VAULT_KEY_NOT_ACTIVE AZURE_KEY_VAULT_KEY_NOT_ENABLED")]
    [InlineData("KeyNotFound", "KeyNotFound AZURE_KEY_VAULT_KEY_NOT_FOUND")]
    [InlineData("NO_SUCH_CODE", "")]
    public void A_code_or_the_codes_of_an_error_ID_are_found(string code, string found) =>
        Assert.Equal(found, string.Join(' ', ErrorCatalog.Find(code).Select(e => e.Code)));

    [Theory]
    [InlineData("CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_ENDPOINTS", "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS")]
    [InlineData("forbidenbyconection", "ForbiddenByConnection")]
    [InlineData("NotConected", "NotConnected")]
    public void A_misspelled_name_has_a_nearest_name(string code, string nearest) => Assert.Equal(nearest, ErrorCatalog.Nearest(code));

    [Theory]
    [InlineData("NOPE")]
    [InlineData("429")]
    [InlineData("AADSTS7000216999")]
    [InlineData("")]
    public void Text_unlike_any_code_has_no_nearest_code(string code) => Assert.Null(ErrorCatalog.Nearest(code));

    [Fact]
    public void A_text_that_is_no_code_is_neither_compared_nor_repeated()
    {
        var text = new string('A', 200_000);

        Assert.Null(ErrorCatalog.Nearest(text));
        Assert.InRange(CommandErrors.ErrorNotKnown(text).Message.Length, 1, 300);
        Assert.InRange(ErrorCatalog.All.Max(e => Math.Max(e.Code.Length, e.ErrorId.Length)), 1, ErrorCatalog.LongestCode / 3 * 2);
    }

    [Fact]
    public void A_nearest_is_a_code_that_is_found() =>
        Gen.Select(Gen.OneOfConst([.. ErrorCatalog.All.Select(e => e.Code).Where(c => !c.StartsWith("AADSTS", StringComparison.Ordinal))]), Gen.Char, Gen.Int[0, 200]).Sample((code, letter, at) =>
            ErrorCatalog.Nearest(code.Remove(at % code.Length, 1).Insert(at % code.Length, $"{letter}")) is { } near && ErrorCatalog.Find(near).Count > 0);

    /// <summary>Those of Atlas's list of errors that have to do with keys, and those that its servers were seen to answer with.</summary>
    [Fact]
    public void Every_code_of_Atlas_that_a_user_may_meet_is_explained() => Assert.All(
        """
        ACCESS_FORBIDDEN ACCOUNT_SUSPENDED ATLAS_GENERAL_ERROR ATTRIBUTE_READ_ONLY AZURE_KEY_VAULT_ENVIRONMENT_NOT_SUPPORTED AZURE_KEY_VAULT_KEY_EXPIRED
        AZURE_KEY_VAULT_KEY_EXPIRING AZURE_KEY_VAULT_KEY_IDENTIFIER_INVALID_FORMAT AZURE_KEY_VAULT_KEY_NOT_ACTIVE AZURE_KEY_VAULT_KEY_NOT_ENABLED
        AZURE_KEY_VAULT_KEY_NOT_FOUND BACKUP_CONFIG_NOT_FOUND CANNOT_ASSUME_ROLE CANNOT_AUTHENTICATE_SERVICE_PRINCIPAL
        CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER CANNOT_DISABLE_ENCRYPTION_AT_REST CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS
        CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST
        CANNOT_DISABLE_ENCRYPTION_AT_REST_WITH_BACKUP_COMPLIANCE_POLICY CANNOT_UPDATE_AND_PAUSE_CLUSTER CANNOT_UPDATE_PAUSED_CLUSTER
        CANNOT_USE_ENCRYPTION_AT_REST_TENANT CAN_NOT_DISABLE_ALL_ENCRYPTION_AT_REST_SETTINGS_WHILE_BACKUP_COMPLIANCE_POLICY_ENCRYPTION_ENABLED
        CLOUD_PROVIDER_ACCESS_AZURE_SERVICE_PRINCIPAL_INVALID CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED CLUSTER_ALREADY_PAUSED
        CLUSTER_ALREADY_REQUESTED_DELETION CLUSTER_NOT_FOUND CLUSTER_RESTORE_IN_PROGRESS_CANNOT_UPDATE ENCRYPTION_AT_REST_NOT_ENABLED
        ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING ENCRYPTION_AT_REST_PROVIDER_NOT_SUPPORTED ENCRYPTION_AT_REST_SETTINGS_INVALID
        FEATURE_UNSUPPORTED GROUP_NOT_FOUND INACTIVE_ORG INCORRECT_PROVIDER_AUTH_CREDENTIALS INSUFFICIENT_INSTANCE_SIZE INVALID_ATLAS_GROUP INVALID_ATTRIBUTE
        INVALID_AWS_CREDENTIALS INVALID_AZURE_API_REQUEST INVALID_AZURE_CREDENTIALS INVALID_ENCRYPTION_AT_REST_PROVIDER INVALID_ENUM_VALUE INVALID_GROUP_ID
        INVALID_JSON INVALID_JSON_ATTRIBUTE INVALID_PATH_PARAMETER INVALID_PROVIDER INVALID_QUERY_PARAMETER INVALID_REGION INVALID_SNAPSHOT_RESTORE_ENCRYPTION
        IP_ADDRESS_NOT_ON_WHITELIST MALFORMED_JSON MISSING_ATTRIBUTE MISSING_ENCRYPTION_AT_REST_PROVIDER MISSING_OR_INVALID_ATTRIBUTE
        MULTI_CLOUD_CLUSTER_INVALID NOT_ATLAS_GROUP NOT_IN_GROUP NO_CAPACITY NO_CURRENT_USER NO_PAYMENT_INFORMATION_FOUND NO_PERMISSION_TO_ENCRYPT_DECRYPT
        ORG_REQUIRES_WHITELIST OUT_OF_CAPACITY PROVIDER_UNSUPPORTED RATE_LIMITED RATE_LIMITED_TOKEN_BUCKET REGION_UNAVAILABLE RESOURCE_NOT_FOUND
        RESOURCE_REQUIRES_WHITELIST SERVICE_UNAVAILABLE SNAPSHOT_NOT_FOUND TENANT_CLUSTER_UPDATE_UNSUPPORTED UNEXPECTED_ERROR UNSUPPORTED_FEATURE
        UNSUPPORTED_FOR_CURRENT_CONFIG UNSUPPORTED_FOR_CURRENT_PLAN USER_CANNOT_ACCESS_GROUP USER_CANNOT_ACCESS_ORG USER_UNAUTHORIZED VALIDATION_ERROR
        WRITES_NOT_ALLOWED_DURING_APP_UPGRADES
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        code => Assert.Contains(ErrorCatalog.Find(code), e => e.Code == code && e.Service == "Atlas"));

    [Fact]
    public void Every_code_of_Azure_that_a_user_may_meet_is_explained() => Assert.All(
        """
        ResourceNotFound ResourceGroupNotFound SubscriptionNotFound ParentResourceNotFound AuthorizationFailed LinkedAuthorizationFailed
        RequestDisallowedByPolicy ScopeLocked Conflict ConflictError VaultNameNotValid InvalidApiVersionParameter NoRegisteredProviderFound
        MissingSubscriptionRegistration InvalidAuthenticationToken ExpiredAuthenticationToken InvalidAuthenticationTokenTenant TooManyRequests
        SubscriptionRequestsThrottled ForbiddenByRbac ForbiddenByConnection ForbiddenByFirewall AccessDenied ForbiddenByPolicy KeyDisabled KeyNotFound
        SecretNotFound ObjectIsDeletedButRecoverable Throttled
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        code => Assert.Contains(ErrorCatalog.Find(code), e => e.Code == code && e.Service != "Atlas"));

    /// <summary>A page's own codes first, then what the id is about.</summary>
    [Fact]
    public void A_failure_leads_to_the_vendors_page()
    {
        AtlasCall call = new("PATCH", "/groups/1/encryptionAtRest", "Project Owner");

        Assert.Equal("https://www.mongodb.com/docs/atlas/security-azure-kms/", AtlasFailures.From(call, 400, new("AZURE_KEY_VAULT_KEY_EXPIRED", null, null, [])).HelpLink);
        Assert.Equal("https://www.mongodb.com/docs/atlas/reference/api-errors/", AtlasFailures.From(call, 400, new("SOMETHING_NEW", null, null, [])).HelpLink);
        Assert.Equal("https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/", EncryptionErrors.EndpointsRemain("1", "It", []).HelpLink);
        Assert.Null(SessionErrors.NotConnected().HelpLink);
    }

    [GeneratedRegex("<error>(?<ids>[^<]+)</error>")]
    private static partial Regex NamedPattern();

    [GeneratedRegex("""FailureKind\.\w+, "(?<id>[A-Z][A-Za-z]+)"(?!,\s*meaning:)""")]
    private static partial Regex IdPattern();
}
