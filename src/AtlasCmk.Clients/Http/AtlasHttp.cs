namespace AtlasCmk.Clients;

/// <summary>Puts the chain of handlers together that every request of a session to Atlas goes through.</summary>
internal static class AtlasHttp
{
    /// <summary>The chain over <paramref name="transport"/>, which must not follow redirects, and which is disposed of with it.</summary>
    public static HttpMessageInvoker Build(ConnectionOptions options, HttpMessageHandler transport)
    {
        var key = options.Atlas ?? throw new InvalidOperationException("A session without an API key does not talk to Atlas.");
        RefuseUnsafeAddress(options.AtlasUri);
        RefuseUnsendableKey(key.Id);
        HttpMessageHandler chain = new DigestHandler(transport, options.AtlasUri, new(key), options.Time);
        chain = new BodyHandler(chain);
        chain = new TraceHandler(chain, options.Time);
        chain = new RetryHandler(chain, options.Time);
        chain = new UserAgentHandler(chain);
        return new(chain, disposeHandler: true);
    }

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
    }

    // Whoever puts a user into the address may have put a password there too.
    private static string Shown(Uri address) =>
        address.IsAbsoluteUri ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : address.OriginalString;

    // The value is not shown: where the two keys were swapped, it is the private one.
    private static void RefuseUnsendableKey(string publicKey)
    {
        if (publicKey.Length == 0 || publicKey.Any(c => c is <= ' ' or > '~' or ':' or '"' or '\\'))
        {
            throw Failures.SessionSettingsContradict(
                "The public key is empty, or has characters that no public key of Atlas has.",
                "Give the public key as the user name and the private key as the password (-Credential).");
        }
    }
}
