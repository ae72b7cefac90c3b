namespace AtlasCmk.Rules;

/// <summary>The errors of any service: no response, or an unusable response.</summary>
internal static class ServiceErrors
{
    private static readonly AtlasCmkError s_serviceUnreachable = new("ServiceUnreachable", FailureKind.Unreachable,
        meaning: "A service did not answer, or its answer was lost.",
        cause: "The name cannot be resolved, a firewall or proxy blocks the request, a certificate is not trusted, the connection broke, or the Sandbox was stopped.",
        remedy: "Check the network, the proxy and the address, then run the command again. It reads the present state before it changes anything. "
            + "If a certificate is not trusted, install the root certificate of the private authority in the system's store.");

    public static AtlasUnreachableException Unreachable(string host, string method, string path, string what, Exception? inner = null, string? remedy = null) =>
        new(s_serviceUnreachable, host, method, path, what, inner, remedy);

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
