using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The checks before every operation, in the real service's order: authentication, version, role, rate limit.</summary>
internal sealed class AtlasPipeline(SandboxWorld world, AccessCheck access)
{
    private static readonly JsonSerializerOptions s_pretty = new() { WriteIndented = true };

    public Task RunAsync(AtlasApiOperation operation, HttpContext http) => AnswerAsync(http, async () =>
    {
        var credential = world.Do(() => access.Admit(http));
        var version = VersionNegotiation.Choose(http.Request.Headers.Accept, operation.Versions);
        SetVersionHeaders(http.Response, operation, version);
        var body = operation.HasBody ? await RequestBody.ReadAsync(http.Request) : default;
        var request = new AtlasApiRequest(world, credential, http.Request) { Version = version, Body = body };
        var answer = world.Do(() => Answer(operation, request, http));
        await WriteAsync(http, answer, $"{version.MediaType};charset=utf-8");
    });

    /// <summary>Unknown paths require authentication too, before the 404.</summary>
    public Task RefuseAsync(HttpContext http, ApiErrorException error) => AnswerAsync(http, () =>
    {
        world.Do(() => access.Admit(http));
        throw error;
    });

    private AtlasApiResponse Answer(AtlasApiOperation operation, AtlasApiRequest request, HttpContext http)
    {
        CheckOrganization();
        if (operation.Needs > RoleNeed.AnyCredential)
        {
            RoleCheck.Demand(request, operation.Needs);
        }

        Take(operation, request, http);
        if (world.IsUpgrading && operation.Method != "GET")
        {
            throw new ApiErrorException(405, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", "Write operations are not allowed during an application upgrade.");
        }

        Refuse(operation.Method, http.Request.Path);
        return operation.Handle(request);
    }

    /// <summary>As recorded, errors have the headers too, and a response to unknown credentials does not.</summary>
    private void Take(AtlasApiOperation operation, AtlasApiRequest request, HttpContext http)
    {
        var scope = operation.RateLimit.Scope == RateLimitSet.Group ? request.Project.Id : request.Credential.Id;
        var taken = world.RateLimits.Take(operation.RateLimit, scope, AnswerCount.AtArrival(http));
        http.Response.Headers["Ratelimit-Limit"] = taken.Capacity.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Ratelimit-Remaining"] = taken.Remaining.ToString(CultureInfo.InvariantCulture);
        AnswerCount.AfterAnswer(http, number => taken.WasSent(number, world.Clock.Now));
        if (taken.Wait is not { } wait)
        {
            return;
        }

        var path = operation.Route.TrimStart('/');
        throw new ApiErrorException(429, "RATE_LIMITED_TOKEN_BUCKET",
            $"Rate limit exceeded for {path}. Please retry after {wait} seconds. Request capacity: {taken.Capacity}. Refill rate: {taken.Refill} per {RateLimitSet.RefillSeconds} seconds.",
            path, wait, taken.Capacity, taken.Refill, RateLimitSet.RefillSeconds) { RetryAfter = wait };
    }

    private void Refuse(string method, string path)
    {
        if (world.Refusals.Find(r => r.Concerns(method, path)) is not { } refusal)
        {
            return;
        }

        if (--refusal.Times == 0)
        {
            world.Refusals.Remove(refusal);
        }

        throw new ApiErrorException(refusal.Status, refusal.ErrorCode, refusal.Detail) { RetryAfter = refusal.RetryAfter };
    }

    private void CheckOrganization()
    {
        var (id, name) = (world.Organization.Id, world.Organization.Name);
        switch (world.Organization.State)
        {
            case "inactive":
                throw ApiErrors.BadRequest("INACTIVE_ORG", $"Organization {name} ({id}) is inactive.", id);
            case "suspended":
                throw new ApiErrorException(402, "ACCOUNT_SUSPENDED", $"The account of organization {name} ({id}) is suspended.", id);
        }
    }

    private static async Task AnswerAsync(HttpContext http, Func<Task> answer)
    {
        http.Response.Headers.Server = "mdbws";
        try
        {
            await answer();
        }
        catch (UnauthorizedException refusal)
        {
            http.Response.Headers.WWWAuthenticate = refusal.Challenge;
            await WriteErrorAsync(http, 401, refusal.Error);
        }
        catch (ApiErrorException error)
        {
            if (error.RetryAfter is { } seconds)
            {
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            http.Response.Headers["X-Error-Code"] = error.ErrorCode;
            await WriteErrorAsync(http, error.Status, error);
        }
    }

    private static Task WriteErrorAsync(HttpContext http, int status, ApiErrorException? error) =>
        WriteAsync(http, new AtlasApiResponse(status, error?.ToJson()), "application/json");

    private static async Task WriteAsync(HttpContext http, AtlasApiResponse answer, string contentType)
    {
        http.Response.StatusCode = answer.Status;

        // As recorded: a 204 has a content type, although it has no body.
        http.Response.ContentType = contentType;
        if (answer.Body is not { } body)
        {
            return;
        }

        if (IsSet(http, "envelope"))
        {
            body = Envelope(body, answer.Status);
        }

        // Clients must ignore unknown fields.
        body["sandboxUnknownField"] = new JsonObject { ["note"] = "Not in the published description." };
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(IsSet(http, "pretty") ? s_pretty : null));
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static bool IsSet(HttpContext http, string flag) => http.Request.Query[flag] == "true";

    /// <summary>A list is an envelope already, so only the status is added.</summary>
    private static JsonObject Envelope(JsonObject body, int status)
    {
        var envelope = body.ContainsKey("results") ? body : new JsonObject { ["content"] = body };
        envelope["status"] = status;
        return envelope;
    }

    /// <summary>These describe the version, so errors have them too. A version is deprecated from the date of the next one.</summary>
    private static void SetVersionHeaders(HttpResponse response, AtlasApiOperation operation, ApiVersion version)
    {
        if (JavaMethods.Of(operation, version) is { } method)
        {
            response.Headers["X-Java-Method"] = method;
        }

        if (version.Sunset is { } sunset)
        {
            // Assumption: the sunset date of a last version that is withdrawn with its operation was not recorded.
            var next = operation.Versions.Where(v => v.Date > version.Date).MinBy(v => v.Date) ?? version;
            response.Headers["Deprecation"] = HttpDate(next.Date);
            response.Headers["Sunset"] = HttpDate(sunset);
        }
    }

    /// <summary>Atlas writes days below 10 with one digit.</summary>
    private static string HttpDate(DateOnly date) => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).ToString("ddd, d MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture);
}
