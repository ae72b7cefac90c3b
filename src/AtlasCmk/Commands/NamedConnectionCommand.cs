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
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    private protected override ConnectionRequest Request(AtlasSession? session, ProjectWork? project) =>
        ParameterSetName != ByName ? base.Request(session, project)
        : project is null ? throw Failures.NotConnected()
        : new(null, Name, null, false);
}
