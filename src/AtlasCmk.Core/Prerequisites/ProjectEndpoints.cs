namespace AtlasCmk;

/// <summary>The private endpoints of another project, or why they could not be read.</summary>
internal sealed record ProjectEndpoints(string ProjectId, Fact<IReadOnlyList<AkvPrivateEndpoint>> Endpoints);
