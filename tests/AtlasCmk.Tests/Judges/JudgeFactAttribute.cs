using AtlasCmk.Tests.Contracts;
using Xunit;

namespace AtlasCmk.Tests.Judges;

/// <summary>A test that asks a judge; reported as skipped where npm does not answer, or the published descriptions are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JudgeFactAttribute : FactAttribute
{
    public JudgeFactAttribute() => Skip = ContractFiles.WhyAbsent ?? Npm.WhyNot;
}
