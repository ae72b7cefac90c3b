using System.Net;
using System.Security.Authentication;

namespace AtlasCmk.Clients;

/// <summary>Why a request got no response, as text for a user, and whether a retry can help.</summary>
internal sealed record ConnectionLoss(string What, bool MayPass, Exception Cause)
{
    /// <summary>The recommended action, if it differs from that for other lost connections.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether the service may have received the request.</summary>
    public bool Sent { get; init; } = true;

    /// <param name="timeout">The timeout that a cancellation without a request means.</param>
    public static ConnectionLoss From(Exception exception, TimeSpan timeout) => exception switch
    {
        OperationCanceledException => new($"there was no response within {timeout.TotalSeconds:0} s.", true, exception),
        // A restarted Sandbox has another certificate authority and other keys.
        HttpRequestException { InnerException: SandboxSilentException silent } => new(silent.Message, false, exception) { Remedy = silent.Remedy, Sent = false },
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new($"a name cannot be resolved ({Outermost(exception)}).", true, exception) { Sent = false },
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new($"no connection could be made ({Outermost(exception)}).", true, exception) { Sent = false },
        // A retry does not help with an untrusted certificate.
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException } =>
            new($"its certificate was not accepted ({Innermost(exception)}).", false, exception) { Remedy = UntrustedRemedy, Sent = false },
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: HttpStatusCode.ProxyAuthenticationRequired } =>
            new($"the proxy requires a user and a password, or rejected them (Connect-Atlas -ProxyCredential; {Outermost(exception)}).", false, exception) { Sent = false },
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => new($"the proxy refused the connection ({Outermost(exception)}).", false, exception) { Sent = false },
        _ => new($"the connection broke before the response was complete ({Innermost(exception)}).", true, exception),
    };

    private const string UntrustedRemedy = "If a proxy or firewall inspects TLS, or a private authority issues the certificates, add its root certificate to the system's trusted authorities. "
        + "Windows: Import-Certificate -CertStoreLocation Cert:\\LocalMachine\\Root. Linux: update-ca-certificates, update-ca-trust or SSL_CERT_FILE. macOS: the keychain. "
        + "Otherwise another server responds in place of the service: do not continue. No parameter turns the check off.";

    /// <summary>Names the host of the connection, which is the proxy if there is one.</summary>
    private static string Outermost(Exception exception) => exception.Message.TrimEnd('.');

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
