using System.Net;
using AtlasCmk.Sandbox.Atlas;
using AtlasCmk.Sandbox.Azure.Arm;
using AtlasCmk.Sandbox.Azure.Graph;
using AtlasCmk.Sandbox.Azure.KeyVault;
using AtlasCmk.Sandbox.Azure.Login;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>The request pipeline: the control API, then logging, latency and faults, then a face.</summary>
internal static class SandboxPipeline
{
    public static void ListenLocalhostOnly(this KestrelServerOptions kestrel, int port, CertificateAuthority authority)
    {
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(authority.IssueForFaces()));
        kestrel.Listen(IPAddress.Loopback, 0);
    }

    public static void Build(IApplicationBuilder app, SandboxServices services)
    {
        Branch(app, request => request.Path.StartsWithSegments("/sandbox"), routes => ControlFace.Map(routes, services));
        app.Use(AnswerCount.NoteArrivalAsync);
        app.Use(services.Requests.InvokeAsync);
        app.Use(TellMisdirected);
        if (services.Recorder is { } recorder)
        {
            app.Use(recorder.InvokeAsync);
        }

        app.Use(VaultChanges.Counting());
        if (services.Options.Latency > TimeSpan.Zero)
        {
            app.Use(async (context, next) =>
            {
                await Task.Delay(services.Options.Latency, services.Time, context.RequestAborted);
                await next(context);
            });
        }

        app.Use(services.Gate.InvokeAsync);
        app.Use(services.Faults.InvokeAsync);
        Branch(app, request => Face.Of(request) == Face.Atlas, routes => AtlasFace.Map(routes, services.World));
        Branch(app, request => Face.Of(request) == Face.Arm, routes => ArmFace.Map(routes, services.World, services.Tokens));
        Branch(app, request => Face.Of(request) == Face.KeyVault, routes => KeyVaultFace.Map(routes, services.World, services.Tokens));
        Branch(app, request => Face.Of(request) == Face.Graph, routes => GraphFace.Map(routes, services.World, services.Tokens));
        Branch(app, request => Face.Of(request) == Face.Login, routes => LoginFace.Map(routes, services.World, services.Tokens));
        Branch(app, request => Face.Of(request) == Face.ManagedIdentity,
            routes => ManagedIdentityFace.Map(routes, services.World, services.Tokens, services.IdentityHeader));
    }

    /// <summary>Separate routes for every face, so that no face handles requests for another.</summary>
    private static void Branch(IApplicationBuilder app, Func<HttpRequest, bool> isMine, Action<IEndpointRouteBuilder> map) =>
        app.MapWhen(context => isMine(context.Request), branch =>
        {
            branch.UseRouting();
            branch.UseEndpoints(map);
            branch.Run(FaceError.NotFoundAsync);
        });

    private static Task TellMisdirected(HttpContext context, RequestDelegate next)
    {
        var face = Face.Of(context.Request);
        if (face is null)
        {
            return Face.IsLoopback(context.Request.Host)
                ? FaceError.NotFoundAsync(context)
                : Misdirected(context, $"The Sandbox does not serve {context.Request.Host}.");
        }

        return context.Request.IsHttps || face is Face.Atlas or Face.ManagedIdentity
            ? next(context)
            : Misdirected(context, $"{context.Request.Path} is served over TLS only.");
    }

    private static Task Misdirected(HttpContext context, string why) =>
        FaceError.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, "MisdirectedRequest", why);
}
