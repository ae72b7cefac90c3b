namespace AtlasCmk;

/// <summary>An error of Azure, as far as it came: Resource Manager's <c>details</c> and Key Vault's <c>innererror</c> hold the more precise code.</summary>
internal sealed record AzureApiError(string? Code, string? Message, string? Target = null, string? InnerCode = null)
{
    public IReadOnlyList<AzureApiError> Details { get; init; } = [];
}
