using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>The last line of defence for a token: nothing leaves for a host that the token is not for, whatever built the address.</summary>
/// <param name="audience">What the token is for, for the message.</param>
internal sealed class AzureHostGuard(Func<Uri, bool> admits, string audience) : HttpPipelineSynchronousPolicy
{
    public static AzureHostGuard ForResourceManager(AzureCloud cloud) =>
        new(address => AzureService.IsOn(cloud.ResourceManager.Host, address), cloud.ResourceManager.Host);

    /// <summary>Any vault of the cloud: each has a host of its own, below the cloud's suffix.</summary>
    public static AzureHostGuard ForVaults(AzureCloud cloud) =>
        new(address => AzureCloud.OfVaultHost(address.Host) == cloud && AzureService.IsOn(address.Host, address), $"the vaults of {cloud.VaultSuffix}");

    public override void OnSendingRequest(HttpMessage message)
    {
        if (!admits(message.Request.Uri.ToUri()))
        {
            throw new InvalidOperationException($"A request for {message.Request.Uri.Host} must not carry a token for {audience}.");
        }
    }
}
