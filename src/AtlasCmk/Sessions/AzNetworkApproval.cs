using System.Collections;
using System.Management.Automation;

namespace AtlasCmk.Sessions;

/// <summary>Az.Network's cmdlet with the same name, for resources that are not key vaults. On the pipeline thread.</summary>
/// <remarks>Finding it imports Az.Network if it is installed: only that module supports the resource that the caller named.</remarks>
internal sealed class AzNetworkApproval
{
    private static readonly HashSet<string> s_parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "ResourceId", "Name", "ServiceName", "ResourceGroupName", "PrivateLinkResourceType", "Description", "DefaultProfile",
        "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "Verbose", "Debug",
    };

    private readonly PSCmdlet _cmdlet;
    private readonly CommandInfo _command;

    private AzNetworkApproval(PSCmdlet cmdlet, CommandInfo command) => (_cmdlet, _command) = (cmdlet, command);

    /// <summary>Null if Az.Network is not installed, or must not be loaded.</summary>
    public static AzNetworkApproval? Find(PSCmdlet cmdlet) =>
        cmdlet.InvokeCommand.GetCommand(@"Az.Network\Approve-AzPrivateEndpointConnection", CommandTypes.Cmdlet | CommandTypes.Function) is { } command ? new(cmdlet, command) : null;

    /// <summary>Whether Az.Network's cmdlet has the parameter. It has no -WhatIf and no -Confirm.</summary>
    public static bool Takes(string parameter) => s_parameters.Contains(parameter);

    /// <summary>Runs it as part of this pipeline, with its output and errors.</summary>
    public void Run(Hashtable parameters)
    {
        using var pipeline = ScriptBlock.Create("param($command, $parameters) & $command @parameters").GetSteppablePipeline(CommandOrigin.Internal, [_command, parameters]);
        // It does not expect input: piped values are in the parameters.
        pipeline.Begin(expectInput: false, (EngineIntrinsics)_cmdlet.SessionState.PSVariable.GetValue("ExecutionContext"));
        pipeline.Process();
        pipeline.End();
    }
}
