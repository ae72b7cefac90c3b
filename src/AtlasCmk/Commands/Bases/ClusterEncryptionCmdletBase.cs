using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>The shared part of Enable- and Disable-AtlasClusterEncryption.</summary>
/// <error>ClusterUnknown ClusterPaused NotEnabledForProject WaitTimedOut CannotAsk CannotConfirm ChangedMeanwhile</error>
public abstract class ClusterEncryptionCmdletBase : AtlasProjectCmdletBase
{
    private readonly Dictionary<ProjectContext, ProjectClusters> _clusters = [];

    private protected ClusterEncryptionCmdletBase()
    {
    }

    /// <summary>The names of the clusters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ClusterName")]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ClusterCompleter))]
    public string[] ClusterName { get; set; } = [];

    /// <inheritdoc/>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>Waits until Atlas has completed the change and each cluster is IDLE again.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long -Wait waits for each cluster, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSec { get; set; } = 14400;

    private protected abstract Task<ClusterEncryption?> ChangeAsync(ChangeClusterEncryption change, string clusterName, TimeSpan? wait);

    private protected override void Begin() => Pump.InOrderOfCompletion = Wait && !Pump.IsWhatIf;

    private protected override void Process()
    {
        TimeSpan? wait = Wait ? TimeSpan.FromSeconds(TimeoutSec) : null;
        foreach (var project in Projects)
        {
            if (!_clusters.TryGetValue(project, out var clusters))
            {
                _clusters[project] = clusters = new(project);
            }

            foreach (var name in ClusterName)
            {
                Run(project, item => ChangeAsync(new(project, clusters, item), name, wait));
            }
        }
    }
}
