namespace AtlasCmk.Sandbox.World;

/// <summary>A role for the customer's AWS account that is not authorized yet. It serves no vault; the list of roles shows it beside those of Azure.</summary>
internal sealed record AwsRole(string Id, string ExternalId, DateTimeOffset Created);
