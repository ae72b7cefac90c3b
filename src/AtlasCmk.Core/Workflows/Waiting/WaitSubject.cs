namespace AtlasCmk.Workflows;

/// <summary>What is waited for: in words for messages, and in short for a bar of progress, of which the shell gives a name half a line.</summary>
internal readonly record struct WaitSubject(string Text, string Label)
{
    public static WaitSubject Endpoint(string regionName) => new($"the private endpoint in {regionName}", regionName);

    public static WaitSubject Cluster(string name) => new($"the cluster {name}", name);

    /// <summary>Several projects may be waited for at once: the end of its id tells one from another.</summary>
    public static WaitSubject OfProject(string what, string projectId) => new($"the {what} of project {projectId}", $"{what} of …{projectId[^6..]}");

    public override string ToString() => Text;
}
