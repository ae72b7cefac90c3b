namespace AtlasCmk.Sandbox.World;

/// <summary>What Atlas and Azure do with a private endpoint, and how each reacts to the other.</summary>
internal sealed class EndpointLifecycle(SandboxWorld world)
{
    /// <summary>Atlas's message, seen in the nightly logs of its Terraform provider.</summary>
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

    /// <summary>The endpoint no longer exists. Clusters that need it stop.</summary>
    public void Gone(AtlasEndpoint endpoint)
    {
        endpoint.Project.Endpoints.Remove(endpoint);
        world.Feed.Write(endpoint.Project, EventTypes.PrivateEndpointDeleted);
        PrivateConnectivity.Close(endpoint);
        world.KeyValidator.ValidateSoon(endpoint.Project);
    }

    /// <summary>The owner of the vault approves or rejects a connection. False if Azure would refuse.</summary>
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

    /// <summary>Creates a connection in the vault at once, for an Atlas endpoint or for another consumer.</summary>
    /// <param name="isApproved">As when the consumer is allowed to approve it: then it has neither description nor etag.</param>
    public VaultConnection Connect(Vault vault, AtlasEndpoint? endpoint, string? name = null, bool isApproved = false)
    {
        // The name of Atlas's connection is not documented, so clients must not depend on its format.
        var (own, guid) = ($"pe-{world.Ids.Hex(24)}-{world.Ids.LowerCase(5)}", world.Ids.Guid());
        var subscription = endpoint is null ? world.Ids.Guid() : _atlasSubscription;
        var connection = new VaultConnection
        {
            Name = name ?? (world.Arm.ConnectionNames == ResourceManagerBehavior.NamesWithGuid ? $"{own}.{guid}" : own),
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
        world.KeyValidator.ValidateSoon(endpoint.Project);
    }

    /// <summary>Completes the creation of an endpoint. The agenda does this after the provisioning time, a stage does it at once.</summary>
    public void FinishProvisioning(AtlasEndpoint endpoint)
    {
        var vault = endpoint.Project.Encryption.Azure is { KeyVaultName: { } name, ResourceGroupName: { } group }
            ? world.Subscription.FindVault(group, name) : null;

        // FAILED was never recorded. The documented prerequisites suggest these two causes.
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

    /// <summary>Atlas does not see a rejection that was reverted before its next check.</summary>
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

    /// <summary>The consumer deleted its endpoint. The connection is Disconnected for a while, then it is deleted.</summary>
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
