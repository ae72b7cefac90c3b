namespace AtlasCmk.Clients;

/// <summary>Puts the chain of handlers together that every request of a session to Atlas goes through.</summary>
internal static class AtlasHttp
{
    /// <summary>The chain over <paramref name="transport"/>, a <see cref="BodyHandler"/> that must not follow redirects, and which is disposed of with it.</summary>
    public static AtlasInvoker Build(ConnectionOptions options, HttpMessageHandler transport)
    {
        var credential = options.Atlas ?? throw new InvalidOperationException("A session without credentials for Atlas does not talk to it.");
        RefuseUnsafeAddress(options.AtlasUri);
        RefuseUnsendable(credential);
        return credential.IsServiceAccount ? WithToken(options, credential, transport) : WithKey(options, credential, transport);
    }

    private static AtlasInvoker WithKey(ConnectionOptions options, AtlasCredential key, HttpMessageHandler transport) =>
        new(Outer(new DigestHandler(transport, options.AtlasUri, new(key), options.Time), options.Time), null);

    private static AtlasInvoker WithToken(ConnectionOptions options, AtlasCredential account, HttpMessageHandler transport)
    {
        var token = new SessionToken(new(new HttpMessageInvoker(Outer(transport, options.Time), disposeHandler: false), options.AtlasUri, account, options.Time), options.Time);
        return new(Outer(new BearerHandler(transport, options.AtlasUri, token), options.Time), token);
    }

    /// <summary>What requests for a token and all others have in common.</summary>
    private static UserAgentHandler Outer(HttpMessageHandler inner, TimeProvider time) => new(new RetryHandler(new TraceHandler(inner, time), time));

    private static void RefuseUnsafeAddress(Uri address)
    {
        var safe = address is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
        if (!safe)
        {
            throw Failures.SessionSettingsContradict(
                $"The address '{Shown(address)}' cannot be used for Atlas: keys travel over https only, or over http to this machine itself, and an address has no user, query or fragment.",
                "Give an address such as https://cloud.mongodb.com/ (-AtlasUri).", Shown(address));
        }

        if (address.Host.EndsWith("mongodbgov.com", StringComparison.OrdinalIgnoreCase))
        {
            throw Failures.AtlasForGovernment(address);
        }
    }

    // Whoever puts a user into the address may have put a password there too.
    private static string Shown(Uri address) =>
        address.IsAbsoluteUri ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : address.OriginalString;

    // The value is not shown: where the two halves were swapped, it is the secret one.
    private static void RefuseUnsendable(AtlasCredential credential)
    {
        if (credential.Id.Length > 0 && credential.Id.All(c => c is > ' ' and <= '~' and not (':' or '"' or '\\')))
        {
            return;
        }

        throw credential.IsServiceAccount
            ? Failures.SessionSettingsContradict(
                "The client id is empty, or has characters that no client id of Atlas has.",
                "Give the client id as the user name and the client secret as the password (-ServiceAccount).")
            : Failures.SessionSettingsContradict(
                "The public key is empty, or has characters that no public key of Atlas has.",
                "Give the public key as the user name and the private key as the password (-Credential).");
    }
}
