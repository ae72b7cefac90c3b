namespace AtlasCmk.Sandbox.World;

/// <summary>Writes down what happens in a project, as Atlas does in its activity feed.</summary>
internal sealed class ActivityFeed(SandboxWorld world)
{
    private const int OtherSequence = 0x5EED;

    /// <summary>A sequence beside the world's, so that an event changes no other identifier.</summary>
    private readonly SeededIds _ids = new(world.Options.Seed ^ OtherSequence);

    private readonly Dictionary<ApiCredential, string> _keyIds = [];

    public void Write(Project project, string type, string? cluster = null, EventCaller? caller = null) =>
        project.Events.Add(new AtlasEvent(_ids.ObjectId(), type, world.Now) { ClusterName = cluster, Caller = caller });

    /// <summary>What a validation has shown. Before an endpoint was ACTIVE, a vault that Atlas cannot reach over the private network is no news.</summary>
    public void Validated(Project project, KeyFinding finding)
    {
        var encryption = project.Encryption;
        var (wasOutOfReach, wasInvalid) = (encryption.IsOutOfReach, encryption.IsKnownInvalid);
        encryption.IsOutOfReach = finding.Verdict == KeyVerdict.Unreachable
            && (!encryption.RequiresPrivateNetworking || wasOutOfReach || project.Endpoints.Exists(e => e.WasActive));
        WriteIf(encryption.IsOutOfReach != wasOutOfReach, encryption.IsOutOfReach ? EventTypes.NetworkAccessDenied : EventTypes.NetworkAccessRestored);
        if (finding.Verdict == KeyVerdict.Unreachable)
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

    /// <summary>Null for a service account: which fields name one is not recorded.</summary>
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
