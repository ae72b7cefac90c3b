using System.Text.RegularExpressions;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>One place holds answers against what was asked; everything else names what it compares and leaves the comparing to it.</summary>
public sealed partial class AnswerPlaceTests
{
    private static IEnumerable<string> Lines(Regex pattern) =>
        from file in Product.Sources("src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk")
        where Path.GetFileName(file) != "Asked.cs"
        from line in File.ReadLines(file)
        where pattern.IsMatch(line)
        select $"{Path.GetFileName(file)}: {line.Trim()}";

    /// <summary>The error belongs to that place. If it is thrown elsewhere, that code compares IDs itself.</summary>
    [Fact]
    public void An_untrusted_answer_is_thrown_by_the_one_place() => Assert.Empty(Lines(ThrowPattern()));

    [Fact]
    public void Its_id_is_in_the_factories_of_both_services_and_in_the_list() => Assert.Equal(["AtlasFailures.cs", "AzureFailures.cs", "ServiceErrors.cs"],
        Lines(IdPattern()).Select(line => line.Split(':')[0]).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The ID in an answer is read from a model. Only one place compares it with the request.</summary>
    [Fact]
    public void No_client_compares_an_id_of_an_answer_with_what_it_asked_for() => Assert.DoesNotContain(
        Lines(ComparisonPattern()), line => line.StartsWith("AtlasApi", StringComparison.Ordinal) || line.StartsWith("KeyVault", StringComparison.Ordinal)
            || line.StartsWith("EntraApi", StringComparison.Ordinal));

    [GeneratedRegex(@"throw\b.*\bUntrusted\(")]
    private static partial Regex ThrowPattern();

    [GeneratedRegex("""
        (Errors\.|")UntrustedAnswer\b
        """)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"\b(model|answer|found|changed|made|connection|principal)\.\w*(Id|Name|Identifier|Version)\b\s*(==|!=|\.Equals\()")]
    private static partial Regex ComparisonPattern();
}
