namespace AtlasCmk.Rules;

/// <summary>What a request to any of the services can end with: no answer, or one that cannot be used.</summary>
internal static class ServiceErrors
{
    private static readonly AtlasCmkError s_serviceUnreachable = new("ServiceUnreachable", FailureKind.Unreachable,
        meaning: "A service gave no answer, or its answer was lost on the way.",
        cause: "The name cannot be resolved, a firewall or proxy stands between, a certificate is not trusted, the connection broke, or a Sandbox is not running any more.",
        remedy: "Check the network, the proxy and the address, and run the command again: it looks at what is there before it changes anything. Where a certificate is not trusted, have the root certificate of the private authority in the system's store.");

    public static AtlasUnreachableException Unreachable(string host, string method, string path, string what, Exception? inner = null, string? remedy = null) =>
        new(s_serviceUnreachable, host, method, path, what, inner, remedy);

    public static readonly AtlasCmkError UnreadableAnswer = new("UnreadableAnswer", FailureKind.Protocol,
        meaning: "The answer is not what the service promises.",
        cause: "Something in between answered in its place, for example a proxy's sign-in page or a firewall's refusal.",
        remedy: "Check the address, the proxy and the network.");

    public static readonly AtlasCmkError UntrustedAnswer = new("UntrustedAnswer", FailureKind.Protocol,
        meaning: "The answer is about something else than was asked.",
        cause: "A cache, a proxy or a load balancer between here and the service mixes up answers; or something answers in the service's place.",
        remedy: "No change followed this answer. Check the proxy and the network, then run the command again.");

    public static readonly AtlasCmkError RedirectRefused = new("RedirectRefused", FailureKind.Protocol,
        meaning: "The answer leads to another host, and is not followed.",
        cause: "Something in between; or -AtlasUri is not Atlas's own address. Following would carry the credentials there.",
        remedy: "Check the address (-AtlasUri) and whatever stands between here and the service.");
}
