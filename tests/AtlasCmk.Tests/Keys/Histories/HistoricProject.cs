using System.Globalization;

namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>A project of an organization over months.</summary>
internal sealed class HistoricProject(int number, bool isVisible)
{
    public string Id { get; } = number.ToString("x24", CultureInfo.InvariantCulture);

    /// <summary>Whether the session sees it. It never sees projects of another organization.</summary>
    public bool IsVisible => isVisible;

    /// <summary>Null where the project is not under a key.</summary>
    public string? Key { get; set; }

    /// <summary>Whether the settings name the key without a version: <see cref="Key"/> is the one that Atlas found last.</summary>
    public bool Follows { get; set; }

    /// <summary>The settings.</summary>
    public string? Named => Follows ? Key?[..Key.LastIndexOf('/')] : Key;

    /// <summary>When the settings last named each version.</summary>
    public Dictionary<string, DateTimeOffset> LastNamed { get; } = [];

    public List<HistoricCluster> Clusters { get; } = [];

    public IEnumerable<HistoricCluster> Living => Clusters.Where(c => !c.IsDeleted);

    public bool HasUsedAny(IEnumerable<string> keys) => keys.Any(HasUsed);

    public bool HasUsed(string key) => Key == key || LastNamed.ContainsKey(key) || Clusters.Any(c => c.DataKey == key || c.LastUnder.ContainsKey(key));

    /// <summary>Whether it uses the version still, in whatever part.</summary>
    public bool Uses(string key) => Key == key || Living.Any(c => c.DataKey == key);
}
