using System.Text.RegularExpressions;
using AtlasCmk.Tests.Conventions;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Errors;

/// <summary>Every error that a user can meet is explained, by the table that messages, Get-AtlasCmkError and about_AtlasCmk_Errors share.</summary>
public sealed partial class AtlasCmkErrorTests
{
    /// <summary>The ids that the sources give to failures: beside the failure's kind, wherever that is.</summary>
    private static readonly HashSet<string> s_given =
    [
        .. from file in Product.Sources("src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk")
           where !file.Contains($"Errors{Path.DirectorySeparatorChar}Codes", StringComparison.Ordinal)
           from Match match in IdPattern().Matches(File.ReadAllText(file))
           from Capture id in match.Groups["id"].Captures
           select id.Value,
    ];

    [Fact]
    public void Every_id_of_a_failure_is_explained() => Assert.All(s_given, id => Assert.True(AtlasCmkError.Find(id).Count > 0, id));

    [Fact]
    public void No_id_is_explained_that_no_failure_has() => Assert.Subset(s_given, OwnErrorIds.All.Select(e => e.Code).ToHashSet());

    /// <summary>Get-Help says of each cmdlet which errors it can give.</summary>
    [Fact]
    public void Every_id_is_named_by_the_help_of_a_cmdlet() => Assert.Empty(s_given.Except(
        Product.Sources("src/AtlasCmk/Commands").SelectMany(f => NamedPattern().Matches(File.ReadAllText(f))).SelectMany(m => m.Groups["ids"].Value.Split(' '))));

    [Fact]
    public void Failures_are_found_in_the_sources() => Assert.Superset(new HashSet<string>(["NotConnected", "KeyOfAnotherCloud", "ServiceUnreachable", "InstallationIncomplete"]), s_given);

    [Fact]
    public void Every_explanation_is_whole() => Assert.Empty(
        from error in AtlasCmkError.All
        where new[] { error.Meaning, error.Cause, error.Remedy }.Any(t => t.Length < 10 || !(char.IsUpper(t[0]) || t[0] == '-') || t[^1] != '.')
            || (error.Service != AtlasCmkError.Own && (error.Source is null || error.Kind is null))
        select error.Code);

    [Fact]
    public void A_code_is_explained_once_by_its_service() =>
        Assert.Empty(AtlasCmkError.All.GroupBy(e => (e.Service, e.Code.ToUpperInvariant())).Where(g => g.Count() > 1).Select(g => g.Key));

    [Theory]
    [InlineData("NotConnected", "NotConnected")]
    [InlineData("cannot_disable_encryption_at_rest", "CANNOT_DISABLE_ENCRYPTION_AT_REST")]
    [InlineData("KeyNotUsable", "AZURE_KEY_VAULT_KEY_EXPIRED AZURE_KEY_VAULT_KEY_EXPIRING AZURE_KEY_VAULT_KEY_NOT_ACTIVE AZURE_KEY_VAULT_KEY_NOT_ENABLED")]
    [InlineData("KeyNotFound", "KeyNotFound AZURE_KEY_VAULT_KEY_NOT_FOUND")]
    [InlineData("NO_SUCH_CODE", "")]
    public void A_code_is_found_or_the_codes_that_an_id_stands_for(string code, string found) =>
        Assert.Equal(found, string.Join(' ', AtlasCmkError.Find(code).Select(e => e.Code)));

    [Theory]
    [InlineData("CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_ENDPOINTS", "CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS")]
    [InlineData("forbidenbyconection", "ForbiddenByConnection")]
    [InlineData("NotConected", "NotConnected")]
    public void What_is_misspelled_has_a_nearest(string code, string nearest) => Assert.Equal(nearest, AtlasCmkError.Nearest(code));

    [Fact]
    public void Whatever_is_asked_for_is_found_or_has_a_nearest_that_is() =>
        Gen.String.Sample(code => AtlasCmkError.Find(code).Count > 0 || AtlasCmkError.Find(AtlasCmkError.Nearest(code)).Count > 0);

    /// <summary>A page's own codes first, then what the id is about.</summary>
    [Fact]
    public void A_failure_leads_to_the_vendors_page()
    {
        AtlasCall call = new("PATCH", "/groups/1/encryptionAtRest", "Project Owner");

        Assert.Equal("https://www.mongodb.com/docs/atlas/security-azure-kms/", AtlasFailures.From(call, 400, new("AZURE_KEY_VAULT_KEY_EXPIRED", null, null, [])).HelpLink);
        Assert.Equal("https://www.mongodb.com/docs/atlas/reference/api-errors/", AtlasFailures.From(call, 400, new("SOMETHING_NEW", null, null, [])).HelpLink);
        Assert.Equal("https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/", Failures.EndpointsRemain("1", "It", []).HelpLink);
        Assert.Null(Failures.NotConnected().HelpLink);
    }

    [GeneratedRegex("<error>(?<ids>[^<]+)</error>")]
    private static partial Regex NamedPattern();

    [GeneratedRegex("""(?:FailureKind\.\w+|inner\.Kind|new\(exception),\s*(?:[^"\n]*\?\s*)?"(?<id>[A-Z][A-Za-z]+)"(?:\s*:\s*"(?<id>[A-Z][A-Za-z]+)")?""")]
    private static partial Regex IdPattern();
}
