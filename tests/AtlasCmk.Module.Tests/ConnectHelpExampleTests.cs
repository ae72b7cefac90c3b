using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The examples that read variables of the process.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class ConnectHelpExampleTests : HelpExamples
{
    /// <summary>Each cmdlet, and the stage of the job at which its examples make sense, in their order.</summary>
    public static TheoryData<string, string> Stages => new()
    {
        { "Connect-Atlas", "fresh" },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void Every_example_of_a_cmdlet_runs(string cmdlet, string stage)
    {
        using var sandbox = SandboxWorld.AtStage(stage);
        using var environment = new EnvironmentVariables();
        environment["MONGODB_ATLAS_CLIENT_ID"] = sandbox["clientId"];
        environment["MONGODB_ATLAS_CLIENT_SECRET"] = sandbox["clientSecret"];
        environment["MONGODB_ATLAS_BASE_URL"] = sandbox.AtlasUri.AbsoluteUri;

        RunAll(cmdlet, sandbox);
    }
}
