namespace AtlasCmk.Clients;

/// <summary>Ensures that a session's credentials go to only one server.</summary>
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
