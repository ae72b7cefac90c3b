namespace AtlasCmk.Sandbox.World;

/// <summary>A role for the customer's AWS account that is not authorized yet. It cannot access a vault, but it is in the list of roles.</summary>
internal sealed record AwsRole(string Id, string ExternalId, DateTimeOffset Created);
