using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>The last check before a token is sent: it goes only to hosts that it is for.</summary>
/// <param name="audience">The audience of the token, for the message.</param>
internal sealed class AzureHostGuard(Func<Uri, bool> admits, string audience) : HttpPipelineSynchronousPolicy
{
    public static AzureHostGuard ForResourceManager(AzureCloud cloud) =>
        new(address => AzureService.IsOn(cloud.ResourceManager.Host, address), cloud.ResourceManager.Host);

    /// <summary>Allows every vault of the cloud. Each has a host below the cloud's suffix.</summary>
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
