using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>A test that uses curl. It is skipped without a curl that supports digest authentication.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CurlTheoryAttribute : TheoryAttribute
{
    private static readonly string? s_whyNot = Look();

    public CurlTheoryAttribute() => Skip = s_whyNot;

    private static string? Look()
    {
        try
        {
            using var curl = Process.Start(new ProcessStartInfo("curl", ["--digest", "--version"]) { RedirectStandardOutput = true })!;
            curl.StandardOutput.ReadToEnd();
            curl.WaitForExit();
            return curl.ExitCode == 0 ? null : "curl is here, and cannot do digest.";
        }
        catch (Win32Exception)
        {
            return "curl is not on the path.";
        }
    }
}
