using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>What Deny- and Remove-AtlasAkvPrivateEndpointConnection have in common: a connection may be named by its name in the project's vault.</summary>
public abstract class NamedConnectionCommand : ConnectionCommand
{
    private const string ByName = "ByName";

    private protected NamedConnectionCommand()
    {
    }

    /// <summary>The connection's name in the project's vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, Position = 0)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ConnectionCompleter))]
    public string? Name { get; set; }

    private protected override IEnumerable<ConnectionRequest> Requests(AtlasSession? session) =>
        ParameterSetName == ByName ? [new(null, Name!.Trim(), null, false)] : base.Requests(session);
}
