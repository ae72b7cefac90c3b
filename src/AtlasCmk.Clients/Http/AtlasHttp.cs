namespace AtlasCmk.Clients;

/// <summary>Puts the chain of handlers together that every request of a session to Atlas goes through.</summary>
internal static class AtlasHttp
{
    /// <summary>The chain over <paramref name="transport"/>, a <see cref="BodyHandler"/> that must not follow redirects, and which is disposed of with it.</summary>
    public static AtlasInvoker Build(ConnectionOptions options, HttpMessageHandler transport)
    {
        var credential = CredentialRules.Admit(options.Atlas ?? throw new InvalidOperationException("A session without credentials for Atlas does not talk to it."));
        _ = AtlasAddress.Admit(options.AtlasUri);
        return credential.IsToken ? WithGivenToken(options, credential, transport)
            : credential.IsServiceAccount ? WithToken(options, credential, transport)
            : WithKey(options, credential, transport);
    }

    private static AtlasInvoker WithGivenToken(ConnectionOptions options, AtlasCredential token, HttpMessageHandler transport) =>
        new(Signed(new GivenTokenHandler(transport, options.AtlasUri, token.Secret, options.Time), options.Time), null);

    private static AtlasInvoker WithKey(ConnectionOptions options, AtlasCredential key, HttpMessageHandler transport) =>
        new(Signed(new DigestHandler(transport, options.AtlasUri, new(key), options.Time), options.Time), null);

    private static AtlasInvoker WithToken(ConnectionOptions options, AtlasCredential account, HttpMessageHandler transport)
    {
        var token = new SessionToken(new(new HttpMessageInvoker(Outer(transport, options.Time), disposeHandler: false), options.AtlasUri, account, options.Time), options.Time);
        return new(Signed(new BearerHandler(transport, options.AtlasUri, token), options.Time), token);
    }

    private static SunsetHandler Signed(HttpMessageHandler signIn, TimeProvider time) => new(Outer(signIn, time), time);

    /// <summary>What requests for a token and all others have in common.</summary>
    private static UserAgentHandler Outer(HttpMessageHandler inner, TimeProvider time) => new(new RetryHandler(new TraceHandler(inner, time), time));
}
