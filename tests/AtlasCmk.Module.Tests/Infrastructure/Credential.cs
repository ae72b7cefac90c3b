using System.Management.Automation;
using System.Security;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>What Get-Credential and Read-Host -AsSecureString return to a user who types a name and a secret.</summary>
internal static class Credential
{
    public static PSCredential Of(string name, string secret) => new(name, Typed(secret));

    public static SecureString Typed(string secret)
    {
        var typed = new SecureString();
        foreach (var character in secret)
        {
            typed.AppendChar(character);
        }

        typed.MakeReadOnly();
        return typed;
    }
}
