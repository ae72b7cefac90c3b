namespace AtlasCmk.Rules;

/// <summary>A change of a project's key, or of how Atlas reaches it, and the settings that it is based on. Pure: sends no requests.</summary>
/// <param name="Before">The settings that were read, checked and confirmed.</param>
/// <param name="Sent">The change to send.</param>
internal sealed record KeyChange(EncryptionAtRest Before, EncryptionAtRestChange Sent)
{
    /// <summary>The Microsoft Entra object that Atlas will use, if the caller knows it.</summary>
    public string? AtlasObjectId { get; init; }

    /// <summary>The key that the project will use. Null if unknown.</summary>
    public KeyIdentifier? Key => KeyIdentifier.TryParse(Sent.KeyIdentifier) ?? Before.Key;

    /// <summary>The identity that Atlas uses in Azure before and after the change. Null if it does not change, or for the first enablement.</summary>
    public (string Before, string After)? NewIdentity =>
        !Before.Enabled ? null
        : Sent.RoleId is { } role && IsOther(Before.RoleId, role) ? (Identity(Before.ClientId, Before.TenantId, Before.RoleId), Identity(null, null, role))
        : !IsOther(Before.ClientId, Sent.ClientId) && !IsOther(Before.TenantId, Sent.TenantId) ? null
        : (Identity(Before.ClientId, Before.TenantId, Before.RoleId), Identity(Sent.ClientId ?? Before.ClientId, Sent.TenantId ?? Before.TenantId, null));

    /// <summary>The settings that move the project to another vault. Atlas locks them when endpoints exist. The same name in another cloud is another vault.</summary>
    public IReadOnlyList<string> VaultMoves => !Before.Enabled ? [] :
    [
        .. Other("KeyVaultName", Before.KeyVaultName, Sent.KeyVaultName),
        .. Other("ResourceGroupName", Before.ResourceGroupName, Sent.ResourceGroupName),
        .. Other("SubscriptionId", Before.SubscriptionId, Sent.SubscriptionId),
        .. Other("AzureEnvironment", Before.CloudName, Sent.AzureEnvironment),
    ];

    /// <summary>Whether Atlas may have other rights afterwards. Rights are the same for all versions of a key. On the first enablement nothing depends on them, and Atlas checks them.</summary>
    public bool MayChangeRights => Before.Enabled && (NeedsAnotherKey || NewIdentity is not null || VaultMoves.Count > 0);

    /// <summary>Whether only the key changes, in the same vault and for the same identity. An access policy applies to all keys of its vault.</summary>
    public bool StaysAtVault => NewIdentity is null && VaultMoves.Count == 0;

    private bool NeedsAnotherKey => Sent.KeyIdentifier is not null && !(KeyIdentifier.TryParse(Sent.KeyIdentifier) is { } key && key.IsOfSameKey(Before.Key));

    /// <summary>Whether the settings contain everything that was sent. A client secret is never returned, so a change of only the secret cannot be seen.</summary>
    public bool IsMadeIn(EncryptionAtRest now) =>
        Sent with { ClientSecret = null } != new EncryptionAtRestChange() && now.Enabled
        && EncryptionAtRestRules.Changed(now, Sent with { Enabled = null, ClientSecret = null }) == new EncryptionAtRestChange();

    /// <summary>Whether the settings show the change at once. Under private networking Atlas shows a role only after the data nodes used the key through it.</summary>
    public bool ShowsAtOnce => Sent with { ClientSecret = null } != new EncryptionAtRestChange() && !(Sent.RoleId is not null && Before is { Enabled: true, RequirePrivateNetworking: true });

    /// <summary>The settings that have changed since then, as text for a sentence, or null.</summary>
    public string? Overtaken(EncryptionAtRest now)
    {
        if (Before.Enabled != now.Enabled || !Same(Before.KeyIdentifier, now.KeyIdentifier))
        {
            return $"project {Before.ProjectId} was moved to {now.KeyInWords}";
        }

        List<string> others =
        [
            .. Unlike("KeyVaultName", Before.KeyVaultName, now.KeyVaultName),
            .. Unlike("ResourceGroupName", Before.ResourceGroupName, now.ResourceGroupName),
            .. Unlike("SubscriptionId", Before.SubscriptionId, now.SubscriptionId),
            .. Unlike("AzureEnvironment", Before.CloudName, now.CloudName),
            .. Unlike("TenantId", Before.TenantId, now.TenantId),
            .. Unlike("ClientId", Before.ClientId, now.ClientId),
            .. Unlike("RoleId", Before.RoleId, now.RoleId),
            .. Before.RequirePrivateNetworking == now.RequirePrivateNetworking ? [] : (string[])["RequirePrivateNetworking"],
        ];
        return others.Count == 0 ? null : $"other settings of project {Before.ProjectId} were changed ({string.Join(", ", others)})";
    }

    /// <summary>Records print their members, and the change can contain a secret.</summary>
    public override string ToString() => EncryptionAtRestRules.Describe(Sent, Before);

    private static string Identity(string? application, string? tenant, string? role) => role is null ? $"the application {application} of tenant {tenant}" : $"the role {role}";

    private static bool IsOther(string? before, string? sent) => sent is not null && !Same(before, sent);

    private static IEnumerable<string> Other(string setting, string? before, string? sent) => IsOther(before, sent) ? [setting] : [];

    private static IEnumerable<string> Unlike(string setting, string? before, string? now) => Same(before, now) ? [] : [setting];

    private static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
