using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Sends any request to the Atlas Administration API, with the session's authentication, retries and paging.</summary>
/// <remarks>
/// <para>Use it for operations that AtlasCmk has no cmdlet for. The path is appended to the session's Atlas address. A path that leads to another host or
/// outside the API is refused, because the credentials would be sent there.</para>
/// <para>The response is returned as objects; an empty response returns nothing. A list is returned as Atlas sends it, with its items in results. -All reads every page, and returns the items.</para>
/// <para>A request that exceeds a rate limit (429) is retried with any method. If the response is lost, only GET, PUT and DELETE are retried; after a server
/// error (500), only GET. If it is unknown whether a change was made, the error says so and gives the command that shows it.</para>
/// <para>Every method except GET is a change: -WhatIf and -Confirm apply, and neither shows the body. DELETE always requires confirmation, because it may
/// delete a cluster and its data; -Force skips it.</para>
/// </remarks>
/// <example>
/// <para>List paused clusters, with an API version that reports it</para>
/// <code>Invoke-AtlasRequest "/groups/$project/clusters" -ApiVersion 2024-08-05 -All | Where-Object paused</code>
/// </example>
/// <example>
/// <para>Turn Cloud Backup on for a cluster</para>
/// <code>Invoke-AtlasRequest "/groups/$project/clusters/$cluster1" -Method PATCH -Body @{ backupEnabled = $true } -ApiVersion 2024-10-23</code>
/// </example>
/// <note>Atlas: the role that the operation's documentation names. Azure: none.</note>
/// <error>NotAnAtlasName PathLeavesTheHost VersionIsNoDate AllPagesOfNoList BodyNotAllowed BodyIsNoJson BodyNotUnderstood NotFoundInAtlas CannotAsk CannotConfirm</error>
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

    /// <summary>The request body: a hashtable, an object, an array, or JSON as text. It may contain strings, numbers, booleans and dates.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Body { get; set; }

    /// <summary>The version of the operation, a date. Atlas uses the newest version that is not later than this date.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ApiVersion { get; set; } = "2025-03-12";

    /// <summary>Reads every page of a list, and returns its items.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Skips the confirmation of a DELETE.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        // A piped object is not part of the request: only its session is used.
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

    /// <summary>Asks before a change. No cmdlet has checked what a DELETE would affect.</summary>
    private static async Task<bool> MayAsync(WorkItem item, AtlasRequest request) =>
        await item.ShouldProcessAsync(request.Path, request.Method).ConfigureAwait(false)
        && (request.Method != "DELETE" || await item.ShouldContinueAsync($"Atlas will delete {request.Path} and everything in it. Continue?", "Delete in Atlas").ConfigureAwait(false));

    private AtlasRequest Request()
    {
        var body = (Body as PSObject)?.BaseObject is string wrapped ? wrapped : Body;
        var request = AtlasRequestReading.Create(Method, Path, ApiVersion) with
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
