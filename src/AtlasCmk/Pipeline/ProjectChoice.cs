using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>The projects that -ProjectName selects, and the names that select none.</summary>
/// <param name="patterns">Names, with wildcards.</param>
/// <param name="isForChange">Whether the command changes something. It then refuses a name that several projects have.</param>
internal sealed class ProjectChoice(IReadOnlyList<string> patterns, bool isForChange)
{
    /// <summary>The names without wildcards that no project has.</summary>
    public IEnumerable<string> Missing(IEnumerable<KnownProject> projects) => WildcardChoice.Missing(patterns, projects.Select(p => p.Name));

    /// <summary>Whether a refusal will name organizations.</summary>
    public bool NeedsOrganizations(IEnumerable<KnownProject> projects) => isForChange && projects
        .Where(p => patterns.Contains(p.Name, StringComparer.OrdinalIgnoreCase)).GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Any(g => g.Count() > 1);

    /// <summary>The selected projects, in the order of the names given.</summary>
    /// <param name="projects">All projects of the session.</param>
    /// <param name="organizationOf">The names of organizations.</param>
    /// <param name="refuse">Receives an error for each name that selects none, or too many.</param>
    public IEnumerable<string> Select(IReadOnlyList<KnownProject> projects, Func<string, string?> organizationOf, Action<AtlasCmkException> refuse)
    {
        List<string> chosen = [];
        foreach (var pattern in patterns)
        {
            var choice = new WildcardChoice([pattern]);
            var found = projects.Where(p => choice.Includes(p.Name)).ToList();
            var isPattern = WildcardPattern.ContainsWildcardCharacters(pattern);
            if (found.Count == 0 && (isForChange || !isPattern))
            {
                refuse(isPattern ? ProjectErrors.ProjectPatternUnmatched(pattern) : ProjectErrors.ProjectNameUnknown(pattern, projects.Select(p => p.Name)));
            }
            else if (found.Count > 1 && isForChange && !isPattern)
            {
                refuse(ProjectErrors.ProjectNameAmbiguous(pattern, found, organizationOf));
            }
            else
            {
                chosen.AddRange(found.Select(p => p.ProjectId));
            }
        }

        return chosen.Distinct();
    }
}
