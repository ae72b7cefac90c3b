namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>One Sandbox a stage, for tests that leave them as they are.</summary>
public sealed class StagedSandboxes : IDisposable
{
    private readonly Dictionary<string, SandboxProcess> _started = [];

    internal SandboxProcess this[string stage, params string[] options]
    {
        get
        {
            var which = string.Join(' ', [stage, .. options]);
            if (!_started.TryGetValue(which, out var sandbox))
            {
                _started[which] = sandbox = SandboxProcess.AtStage(stage, options);
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
