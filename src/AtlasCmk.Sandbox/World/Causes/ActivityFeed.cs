namespace AtlasCmk.Sandbox.World;

/// <summary>Records what happens in a project, as Atlas's activity feed does.</summary>
internal sealed class ActivityFeed(SandboxWorld world)
{
    private const int OtherSequence = 0x5EED;

    /// <summary>A separate sequence, so that events do not change other identifiers.</summary>
    private readonly SeededIds _ids = new(world.Options.Seed ^ OtherSequence);

    private readonly Dictionary<ApiCredential, string> _keyIds = [];

    public void Write(Project project, string type, string? cluster = null, EventCaller? caller = null) =>
        project.Events.Add(new AtlasEvent(_ids.ObjectId(), type, world.Now) { ClusterName = cluster, Caller = caller });

    /// <summary>Records the result of a validation. A vault that is unreachable before any endpoint was ACTIVE gives no event.</summary>
    public void Validated(Project project, KeyFinding finding)
    {
        var encryption = project.Encryption;
        var (wasOutOfReach, wasInvalid) = (encryption.IsOutOfReach, encryption.IsKnownInvalid);
        encryption.IsOutOfReach = finding.Validity == KeyValidity.Unreachable
            && (!encryption.RequiresPrivateNetworking || wasOutOfReach || project.Endpoints.Exists(e => e.WasActive));
        WriteIf(encryption.IsOutOfReach != wasOutOfReach, encryption.IsOutOfReach ? EventTypes.NetworkAccessDenied : EventTypes.NetworkAccessRestored);
        if (finding.Validity == KeyValidity.Unreachable)
        {
            return;
        }

        encryption.IsKnownInvalid = !finding.IsValid;
        WriteIf(encryption.IsChangeUntried, finding.IsValid ? EventTypes.ValidationSucceeded : EventTypes.ValidationFailed);
        WriteIf(encryption.IsKnownInvalid != wasInvalid, finding.IsValid ? EventTypes.ConfigIsValid : EventTypes.ConfigNoLongerValid);
        WriteIf(encryption.IsKnownInvalid != wasInvalid, finding.IsValid ? EventTypes.KeyValid : EventTypes.KeyInvalid);
        encryption.IsChangeUntried = false;

        void WriteIf(bool isNews, string type)
        {
            if (isNews)
            {
                Write(project, type);
            }
        }
    }

    /// <summary>Null for a service account, because there is no recording of its fields.</summary>
    public EventCaller? CallerOf(ApiCredential credential, string remoteAddress)
    {
        if (credential.IsServiceAccount)
        {
            return null;
        }

        if (!_keyIds.TryGetValue(credential, out var id))
        {
            _keyIds[credential] = id = _ids.ObjectId();
        }

        return new EventCaller(id, credential.Id, remoteAddress);
    }
}
