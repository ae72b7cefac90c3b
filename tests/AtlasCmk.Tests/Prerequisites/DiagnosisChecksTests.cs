using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>A diagnosis has its checks inside: those of the project's own settings.</summary>
public sealed class DiagnosisChecksTests
{
    private readonly World _world = new();

    [Fact]
    public void The_checks_are_those_that_the_preflight_returns()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false));

        var (checks, diagnosis) = Run(new());

        Assert.Equal(checks, diagnosis!.Checks);
        Assert.NotEmpty(diagnosis.Checks);
    }

    [Fact]
    public void Planned_settings_are_not_diagnosed()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false));

        var (_, diagnosis) = Run(new() { KeyIdentifier = Given.OtherKey });

        Assert.All(diagnosis!.Checks.Where(c => c.Name == "KeyExists"), c => Assert.Equal(Given.Key, c.Target));
        Assert.Contains(diagnosis.Checks, c => c.Name == "KeyExists");
    }

    [Fact]
    public void A_project_without_a_key_has_its_checks_too()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.NotEmpty(Run(new()).Diagnosis!.Checks);
    }

    private (IReadOnlyList<PrerequisiteCheck> Checks, CmkDiagnosis? Diagnosis) Run(PrerequisiteRequest request) =>
        _world.Run(() => new TestPrerequisite(_world.Project).RunAsync(request, diagnose: true));
}
