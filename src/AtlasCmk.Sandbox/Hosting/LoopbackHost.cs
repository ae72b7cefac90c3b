using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A web server on the loopback address. It ignores the machine's settings and Ctrl+C; only its caller controls it.</summary>
internal static class LoopbackHost
{
    public static IHost Build(Action<KestrelServerOptions> listen, Action<IApplicationBuilder> configure) => new HostBuilder()
        .ConfigureWebHost(
            web => web
                .UseKestrel(kestrel =>
                {
                    kestrel.AddServerHeader = false;
                    listen(kestrel);
                })
                .ConfigureServices(services => services.AddRouting())
                .Configure(configure),

            // Ignore ASPNETCORE_URLS and other settings for web applications on this machine.
            host => host.SuppressEnvironmentConfiguration = true)
        .ConfigureServices(services => services.AddSingleton<IHostLifetime, CallersLifetime>())
        .Build();

    /// <summary>The port of each scheme, once the host has started.</summary>
    public static IReadOnlyDictionary<string, int> PortsOf(IHost host) => host.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>()
        .Addresses.Select(address => new Uri(address)).ToDictionary(address => address.Scheme, address => address.Port);
}

/// <summary>A host that only its caller stops. It does not handle Ctrl+C, because several hosts share a process.</summary>
internal sealed class CallersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
