namespace AtlasCmk.Clients;

/// <summary>A session's credentials are for one server.</summary>
internal static class OneHost
{
    public static void Require(Uri host, Uri target)
    {
        if (Uri.Compare(target, host, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw new InvalidOperationException($"A request for {target.Host} entered the chain of {host.Host}.");
        }
    }
}
