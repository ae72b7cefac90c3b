namespace AtlasCmk;

/// <summary>One version of a key in a project's vault, and whether Atlas can use it.</summary>
public sealed class AkvKeyVersion : AtlasResource
{
    private readonly KeyVersion _version;

    internal AkvKeyVersion(string? projectId, KeyVersion version, bool? isInUse, string state, string? reason, DateTimeOffset now)
        : base(projectId)
    {
        _version = version;
        IsInUse = isInUse;
        State = state;
        Reason = VisibleText.OrNull(reason);
        AgeInDays = version.Created is { } created ? (int)(now - created).TotalDays : null;
    }

    /// <summary>The version as a full URL, as Atlas accepts it: https://{vault}.vault.azure.net/keys/{name}/{version}.</summary>
    public string KeyIdentifier => _version.Identifier.Text;

    /// <summary>The name of the key in the vault.</summary>
    public string KeyName => _version.Identifier.KeyName;

    /// <summary>The version, 32 hexadecimal digits.</summary>
    public string Version => _version.Version;

    /// <summary>Current: the project uses it, and no problem is known. Usable: the project could use it. Otherwise the first problem: Disabled, Unknown if
    /// Azure does not report whether it is enabled, Expired, NotYetActive, Expiring, or Unusable for a key that cannot encrypt.</summary>
    public string State { get; }

    /// <summary>Whether this project uses the version now. Other projects may use it too. If the project names its key without a version, this is true for the
    /// latest enabled version, and empty for the others. Atlas does not report when it changes to the latest version.</summary>
    public bool? IsInUse { get; }

    /// <summary>Whether Atlas can use it now; empty if Azure does not report whether it is enabled.</summary>
    public bool? IsUsable => Reason is null ? true : State == "Unknown" ? null : false;

    /// <summary>Every problem of the version.</summary>
    public string? Reason { get; }

    /// <summary>Whether it is enabled in the vault; empty if Azure does not report it.</summary>
    public bool? Enabled => _version.Enabled;

    /// <summary>When it becomes active; empty if it has no activation date.</summary>
    public DateTimeOffset? NotBefore => _version.NotBefore;

    /// <summary>When it expires; empty if it never expires.</summary>
    public DateTimeOffset? Expires => _version.Expires;

    /// <summary>When it was created.</summary>
    public DateTimeOffset? Created => _version.Created;

    /// <summary>When its settings last changed.</summary>
    public DateTimeOffset? Updated => _version.Updated;

    /// <summary>Its age in whole days.</summary>
    public int? AgeInDays { get; }

    /// <summary>RSA, RSA-HSM, EC, as Azure spells it.</summary>
    public string? KeyType => _version.KeyType;

    /// <summary>The size in bits.</summary>
    public int? KeySize => _version.KeySize;

    /// <summary>The allowed operations, as Azure spells them: encrypt, decrypt, wrapKey and others.</summary>
    public IReadOnlyList<string> Operations => new Listing<string>(_version.Operations);

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{KeyName}/{Version} {State}");
}
