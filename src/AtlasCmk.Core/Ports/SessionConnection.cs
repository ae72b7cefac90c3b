namespace AtlasCmk.Ports;

/// <summary>The connection that a session holds.</summary>
internal static class SessionConnection
{
    extension(AtlasSession session)
    {
        public IAtlasConnection Connection => (IAtlasConnection)session.Clients;

        /// <summary>Ends the session in every runspace that uses it. Ending it again does nothing.</summary>
        public async Task EndAsync(IOperationLog log, CancellationToken cancellation)
        {
            if (!session.TryEnd())
            {
                log.Verbose($"Session {session} has already ended.");
                return;
            }

            using var connection = session.Connection;
            await connection.SignOutAsync(log, cancellation).ConfigureAwait(false);
        }
    }
}
