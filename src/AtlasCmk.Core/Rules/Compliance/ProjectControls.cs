namespace AtlasCmk.Rules;

/// <summary>The controls of what Atlas reports: settings, endpoints, clusters, credentials.</summary>
internal static class ProjectControls
{
    public static Verdict Enabled(CmkFacts facts, ComplianceBaseline baseline) => facts.Encryption.Enabled
        ? Verdict.Passed(facts.Encryption.KeyInWords)
        : Verdict.Failed($"no customer-managed key{(facts.Encryption.OtherProviders.Count > 0 ? $" in Azure; enabled for {string.Join(", ", facts.Encryption.OtherProviders)}" : "")}",
            PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {facts.ProjectId} # shows what enabling needs; then Set-AtlasEncryptionAtRest"));

    public static Verdict KeyValid(CmkFacts facts, ComplianceBaseline baseline) => facts.Encryption.Valid switch
    {
        true => Verdict.Passed("Atlas can use the key"),
        false => Verdict.Failed("Atlas cannot use the key", Diagnose(facts)),
        null => Verdict.NotAssessed("Atlas does not report whether it can use the key", Diagnose(facts)),
    };

    public static Verdict PrivateNetworking(CmkFacts facts, ComplianceBaseline baseline) => facts.Encryption.RequirePrivateNetworking
        ? Verdict.Passed("private networking is required")
        : Verdict.Failed("private networking is not required", PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {facts.ProjectId} -RequirePrivateNetworking"));

    public static Verdict EndpointRegions(CmkFacts facts, ComplianceBaseline baseline) => !facts.Encryption.RequirePrivateNetworking
        ? Verdict.NotApplicable("private networking is not required")
        : Verdict.Over(facts.Clusters, all => Verdict.Over(facts.Endpoints, endpoints =>
        {
            var clusters = new ClusterCoverage(all, privateNetworking: true);
            var regions = RegionCoverage.Of(clusters, endpoints);
            var odd = endpoints.Where(e => regions.Missing.Contains(e.RegionName, StringComparer.OrdinalIgnoreCase) && !EndpointStatus.All.Contains(e.Status)).ToList();
            var unclear = odd.Select(e => e.RegionName).Distinct(StringComparer.OrdinalIgnoreCase).Count();
            return regions.Missing.Count > unclear
                ? Verdict.Failed($"no ACTIVE endpoint in {Text(regions.Missing, "region")}", EndpointRemedy.For(facts.ProjectId, endpoints, regions.Missing))
                : odd.Count > 0 ? Verdict.NotAssessed($"the endpoint in {odd[0].RegionName} has the status '{odd[0].Status}', which AtlasCmk does not know")
                : clusters.RegionsUnclear is { Count: > 0 } hidden ? Verdict.NotAssessed($"Atlas does not report all nodes of {Text(hidden, "cluster")}")
                : clusters.Unclear is { Count: > 0 } maybe ? Verdict.NotAssessed($"it is unclear whether these clusters need the key: {string.Join("; ", maybe)}")
                : regions.Needed.Count == 0 ? Verdict.NotApplicable("no cluster uses the key or could use it")
                : Verdict.Passed($"ACTIVE in {Text(regions.Covered, "region")}");
        }));

    public static Verdict ClusterEncryption(CmkFacts facts, ComplianceBaseline baseline) => Verdict.Over(facts.Clusters, all =>
    {
        var clusters = new ClusterCoverage(all, facts.Encryption.RequirePrivateNetworking);
        var names = clusters.Missing.Select(c => c.Name).ToList();
        return names.Count > 0 ? Verdict.Failed($"{Count(names.Count, clusters.Eligible)} not encrypted: {Text(names, "cluster")}",
                PowerShellCommand.Of($"Enable-AtlasClusterEncryption -ProjectId {facts.ProjectId} -ClusterName {names}"))
            : clusters.Unclear.Count > 0 ? Verdict.NotAssessed($"it is unclear whether these clusters can use the key: {string.Join("; ", clusters.Unclear)}")
            : clusters.Eligible == 0 ? Verdict.NotApplicable("no cluster can use the key")
            : Verdict.Passed($"{clusters.Encrypted.Count} of {clusters.Eligible} {(clusters.Eligible == 1 ? "cluster" : "clusters")} encrypted with the key");
    });

    public static Verdict Credential(CmkFacts facts, ComplianceBaseline baseline)
    {
        var settings = facts.Encryption;
        if (settings.RoleId is not null)
        {
            return Verdict.Passed("Atlas signs in with a role, which does not expire");
        }

        var renewed = PowerShellCommand.Of(
            $"Set-AtlasEncryptionAtRest -ProjectId {facts.ProjectId} -AzureCredential (Get-Credential -UserName {settings.ClientId}) # with a new secret of the application");
        var secretless = PowerShellCommand.Of($"Register-AtlasAzureServicePrincipal -ProjectId {facts.ProjectId}");
        return settings.ClientId is null ? Verdict.NotAssessed("Atlas does not report how it signs in to Azure")
            : baseline.Secretless ? Verdict.Failed("Atlas signs in with a client secret", $"Create a role, and move the project to it: {secretless}")
            : Verdict.Over(facts.Secrets, secrets => SecretOf(facts, secrets) is var end && facts.Now.AddDays(baseline.CredentialLifeDays) is var limit
                && (end.HasEnded is true || end.Latest <= limit) ? Verdict.Failed(end.Explanation, renewed)
                : end.Earliest > limit ? Verdict.Passed(end.Explanation)
                : Verdict.NotAssessed($"it is unclear which secret Atlas uses: {end.Explanation}"));
    }

    /// <summary>Reading the settings over the public network makes Atlas sign in. If it can use the key, its secret is none of those that have ended.</summary>
    public static SecretEnd SecretOf(CmkFacts facts, ApplicationSecrets secrets) =>
        SecretEnd.Of(secrets, null, works: facts.Encryption is { Valid: true, RequirePrivateNetworking: false }, facts.Now);

    public static Verdict CloudBackup(CmkFacts facts, ComplianceBaseline baseline) => Verdict.Over(facts.Clusters, all =>
    {
        var encrypted = all.Where(c => c.IsEncryptedWithAzure).ToList();
        var (off, unsaid) = (Names(c => !c.Unsaid.Contains("backupEnabled") && !c.BackupEnabled), Names(c => c.Unsaid.Contains("backupEnabled")));
        return off.Count > 0 ? Verdict.Failed($"{Count(off.Count, encrypted.Count)} without Cloud Backup: {Text(off, "cluster")}",
                $"Turn on Cloud Backup in Atlas, project {facts.ProjectId}, for each of these clusters.")
            : unsaid.Count > 0 ? Verdict.NotAssessed($"Atlas does not report whether Cloud Backup is on for {Text(unsaid, "cluster")}")
            : encrypted.Count == 0 ? Verdict.NotApplicable("no cluster is encrypted with the key")
            : Verdict.Passed($"on for {encrypted.Count} of {encrypted.Count} {(encrypted.Count == 1 ? "encrypted cluster" : "encrypted clusters")}");

        List<string> Names(Func<AtlasCluster, bool> which) => [.. encrypted.Where(which).Select(c => c.Name)];
    });

    public static Verdict BackupPolicy(CmkFacts facts, ComplianceBaseline baseline) => Verdict.Over(facts.BackupPolicy, requires => requires
        ? Verdict.Passed("the policy requires encryption at rest")
        : Verdict.Failed("no Backup Compliance Policy requires encryption at rest", $"Set a Backup Compliance Policy with encryption at rest in Atlas, project {facts.ProjectId}."));

    /// <summary>2027-03-01 (in 90 d).</summary>
    public static string When(DateTimeOffset time, DateTimeOffset now)
    {
        var days = (int)(time - now).Duration().TotalDays;
        return FormattableString.Invariant($"{time.UtcDateTime:yyyy-MM-dd} ({(time > now ? $"in {days} d" : $"{days} d ago")})");
    }

    private static string Diagnose(CmkFacts facts) => PowerShellCommand.Of($"Get-AtlasCmkDiagnosis -ProjectId {facts.ProjectId}");

    private static string Count(int some, int all) => $"{some} of {all} {(all == 1 ? "cluster" : "clusters")}";

    /// <summary>The first names, and how many more: a project has up to 25 clusters.</summary>
    private static string Text(IReadOnlyList<string> names, string what)
    {
        const int named = 5;
        return names.Count <= named ? string.Join(", ", names) : $"{string.Join(", ", names.Take(named))} and {names.Count - named} more {what}{(names.Count - named == 1 ? "" : "s")}";
    }
}
