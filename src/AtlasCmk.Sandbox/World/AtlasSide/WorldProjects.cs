using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace AtlasCmk.Sandbox.World;

/// <summary>The projects in order of creation. A project is found by its ID without a search.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a list.")]
internal sealed class WorldProjects : IReadOnlyList<Project>
{
    private readonly List<Project> _inOrder = [];
    private readonly Dictionary<string, Project> _byId = [];

    public int Count => _inOrder.Count;

    public Project this[int index] => _inOrder[index];

    public void Add(Project project)
    {
        _byId.Add(project.Id, project);
        _inOrder.Add(project);
    }

    public Project? Find(string id) => _byId.GetValueOrDefault(id);

    public IEnumerator<Project> GetEnumerator() => _inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
