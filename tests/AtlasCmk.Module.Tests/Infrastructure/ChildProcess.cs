using System.Diagnostics;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A program that runs to its end.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>The host that runs these tests, for a program that is built already.</summary>
    public static ProcessStartInfo Dotnet(IEnumerable<string> arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new(host, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
    }

    public static (int ExitCode, string Output, string Errors) Run(ProcessStartInfo info)
    {
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill();
            throw new TimeoutException($"{info.FileName} {string.Join(' ', info.ArgumentList)} did not end.");
        }

        return (process.ExitCode, output.Result, errors.Result);
    }
}
