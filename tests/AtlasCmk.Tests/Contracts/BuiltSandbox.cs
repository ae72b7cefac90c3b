using System.Diagnostics;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The Sandbox as a separate program, as built.</summary>
internal static class BuiltSandbox
{
    public static Process Start(params IEnumerable<string> arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Checkout.Root, "src", "AtlasCmk.Sandbox", "bin", configuration, "net10.0", "AtlasCmk.Sandbox.dll");
        return Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
    }
}
