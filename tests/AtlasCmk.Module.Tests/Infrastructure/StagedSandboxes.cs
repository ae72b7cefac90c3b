namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>One Sandbox a stage, for tests that leave them as they are.</summary>
public sealed class StagedSandboxes : IDisposable
{
    private readonly Dictionary<string, SandboxProcess> _started = [];

    internal SandboxProcess this[string stage]
    {
        get
        {
            if (!_started.TryGetValue(stage, out var sandbox))
            {
                _started[stage] = sandbox = SandboxProcess.AtStage(stage);
            }

            return sandbox;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sandbox in _started.Values)
        {
            sandbox.Dispose();
        }
    }
}
