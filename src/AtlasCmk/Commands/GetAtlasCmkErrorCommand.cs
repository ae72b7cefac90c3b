using System.Management.Automation;
using AtlasCmk.Completers;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Explains Atlas and Azure error codes, and AtlasCmk error IDs.</summary>
/// <remarks>
/// <para>It shows what an error means, what causes it, what to do next, and the MongoDB or Microsoft page about it. It needs no session and sends no request.</para>
/// <para>Some AtlasCmk error IDs, such as KeyNotUsable, stand for several service codes. These IDs are explained by those codes.</para>
/// </remarks>
/// <example>
/// <para>Explain an Atlas error code</para>
/// <code>Get-AtlasCmkError CANNOT_DISABLE_ENCRYPTION_AT_REST</code>
/// </example>
/// <example>
/// <para>Explain an error that a cmdlet returned</para>
/// <code>Get-AtlasAkvPrivateEndpoint -EndpointId 66c9e8f1dd6c9960802420e9 -ErrorAction SilentlyContinue -ErrorVariable trouble
/// $trouble | Get-AtlasCmkError</code>
/// </example>
/// <example>
/// <para>List every error about a key in Key Vault</para>
/// <code>Get-AtlasCmkError AZURE_KEY_VAULT_KEY_*</code>
/// </example>
/// <note>Atlas: no role. Azure: none.</note>
/// <error>ErrorNotKnown PatternInvalid</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/reference/api-errors/">Atlas: API error codes</seealso>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/rest-error-codes">Azure: Key Vault REST API error codes</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasCmkError")]
[OutputType(typeof(AtlasCmkError))]
public sealed class GetAtlasCmkErrorCommand : AtlasCmdletBase
{
    /// <summary>Error codes or IDs, in any case and with wildcards; or errors from $Error or -ErrorVariable. Default: all known errors.</summary>
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
                this.WriteSafely(c => c.WriteError(ErrorRecordFactory.Create(CommandErrors.ErrorNotKnown(names[^1]))));
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

    /// <summary>The most specific code first: the service's code, then AtlasCmk's ID.</summary>
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

    /// <summary>FullyQualifiedErrorId ends with the cmdlet's class.</summary>
    private static string IdOf(string id) => id.Split(',')[0].Trim();
}
