namespace AtlasCmk.Sandbox.World;

/// <summary>What Atlas and Azure do with a private endpoint, each answering the other.</summary>
internal sealed class EndpointLifecycle(SandboxWorld world)
{
    /// <summary>Atlas's own words, seen in the nightly logs of its Terraform provider.</summary>
    public const string RecreationMessage = "Connection request removed, recreating endpoint";

    private readonly Guid _atlasSubscription = world.Ids.Guid();

    public AtlasEndpoint Create(Project project, string regionName, EventCaller? caller = null)
    {
        world.Feed.Write(project, EventTypes.PrivateEndpointCreated, caller: caller);
        return Begin(project, regionName);
    }

    private AtlasEndpoint Begin(Project project, string regionName)
    {
        var endpoint = new AtlasEndpoint { Id = world.Ids.ObjectId(), Project = project, RegionName = regionName };
        project.Endpoints.Add(endpoint);
        Provision(endpoint);
        return endpoint;
    }

    public void Delete(AtlasEndpoint endpoint)
    {
        endpoint.Become("DELETING");
        Later(endpoint, world.Durations.Deletion, () =>
        {
            Gone(endpoint);
            Disconnect(endpoint.Connection);
        });
    }

    /// <summary>The endpoint is not there any more, and clusters that need it notice.</summary>
    public void Gone(AtlasEndpoint endpoint)
    {
        endpoint.Project.Endpoints.Remove(endpoint);
        world.Feed.Write(endpoint.Project, EventTypes.PrivateEndpointDeleted);
        PrivateWay.Lose(endpoint);
        world.KeyWatch.ValidateSoon(endpoint.Project);
    }

    /// <summary>The owner of the vault decides. False where Azure would refuse.</summary>
    public bool Decide(VaultConnection connection, string status, string? description)
    {
        if (!connection.CanBecome(status))
        {
            return false;
        }

        connection.Become(status, description, NewETag());
        if (connection.Endpoint is { } endpoint && endpoint.Connection == connection)
        {
            if (status == "Approved" && endpoint.Status == "PENDING_ACCEPTANCE")
            {
                Later(endpoint, world.Durations.Activation, () => NoticeApproval(endpoint));
            }
            else if (status == "Rejected")
            {
                Later(endpoint, world.Durations.Notice, () => NoticeRejection(endpoint));
            }
        }

        return true;
    }

    /// <summary>The owner of the vault removes the connection.</summary>
    public void Remove(VaultConnection connection)
    {
        connection.Vault.Connections.Remove(connection);
        if (connection.Endpoint is { } endpoint && endpoint.Connection == connection)
        {
            Later(endpoint, world.Durations.Notice, () => Recreate(endpoint));
        }
    }

    /// <summary>Makes a connection in the vault at once, for an Atlas endpoint or, with none, for a stranger.</summary>
    /// <param name="isApproved">As where the consumer may approve it too: then it has neither description nor etag.</param>
    public VaultConnection Connect(Vault vault, AtlasEndpoint? endpoint, string? name = null, bool isApproved = false)
    {
        // Which name Atlas gives its connection is not documented: no client may rely on what it looks like.
        var (own, guid) = ($"pe-{world.Ids.Hex(24)}-{world.Ids.LowerCase(5)}", world.Ids.Guid());
        var subscription = endpoint is null ? world.Ids.Guid() : _atlasSubscription;
        var connection = new VaultConnection
        {
            Name = name ?? (world.Arm.ConnectionNames == ArmManners.NamesWithGuid ? $"{own}.{guid}" : own),
            Vault = vault,
            Endpoint = endpoint,
            PrivateEndpointId = $"/subscriptions/{subscription}/resourceGroups/rg-{world.Ids.Hex(8)}/providers/Microsoft.Network/privateEndpoints/{name ?? own}",
        };
        connection.Become(isApproved ? "Approved" : "Pending", endpoint is null ? null : "Requested by MongoDB Atlas", isApproved ? null : NewETag());
        vault.Connections.Add(connection);
        return connection;
    }

    /// <summary>Brings an endpoint to ACTIVE without waiting.</summary>
    public void Activate(AtlasEndpoint endpoint)
    {
        endpoint.Become("ACTIVE");
        world.KeyWatch.ValidateSoon(endpoint.Project);
    }

    /// <summary>Ends the making of an endpoint: what the agenda does after the time of provisioning, or a stage at once.</summary>
    public void FinishProvisioning(AtlasEndpoint endpoint)
    {
        var vault = endpoint.Project.Encryption.Azure is { KeyVaultName: { } name, ResourceGroupName: { } group }
            ? world.Subscription.FindVault(group, name) : null;

        // Nobody outside Atlas has seen FAILED; these are the two causes that the prerequisites suggest.
        if (vault is null)
        {
            endpoint.Become("FAILED", $"Key vault {endpoint.Project.Encryption.Azure?.KeyVaultName} was not found.");
        }
        else if (world.Subscription.RegistrationOf("Microsoft.Network") != "Registered")
        {
            endpoint.Become("FAILED", $"Subscription {world.Subscription.Id} is not registered to use namespace Microsoft.Network.");
        }
        else
        {
            endpoint.Connection = Connect(vault, endpoint);
            endpoint.Become("PENDING_ACCEPTANCE");
        }
    }

    /// <summary>32 hexadecimal digits without W/, as recorded.</summary>
    public string NewETag() => world.Ids.Hex(32);

    private void Provision(AtlasEndpoint endpoint) =>
        Later(endpoint, world.Durations.Provisioning, () => FinishProvisioning(endpoint));

    private void NoticeApproval(AtlasEndpoint endpoint)
    {
        if (endpoint.Connection?.Status == "Approved")
        {
            Activate(endpoint);
        }
    }

    /// <summary>A rejection that was taken back before Atlas looked has not happened.</summary>
    private void NoticeRejection(AtlasEndpoint endpoint)
    {
        if (endpoint.Connection?.Status == "Rejected")
        {
            Recreate(endpoint);
        }
    }

    private void Recreate(AtlasEndpoint endpoint)
    {
        endpoint.Become("PENDING_RECREATION", RecreationMessage);
        Later(endpoint, world.Durations.Recreation, () =>
        {
            Disconnect(endpoint.Connection);
            endpoint.Connection = null;
            if (world.Options.NewEndpointIdOnRecreation)
            {
                endpoint.Project.Endpoints.Remove(endpoint);
                Begin(endpoint.Project, endpoint.RegionName);
                return;
            }

            endpoint.Become("INITIATING");
            Provision(endpoint);
        });
    }

    /// <summary>The consumer has left: the owner sees that for a while, then the connection is gone.</summary>
    private void Disconnect(VaultConnection? connection)
    {
        if (connection is null || !connection.Vault.Connections.Contains(connection))
        {
            return;
        }

        connection.Become("Disconnected", connection.Description, NewETag());
        connection.ProvisioningState = "Disconnected";
        world.After(world.Durations.Deletion, () => connection.Vault.Connections.Remove(connection));
    }

    private void Later(AtlasEndpoint endpoint, TimeSpan delay, Action happening)
    {
        var generation = endpoint.Generation;
        world.After(delay, () =>
        {
            if (endpoint.Generation == generation)
            {
                happening();
            }
        });
    }
}
