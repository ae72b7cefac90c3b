using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Asks the Atlas Administration API for any operation, with the session's sign-in, its retries and its paging.</summary>
/// <remarks>
/// <para>For what AtlasCmk has no cmdlet for. The path is put behind the session's own address; one that would lead to another host or out of the API is refused, since the credentials would go there.</para>
/// <para>What Atlas answers comes out as objects; an empty answer emits nothing. A list comes as Atlas gives it, with its items in results; -All reads it to its end, and emits the items.</para>
/// <para>A request that Atlas limits (429) is sent again, whatever its method. After a lost answer only GET, PUT and DELETE are, and after a fault (500) only GET. Where it stays unknown whether a change was carried out, the error says so and gives the command that shows it.</para>
/// <para>Everything but GET is a change: -WhatIf and -Confirm apply, and the body is shown by neither. DELETE is asked about always, since it may take a cluster and its data with it; -Force answers beforehand.</para>
/// </remarks>
/// <example>
/// <para>Clusters that are paused, in a version of the API that tells it</para>
/// <code>Invoke-AtlasRequest "/groups/$project/clusters" -ApiVersion 2024-08-05 -All | Where-Object paused</code>
/// </example>
/// <example>
/// <para>Turn Cloud Backup on for a cluster</para>
/// <code>Invoke-AtlasRequest "/groups/$project/clusters/$cluster1" -Method PATCH -Body @{ backupEnabled = $true } -ApiVersion 2024-10-23</code>
/// </example>
/// <note>Atlas: whatever role the operation's documentation names. Azure: none.</note>
/// <error>NotAnAtlasName PathLeavesTheHost VersionIsNoDate AllPagesOfNoList BodyNotAllowed BodyIsNoJson BodyNotUnderstood NotFoundInAtlas CannotConfirm</error>
/// <seealso href="https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/">Atlas Administration API</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "AtlasRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject))]
public sealed class InvokeAtlasRequestCommand : AtlasSessionCmdletBase
{
    /// <summary>The path of the operation, with its query, for example /groups/{id}/clusters; with or without /api/atlas/v2 in front.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateText]
    public string Path { get; set; } = "";

    /// <summary>The HTTP method.</summary>
    [Parameter]
    [ValidateSet("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>What is sent: a hashtable, an object or an array of values, or JSON as text. Texts, numbers, booleans and dates may be in it.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>The version of the operation, a date. Atlas serves the newest version that is not younger.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ApiVersion { get; set; } = "2025-03-12";

    /// <summary>Reads a list to its end, page by page, and emits its items.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Answers the question about a DELETE beforehand.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        // Nothing of a piped object is in the request: only its session may be meant.
        if (MyInvocation.ExpectingInput && Piped is not (AtlasSession or AtlasResource))
        {
            throw InputErrors.InputNotUnderstood(Piped, "session", "session");
        }

        var session = CurrentAtlasSession;
        var request = Request();
        var atlas = ContextOf(session).Atlas;
        Pump.Start(session, Force, async item =>
        {
            if (request.Method == "GET" || await MayAsync(item, request).ConfigureAwait(false))
            {
                await foreach (var output in atlas.InvokeAsync(request, Cancellation).ConfigureAwait(false))
                {
                    item.Emit(PlainValues.ToShell(output));
                }
            }
        });
    }

    /// <summary>No cmdlet stands between the caller and what he names here: nothing has looked what a DELETE would hit.</summary>
    private static async Task<bool> MayAsync(WorkItem item, AtlasRequest request) =>
        await item.ShouldProcessAsync(request.Path, request.Method).ConfigureAwait(false)
        && (request.Method != "DELETE" || await item.ShouldContinueAsync($"Atlas will delete {request.Path} and everything in it. Continue?", "Delete in Atlas").ConfigureAwait(false));

    private AtlasRequest Request()
    {
        var body = (Body as PSObject)?.BaseObject is string wrapped ? wrapped : Body;
        var request = AtlasRequest.Create(Method, Path, ApiVersion) with
        {
            Body = body is string ? null : PlainValues.FromShell(body),
            BodyText = body as string,
            AllPages = All,
        };
        if (request.AllPages && request.Method != "GET")
        {
            throw RequestErrors.AllPagesOfNoList(request.ToString());
        }

        return body is not null && request.Method is ("GET" or "DELETE")
            ? throw RequestErrors.BodyNotAllowed(request.Method)
            : request;
    }
}
