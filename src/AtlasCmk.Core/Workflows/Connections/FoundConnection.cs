using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Connections;

/// <summary>A connection to decide on, and who owns it.</summary>
/// <param name="Id">The connection.</param>
/// <param name="Owner">Who owns it, as far as Atlas was asked.</param>
/// <param name="AskedFor">The project that the command works on; null where there is no session with Atlas.</param>
internal sealed record FoundConnection(ConnectionId Id, ConnectionOwner Owner, string? AskedFor)
{
    /// <summary>Whether the caller named this connection: what came through the pipeline, nobody has looked at.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>The endpoint with which Atlas lists it.</summary>
    public AkvPrivateEndpoint? Endpoint => Owner.Endpoint;

    /// <summary>Where no endpoint claims it: what that means.</summary>
    public string? Doubt =>
        Endpoint is not null ? null
        : AskedFor is null ? $"Atlas was not asked who owns connection {Id.Name} of vault {Id.Vault.Name}"
        : Owner.Unread.Count > 0 ? $"Who owns connection {Id.Name} of vault {Id.Vault.Name} is unknown: Atlas does not list it for project {AskedFor}, and this could not be read: {Owner.UnreadText}"
        : $"Atlas does not list the connection {Id.Name} of vault {Id.Vault.Name} for project {AskedFor}, nor for any other project that this session can see";

    /// <summary>What another project of the session loses where its connection is rejected or removed.</summary>
    private string? Harm =>
        Endpoint is { } endpoint && AskedFor is not null && endpoint.ProjectId != AskedFor
            ? $"The connection {Id.Name} of vault {Id.Vault.Name} does not belong to project {AskedFor}: Atlas lists it for {endpoint.RegionName} of project {endpoint.ProjectId}"
            : null;

    /// <summary>Asks whether to go on, and once more about a connection that is not the project's.</summary>
    /// <param name="confirmation">Whom to ask.</param>
    /// <param name="action">What happens to the connection.</param>
    /// <param name="loss">What the action adds about clusters.</param>
    /// <param name="whose">What Atlas says about its owner.</param>
    /// <param name="mayHarm">Whether the owner loses by it.</param>
    public async Task<bool> ConfirmAsync(IConfirmation confirmation, string action, string loss, string whose, bool mayHarm) =>
        await confirmation.ShouldProcessAsync($"private endpoint connection {Id.Name} of vault {Id.Vault.Name}{(Endpoint is null ? "" : whose)}", loss.Length == 0 ? action : $"{action} the connection{loss}").ConfigureAwait(false)
        && ((AskedFor is null ? null : Doubt ?? (mayHarm ? Harm : null)) is not { } concern
            || await confirmation.ShouldContinueAsync($"{concern}. Continue?", "Not this project's connection").ConfigureAwait(false));
}
