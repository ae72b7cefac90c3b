using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Connections;

/// <summary>A connection to approve or reject, and its owner.</summary>
/// <param name="Id">The connection.</param>
/// <param name="Owner">The owner, as far as Atlas was read.</param>
/// <param name="AskedFor">The command's project. Null without an Atlas session.</param>
internal sealed record FoundConnection(ConnectionId Id, ConnectionOwner Owner, string? AskedFor)
{
    /// <summary>Whether the caller named this connection. A piped connection was not checked by a person.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>The endpoint in Atlas that has this connection.</summary>
    public AkvPrivateEndpoint? Endpoint => Owner.Endpoint;

    /// <summary>What it means that no endpoint claims the connection.</summary>
    public string? Doubt =>
        Endpoint is not null ? null
        : AskedFor is null ? $"Atlas was not asked who owns connection {Id.Name} of vault {Id.Vault.Name}"
        : Owner.Unread.Count > 0 ? $"Who owns connection {Id.Name} of vault {Id.Vault.Name} is unknown: Atlas does not list it for project {AskedFor}, and this could not be read: {Owner.UnreadText}"
        : $"Atlas does not list the connection {Id.Name} of vault {Id.Vault.Name} for project {AskedFor}, nor for any other project that this session can see";

    /// <summary>What another visible project loses if its connection is rejected or removed.</summary>
    private string? Harm =>
        Endpoint is { } endpoint && AskedFor is not null && endpoint.ProjectId != AskedFor
            ? $"The connection {Id.Name} of vault {Id.Vault.Name} does not belong to project {AskedFor}: Atlas lists it for {endpoint.RegionName} of project {endpoint.ProjectId}"
            : null;

    /// <summary>Asks for confirmation, and for an additional one if the connection does not belong to the project.</summary>
    /// <param name="confirmation">Asks for confirmation.</param>
    /// <param name="action">The action on the connection.</param>
    /// <param name="loss">The text about clusters.</param>
    /// <param name="whose">The text about its owner.</param>
    /// <param name="mayHarm">Whether the action harms the owner.</param>
    public async Task<bool> ConfirmAsync(IConfirmation confirmation, string action, string loss, string whose, bool mayHarm) =>
        await confirmation.ShouldProcessAsync($"private endpoint connection {Id.Name} of vault {Id.Vault.Name}{(Endpoint is null ? "" : whose)}",
            loss.Length == 0 ? action : $"{action} the connection{loss}").ConfigureAwait(false)
        && ((AskedFor is null ? null : Doubt ?? (mayHarm ? Harm : null)) is not { } concern
            || await confirmation.ShouldContinueAsync($"{concern}. Continue?", "Not this project's connection").ConfigureAwait(false));
}
