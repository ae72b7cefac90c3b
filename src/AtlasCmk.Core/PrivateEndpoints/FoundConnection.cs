namespace AtlasCmk;

/// <summary>A connection that somebody is to decide on, and what Atlas says of it.</summary>
/// <param name="Id">The connection.</param>
/// <param name="Endpoint">The endpoint with which Atlas lists it; null where nobody vouches for it.</param>
/// <param name="AskedFor">The project for which Atlas was asked; null where there is no session with Atlas.</param>
internal sealed record FoundConnection(ConnectionId Id, AkvPrivateEndpoint? Endpoint, string? AskedFor)
{
    /// <summary>Where nobody vouches for it: what that means.</summary>
    public string? Doubt =>
        Endpoint is not null ? null
        : AskedFor is null ? $"Atlas was not asked whose connection {Id.Name} of vault {Id.Vault.Name} is"
        : $"Atlas does not list the connection {Id.Name} of vault {Id.Vault.Name} for project {AskedFor}: it belongs to someone else";

    /// <summary>Asks whether to go on; and once more about a connection of which Atlas says that it is not the project's.</summary>
    public async Task<bool> ConfirmAsync(IConfirmation confirmation, string action, string whose) =>
        await confirmation.ShouldProcessAsync($"private endpoint connection {Id.Name} of vault {Id.Vault.Name}{(Endpoint is null ? "" : whose)}", action).ConfigureAwait(false)
        && (Doubt is null || AskedFor is null || await confirmation.ShouldContinueAsync($"{Doubt}. Go on?", "Not this project's connection").ConfigureAwait(false));
}
