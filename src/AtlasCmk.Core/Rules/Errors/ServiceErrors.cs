namespace AtlasCmk.Rules;

/// <summary>The errors of any service: no response, or an unusable response.</summary>
internal static class ServiceErrors
{
    private static readonly AtlasCmkError s_serviceUnreachable = new("ServiceUnreachable", FailureKind.Unreachable,
        meaning: "A service did not answer, or its answer was lost.",
        cause: "The name cannot be resolved, a firewall or proxy blocks the request, a certificate is not trusted, the connection broke, or the Sandbox was stopped.",
        remedy: "Check the network, the proxy and the address, then run the command again. It reads the present state before it changes anything. "
            + "If a certificate is not trusted, install the root certificate of the private authority in the system's store.");

    /// <param name="host">The host of the request.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path.</param>
    /// <param name="what">Why there is no response.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="remedy">The recommended action, if it differs from the usual one.</param>
    /// <param name="maySent">Whether the service may have received the request.</param>
    public static AtlasUnreachableException Unreachable(string host, string method, string path, string what, Exception? inner = null, string? remedy = null, bool maySent = true) =>
        new(s_serviceUnreachable, host, method, path, what, maySent, inner, remedy);

    public static readonly AtlasCmkError UnreadableAnswer = new("UnreadableAnswer", FailureKind.Protocol,
        meaning: "The answer does not have the form that the service documents.",
        cause: "Something else answered, for example the sign-in page of a proxy, or a firewall.",
        remedy: "Check the address, the proxy and the network.");

    public static readonly AtlasCmkError UntrustedAnswer = new("UntrustedAnswer", FailureKind.Protocol,
        meaning: "The answer belongs to another request.",
        cause: "A cache, a proxy or a load balancer mixes up answers, or something else answered.",
        remedy: "Nothing was changed after this answer. Check the proxy and the network, then run the command again.");

    public static readonly AtlasCmkError RedirectRefused = new("RedirectRefused", FailureKind.Protocol,
        meaning: "The answer redirects to another host, and is not followed.",
        cause: "A proxy, or an -AtlasUri that is not Atlas. Following the redirect would send the credentials to that host.",
        remedy: "Check the address (-AtlasUri), the proxy and the network.");
}
