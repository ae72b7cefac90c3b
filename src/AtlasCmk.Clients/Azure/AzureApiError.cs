namespace AtlasCmk.Clients;

/// <summary>An Azure error. Resource Manager's <c>details</c> and Key Vault's <c>innererror</c> have the more specific code.</summary>
/// <param name="Code">Azure's code.</param>
/// <param name="Message">Azure's message.</param>
/// <param name="Target">The target of the error.</param>
internal sealed record AzureApiError(string? Code, string? Message, string? Target = null)
{
    /// <summary>The most specific inner code. Null if there is none.</summary>
    public string? InnerCode => Inner.LastOrDefault(e => e.Code is not null)?.Code;

    public IReadOnlyList<AzureApiError> Details { get; init; } = [];

    /// <summary>The errors inside it, from the outermost to the innermost.</summary>
    public IReadOnlyList<AzureApiError> Inner { get; init; } = [];

    /// <summary>The policies that deny the request, each as a sentence.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>The claims that a new sign-in requires, in base64, if the error's message contains them.</summary>
    public string? Claims { get; init; }

    /// <summary>This error, its inner errors and its details, in that order.</summary>
    public IEnumerable<AzureApiError> All() => [this, .. Inner, .. Details.SelectMany(d => d.All())];
}
