namespace AtlasCmk.Clients;

/// <summary>An error of Azure, as far as it came: Resource Manager's <c>details</c> and Key Vault's <c>innererror</c> hold the more precise code.</summary>
/// <param name="Code">Azure's code.</param>
/// <param name="Message">Azure's words.</param>
/// <param name="Target">What the error is about.</param>
internal sealed record AzureApiError(string? Code, string? Message, string? Target = null)
{
    /// <summary>The most precise code inside it; null where there is none.</summary>
    public string? InnerCode => Inner.LastOrDefault(e => e.Code is not null)?.Code;

    public IReadOnlyList<AzureApiError> Details { get; init; } = [];

    /// <summary>The errors inside it, from the outermost to the innermost.</summary>
    public IReadOnlyList<AzureApiError> Inner { get; init; } = [];

    /// <summary>The policies that forbid the request, each in a sentence.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>The claims that a new sign-in must bring, in base64, where the words of the error name them.</summary>
    public string? Claims { get; init; }

    /// <summary>This error, those inside it and its details, in that order.</summary>
    public IEnumerable<AzureApiError> All() => [this, .. Inner, .. Details.SelectMany(d => d.All())];
}
