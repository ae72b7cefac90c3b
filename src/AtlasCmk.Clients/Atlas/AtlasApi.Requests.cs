using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Requests of Invoke-AtlasRequest.</summary>
internal sealed partial class AtlasApi
{
    public async IAsyncEnumerable<object?> InvokeAsync(AtlasRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var operation = OperationOf(request);
        var call = new AtlasCall(request.Method, request.Path, operation.RequiredRole)
        {
            Look = request.Method == "GET" ? null : PowerShellCommand.Of($"Invoke-AtlasRequest {request.Path} -ApiVersion {request.Version}"),
        };
        if (request.AllPages)
        {
            await foreach (var item in _channel.ListAsync<JToken>(operation, call, QueryBesidePaging(request.Query), cancellation,
                () => RequestErrors.AllPagesOfNoList($"{request.Method} {request.Path}")).ConfigureAwait(false))
            {
                yield return PlainJson.Read(item);
            }

            yield break;
        }

        var answer = await _channel.SendAsync(operation, call, request.Query, PlainJson.BodyOf(request), cancellation).ConfigureAwait(false);
        if (!answer.IsEmpty)
        {
            yield return PlainJson.Read(answer.Parse());
        }
    }

    /// <summary>For an unknown operation, only methods that HTTP defines as idempotent are retried.</summary>
    private static AtlasOperation OperationOf(AtlasRequest request)
    {
        var method = new HttpMethod(request.Method);
        return new(method, request.Path, request.Version, "what its documentation names")
        {
            Repeatable = method == HttpMethod.Get || method == HttpMethod.Put || method == HttpMethod.Delete,
        };
    }

    /// <summary>Paging sets these parameters itself.</summary>
    private static string QueryBesidePaging(string query) => string.Concat(query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Where(p => p.Split('=')[0] is not ("pageNum" or "itemsPerPage" or "includeCount" or "envelope")).Select(p => "&" + p));
}
