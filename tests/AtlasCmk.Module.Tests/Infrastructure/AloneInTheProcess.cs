using Xunit;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>For tests that set variables of the process.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
