using System.Management.Automation;
using AtlasCmk.Completers;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Explains error codes of Atlas and Azure, and the ids of AtlasCmk's own errors.</summary>
/// <remarks>
/// <para>Says what a code means, how it comes about and what to do next, with the page where MongoDB or Microsoft writes about it. No session is needed, and nothing is asked.</para>
/// <para>An id that AtlasCmk gives to several codes of a service, such as KeyNotUsable, is explained by those codes.</para>
/// </remarks>
/// <example>
/// <para>What a code of Atlas means</para>
/// <code>Get-AtlasCmkError CANNOT_DISABLE_ENCRYPTION_AT_REST</code>
/// </example>
/// <example>
/// <para>What the last error of this shell was about</para>
/// <code>Get-AtlasAkvPrivateEndpoint -EndpointId 66c9e8f1dd6c9960802420e9 -ErrorAction SilentlyContinue -ErrorVariable trouble
/// $trouble | Get-AtlasCmkError</code>
/// </example>
/// <example>
/// <para>Everything that can be wrong with a key in Key Vault</para>
/// <code>Get-AtlasCmkError AZURE_KEY_VAULT_KEY_*</code>
/// </example>
/// <note>Atlas: no role, and Azure: none, since neither is asked.</note>
/// <error>ErrorNotKnown PatternInvalid</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/reference/api-errors/">Atlas: API error codes</seealso>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/rest-error-codes">Azure: Key Vault REST API error codes</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasCmkError")]
[OutputType(typeof(AtlasCmkError))]
public sealed class GetAtlasCmkErrorCommand : AtlasCmdletBase
{
    /// <summary>Codes or ids, in upper or lower case, wildcards too; or errors themselves, as $Error and -ErrorVariable hold them. Default: all that are known.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ErrorCodeCompleter))]
    public object[]? Code { get; set; }

    private protected override void Process()
    {
        if (Code is null)
        {
            WriteObject(ErrorCatalog.All, enumerateCollection: true);
        }

        foreach (var names in (Code ?? []).Select(c => CodesOf(PSObject.AsPSObject(c).BaseObject)))
        {
            var found = Explain(names);
            if (found.Count == 0 && (names[^1].Length > ErrorCatalog.LongestCode || !WildcardPattern.ContainsWildcardCharacters(names[^1])))
            {
                this.Tell(c => c.WriteError(ErrorRecordFactory.Create(CommandErrors.ErrorNotKnown(names[^1]))));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }

    private static IReadOnlyList<AtlasCmkError> Explain(string[] names)
    {
        if (names is [{ Length: <= ErrorCatalog.LongestCode } name] && WildcardPattern.ContainsWildcardCharacters(name))
        {
            var pattern = new WildcardChoice([name]);
            return [.. ErrorCatalog.All.Where(e => pattern.Includes(e.Code))];
        }

        return names.Select(ErrorCatalog.Find).FirstOrDefault(found => found.Count > 0) ?? [];
    }

    /// <summary>The most precise code first: what the service said, then what AtlasCmk made of it.</summary>
    private static string[] CodesOf(object code) => code switch
    {
        ErrorRecord record => [.. CodesOf(record.Exception), IdOf(record.FullyQualifiedErrorId)],
        AtlasApiException { ErrorCode: { } said } => [said],
        AzureApiException { InnerErrorCode: { } inner, ErrorCode: var outer } => outer is null ? [inner] : [inner, outer],
        AzureApiException { ErrorCode: { } outer } => [outer],
        AtlasCmkException known => [known.ErrorId],
        Exception { InnerException: { } inner } => CodesOf(inner),
        Exception other => [other.GetType().Name],
        _ => [IdOf(code.ToString() ?? "")],
    };

    /// <summary>FullyQualifiedErrorId goes on with the cmdlet's class.</summary>
    private static string IdOf(string id) => id.Split(',')[0].Trim();
}
