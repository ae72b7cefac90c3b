using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>For tests that change what the whole process sees.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
