using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>The last line of defence for the token: nothing leaves for another host than the session's Resource Manager, whatever built the address.</summary>
internal sealed class ArmHostGuard(AzureCloud cloud) : HttpPipelineSynchronousPolicy
{
    public static bool Admits(AzureCloud cloud, Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Port == cloud.ResourceManager.Port
        && address.Host.Equals(cloud.ResourceManager.Host, StringComparison.OrdinalIgnoreCase);

    public override void OnSendingRequest(HttpMessage message)
    {
        if (!Admits(cloud, message.Request.Uri.ToUri()))
        {
            throw new InvalidOperationException($"A request for {message.Request.Uri.Host} must not carry a token for {cloud.ResourceManager.Host}.");
        }
    }
}
