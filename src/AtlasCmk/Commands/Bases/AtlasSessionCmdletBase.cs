using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>The base of cmdlets that use one session.</summary>
public abstract class AtlasSessionCmdletBase : AtlasServiceCmdletBase
{
    private protected AtlasSessionCmdletBase()
    {
    }

    /// <summary>The session to use, from New-AtlasSession or Connect-Atlas. Default: the session that the piped object came from, else the one that Connect-Atlas created in this runspace.</summary>
    [Parameter]
    [LiveSession]
    [ValidateNotNull]
    public AtlasSession? Session { get; set; }

    private protected sealed override AtlasSession? NamedSession => Session;
}
