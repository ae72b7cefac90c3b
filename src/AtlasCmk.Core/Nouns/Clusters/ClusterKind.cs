namespace AtlasCmk;

/// <summary>The kinds of deployment that Atlas keeps apart: each has its own list in the API.</summary>
internal enum ClusterKind
{
    Dedicated,
    Shared,
    Flex,
    Serverless,
}
