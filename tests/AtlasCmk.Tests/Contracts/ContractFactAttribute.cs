using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>A test against the published descriptions; reported as skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute
{
    public ContractFactAttribute() => Skip = ContractFiles.WhyAbsent;
}
