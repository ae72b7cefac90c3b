using System.Net;
using System.Security.Authentication;

namespace AtlasCmk.Clients;

/// <summary>Why a request came to no answer, in words for a user, and whether another try may help.</summary>
internal sealed record ConnectionLoss(string What, bool MayPass, Exception Cause)
{
    /// <summary>What to do about it, where that is not the same as for every connection that was lost.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether the request may have arrived.</summary>
    public bool Sent { get; init; } = true;

    /// <param name="timeout">What a cancellation that nobody asked for means.</param>
    public static ConnectionLoss From(Exception exception, TimeSpan timeout) => exception switch
    {
        OperationCanceledException => new($"there was no answer within {timeout.TotalSeconds:0} s.", true, exception),
        // One that is started anew is another, with another authority and other keys.
        HttpRequestException { InnerException: SandboxSilentException silent } => new(silent.Message, false, exception) { Remedy = silent.Remedy, Sent = false },
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new($"a name cannot be resolved ({Outermost(exception)}).", true, exception) { Sent = false },
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new($"no connection could be made ({Outermost(exception)}).", true, exception) { Sent = false },
        // A certificate that is not trusted now is not trusted in a second either.
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException } =>
            new($"its certificate was not accepted ({Innermost(exception)}).", false, exception) { Remedy = UntrustedRemedy, Sent = false },
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: HttpStatusCode.ProxyAuthenticationRequired } =>
            new($"the proxy asks for a user and a password, or rejects those that it was given (Connect-Atlas -ProxyCredential; {Outermost(exception)}).", false, exception) { Sent = false },
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => new($"the proxy refused the connection ({Outermost(exception)}).", false, exception) { Sent = false },
        _ => new($"the connection broke before the answer was complete ({Innermost(exception)}).", true, exception),
    };

    private const string UntrustedRemedy = "Where a proxy or firewall opens TLS in your network, or a private authority issues the certificates, have its root certificate in the system's store of trusted authorities, which AtlasCmk goes by: Import-Certificate -CertStoreLocation Cert:\\LocalMachine\\Root on Windows, update-ca-certificates or update-ca-trust on Linux (or SSL_CERT_FILE), the keychain on macOS. Where neither is so, somebody else answers in the service's place: do not go on. No parameter turns the check off.";

    /// <summary>Names the host that was to be reached, which is the proxy's where one stands on the way.</summary>
    private static string Outermost(Exception exception) => exception.Message.TrimEnd('.');

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
