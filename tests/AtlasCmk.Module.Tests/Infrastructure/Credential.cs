using System.Management.Automation;
using System.Net;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>What Get-Credential returns to a user who types a name and a secret.</summary>
internal static class Credential
{
    public static PSCredential Of(string name, string secret) => new(name, new NetworkCredential("", secret).SecurePassword);
}
