using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>An error as Resource Manager and Key Vault both write it.</summary>
internal sealed record AzureErrorAnswer([property: JsonProperty("error")] AzureErrorModel? Error);

internal sealed record AzureErrorModel(
    [property: JsonProperty("code")] string? Code,
    [property: JsonProperty("message")] string? Message,
    [property: JsonProperty("target")] string? Target,
    [property: JsonProperty("details")] IReadOnlyList<AzureErrorModel>? Details,
    [property: JsonProperty("innererror")] AzureInnerErrorModel? Inner)
{
    public AzureApiError ToCore() => new(Code, Message, Target, Inner?.Innermost.Code)
    {
        Details = [.. (Details ?? []).OfType<AzureErrorModel>().Select(d => d.ToCore())],
    };
}

/// <summary>Each inner error may hold a more precise one.</summary>
internal sealed record AzureInnerErrorModel(
    [property: JsonProperty("code")] string? Code,
    [property: JsonProperty("innererror")] AzureInnerErrorModel? Inner)
{
    public AzureInnerErrorModel Innermost => Inner?.Innermost ?? this;
}
