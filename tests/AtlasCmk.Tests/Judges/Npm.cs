using System.ComponentModel;
using System.Diagnostics;
using AtlasCmk.Tests.Contracts;

namespace AtlasCmk.Tests.Judges;

/// <summary>Node and its packages, which the judges are made of.</summary>
internal static class Npm
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task> s_installed = new(InstallAsync);

    /// <summary>The folder of the scripts and of the packages that they need.</summary>
    public static string Folder { get; } = Path.Combine(Checkout.Root, "tests", "Judges");

    /// <summary>Null if npm and its registry answer.</summary>
    public static string? WhyNot { get; } = Look();

    /// <summary>Runs a script once its packages are there.</summary>
    public static async Task RunAsync(string script, params IEnumerable<string> arguments)
    {
        await s_installed.Value;
        await EndAsync("node", [Path.Combine(Folder, script), .. arguments]);
    }

    private static string? Look()
    {
        try
        {
            using var npm = Process("npm", IsInstalled ? ["--version"] : ["view", "oav", "version", "--fetch-retries=0", "--fetch-timeout=10000"]);
            return npm.WaitForExit(s_limit) && npm.ExitCode == 0 ? null : "npm is here, and gets no answer about its packages.";
        }
        catch (Win32Exception)
        {
            return "npm is not on the path.";
        }
    }

    private static bool IsInstalled =>
        new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json")) is { Exists: true } there
            && there.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));

    /// <summary>Installs the packages of the lock file, unless they are already installed.</summary>
    private static Task InstallAsync() => IsInstalled ? Task.CompletedTask : EndAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);

    private static async Task EndAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process(program, arguments);
        using var limit = new CancellationTokenSource(s_limit);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}{await output}");
        }
    }

    private static Process Process(string program, IEnumerable<string> arguments) => System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
