using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;

namespace AtlasCmk.Clients;

/// <summary>Words of the services, which reveal nothing about a user's estate. Records of exchanges keep only these.</summary>
internal static partial class KnownWords
{
    private const int LongestWord = 100;

    /// <summary>Fields whose text is a word of the service: a state, code, size, region or version.</summary>
    private static readonly FrozenSet<string> s_fields = Set(
        "actionsRequired azureEnvironment backingProviderName bypass cloudProvider clusterType code configServerManagementMode configServerType crv defaultAction diskWarmingMode "
        + "ebsVolumeType effectiveInstanceSize encryptionAtRestProvider errorCode eventTypeName family featureCompatibilityVersion featureType frequencyType "
        + "instanceSize internalClusterRole key_ops keyOps "
        + "keys kty lastModifiedByType location minimumEnabledTlsProtocol mongoDBMajorVersion mongoDBVersion principalType provider providerName "
        + "provisioningState publicNetworkAccess reason readPreference "
        + "recoveryLevel regionName registrationState rel rootCertType snapshotType state stateName status tier tlsCipherConfigMode token_type type typeName versionReleaseSystem");

    /// <summary>Fields whose number is a size or a count.</summary>
    private static readonly FrozenSet<string> s_numbers = Set(
        "clusterCount diskIOPS diskSizeGB error expires_in keySize key_size nodeCount numShards priority recoverableDays softDeleteRetentionInDays totalCount");

    /// <summary>Fields whose number is a time, in seconds since 1970.</summary>
    private static readonly FrozenSet<string> s_times = Set("created updated exp nbf");

    /// <summary>Objects whose field names a user chose.</summary>
    private static readonly FrozenSet<string> s_maps = Set("tags labels metadata userAssignedIdentities awsPrivateLink awsPrivateLinkSrv privateEndpointMap");

    private static readonly FrozenSet<string> s_hosts = Set("cloud.mongodb.com management.azure.com management.chinacloudapi.cn management.usgovcloudapi.net "
        + "graph.microsoft.com microsoftgraph.chinacloudapi.cn graph.microsoft.us");

    private static readonly FrozenSet<string> s_segments = Set(
        "subscriptions resourceGroups providers Microsoft.KeyVault Microsoft.Network Microsoft.Authorization Microsoft.Management managementGroups vaults privateEndpointConnections "
        + "privateEndpoints privateLinkResources keys versions create rotate rotationpolicy accessPolicies add remove replace roleAssignments roleDefinitions operationResults register "
        + "v1.0 whitelist accessList containers databaseUsers peers processes processArgs events backup schedule restoreJobs cluster api atlas v2");

    private static readonly FrozenSet<string> s_queries = Set(
        "api-version kv-operation pageNum itemsPerPage includeCount maxresults $filter $select eventType minDate includeDeletedWithRetainedBackups");

    private static readonly FrozenSet<string> s_plainQueries = Set("api-version pageNum itemsPerPage includeCount maxresults includeDeletedWithRetainedBackups");

    private static readonly FrozenSet<string> s_reasons = Enum.GetNames<HttpStatusCode>().ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Sentences of a service that are the same for all users.</summary>
    private static readonly FrozenSet<string> s_sentences = new[] { "Connection request removed, recreating endpoint" }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsPlain(string field, string text) =>
        s_sentences.Contains(text)
        || (s_fields.Contains(field) && (IsWord(text) || (field == "reason" && s_reasons.Contains(text.Replace(" ", "", StringComparison.Ordinal))) || IsTypeName(text)));

    public static bool IsPlainNumber(string field) => s_numbers.Contains(field);

    public static bool IsTime(string field) => s_times.Contains(field);

    public static bool IsMap(string field) => s_maps.Contains(field);

    public static bool IsFieldName(string name) => FieldPattern().IsMatch(name) && !IdPattern().IsMatch(name);

    public static bool IsHost(string host) => s_hosts.Contains(host);

    public static bool IsSegment(string segment) => s_segments.Contains(segment) || s_templateSegments.Value.Contains(segment);

    public static bool IsQuery(string name) => s_queries.Contains(name);

    public static bool IsPlainQuery(string name, string value) =>
        (s_plainQueries.Contains(name) && PlainQueryPattern().IsMatch(value)) || (name == "$select" && value.Split(',').All(IsWord));

    /// <summary>A word in the services' format for states, codes and sizes: ACTIVE, M10_NVME, Succeeded, inProgress, 8.0.</summary>
    public static bool IsWord(string text) => text.Length <= LongestWord && WordPattern().IsMatch(text);

    private static bool IsTypeName(string text) => text.Contains('/', StringComparison.Ordinal) && text.Split('/').All(IsSegment);

    private static readonly Lazy<FrozenSet<string>> s_templateSegments = new(() =>
        AtlasOperationNames.All.SelectMany(o => o.Operation.Template.Split('/', StringSplitOptions.RemoveEmptyEntries)).Where(s => s != "{}").ToFrozenSet(StringComparer.Ordinal));

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[A-Z][a-z]+(?:[A-Z][a-z]+)*(?:\+[A-Z][a-z]+)*|[a-z]+(?:[A-Z][a-z]+)*|\d{1,2}\.\d{1,2}(?:\.\d{1,3})?|RSA-HSM)$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^[@_]?[A-Za-z][A-Za-z0-9_.]{0,63}$")]
    private static partial Regex FieldPattern();

    [GeneratedRegex("^[0-9a-fA-F]{16,}$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^(\d{1,6}|\d\.\d|\d{4}-\d\d-\d\d(-preview)?|true|false)$")]
    private static partial Regex PlainQueryPattern();
}
