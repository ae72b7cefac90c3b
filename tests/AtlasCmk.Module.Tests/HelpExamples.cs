using System.Collections.Concurrent;
using System.Management.Automation;
using System.Text.RegularExpressions;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Runs every example of Get-Help unchanged, in a project where it has something to do.</summary>
public abstract partial class HelpExamples : IDisposable
{
    private static readonly string[] s_ofProperties = ["System.String", "System.DateTimeOffset", "AtlasCmk.KeyUsage"];

    private static readonly ConcurrentDictionary<string, string[]> s_outputs = [];

    private readonly TemporaryFolder _folder = new();
    private string _principal = "";

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void RunAll(string cmdlet, SandboxWorld sandbox)
    {
        var apiKey = Credential.Of(sandbox["publicKey"], sandbox["privateKey"]);
        using var shell = Shell.ConnectedTo(sandbox, host: new ShellHost(question => throw new InvalidOperationException($"The example asks: {question}"), apiKey));
        SetVariables(shell, sandbox);
        if (cmdlet.EndsWith("KeyAccess", StringComparison.Ordinal))
        {
            // A second identity that may decrypt would be a second question.
            sandbox.World("removeAccessPolicy", new { objectId = _principal });
        }

        var examples = shell.Run($"(Get-Help {cmdlet}).examples.example").Succeeded();
        Assert.NotEmpty(examples);

        foreach (var example in examples)
        {
            var code = ForThisWorld(example.Properties["code"].Value.ToString()!, sandbox);
            Assert.Contains(cmdlet, code, StringComparison.Ordinal);
            if (Title(example).Contains("principal", StringComparison.Ordinal) && cmdlet != "Register-AtlasAzureServicePrincipal")
            {
                shell.Run("Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $principal").Succeeded();
            }

            if (Title(example).Contains("Thaw a project, and wait", StringComparison.Ordinal))
            {
                shell.Run("Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath ./freeze.json -Confirm:$false").Succeeded();
            }

            if (Title(example).Contains("every connection that is pending", StringComparison.Ordinal))
            {
                shell.Run("New-AtlasAkvPrivateEndpoint -RegionName EUROPE_WEST -Wait").Succeeded();
            }

            var emitted = TypesOf(shell.Run(code).Succeeded());
            var promised = Promised(shell, code);
            Assert.True(emitted.IsSubsetOf(promised), $"{code} emits {string.Join(", ", emitted)}, but its cmdlets promise {string.Join(", ", promised)}.");
            Assert.True(emitted.Count > 0 || SilentPattern().IsMatch(code), $"{code} emits nothing.");
        }
    }

    /// <summary>The variables that the examples use, and the modules that a user has for secrets.</summary>
    private void SetVariables(Shell shell, SandboxWorld sandbox)
    {
        // What a user would answer to the usual questions.
        shell.Run("$global:ConfirmPreference = 'None'").Succeeded();
        shell.Set("key", sandbox["keyIdentifier"]);
        shell.Run($"$global:rotation = [pscustomobject]@{{ ProjectId = '{sandbox.ProjectId}'; OldKeyIdentifier = '{sandbox["keyIdentifier"]}'; OldKeyLeftAt = [DateTimeOffset]::Now }}").Succeeded();
        shell.Set("subscription", sandbox["subscriptionId"]);
        shell.Set("tenant", sandbox["tenantId"]);
        shell.Set("application", Credential.Of(sandbox["azureClientId"], sandbox["azureClientSecret"]));
        shell.Set("objectId", (string)sandbox.Picture()["vaults"]![0]!["accessPolicies"]!.AsArray().Single(p => (string)p!["keys"]! != "all")!["objectId"]!);
        _principal = AtlasPrincipal.In(sandbox);
        shell.Set("principal", _principal);
        shell.Set("project", sandbox.ProjectId);
        shell.Set("unrelated", "66c9e8f1dd6c9960802420e9");
        shell.Set("vault", sandbox["keyVaultName"]);
        _folder.Write("baseline.json", "{ \"version\": 1 }");
        _folder.Write("yesterday.json", "{ \"format\": \"AtlasCmk.ComplianceReport\", \"version\": 1, \"subjects\": [] }");
        shell.Run($"Set-Location '{_folder.Root}'").Succeeded();
        shell.Set("cluster1", sandbox.Clusters[0]);
        shell.Set("cluster2", sandbox.Clusters[1]);
        shell.Set("account", Credential.Of(sandbox["clientId"], sandbox["clientSecret"]));
        shell.Run("function global:Get-Secret { $account }; function global:Get-AutomationPSCredential { $account }").Succeeded();
        AzStub.SignIn(shell, sandbox);
        shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
    }

    private static HashSet<string> TypesOf(IEnumerable<PSObject> output) =>
        [.. output.Where(o => o is not null).Select(o => o.BaseObject switch { PSCustomObject => "psobject", bool => "bool", var other => other.GetType().ToString() })];

    /// <summary>The OUTPUTS of the cmdlets in an example; also texts and times if it ends with a property.</summary>
    private static HashSet<string> Promised(Shell shell, string code) =>
        [.. Cmdlets(code).SelectMany(c => Outputs(shell, c)), .. PropertyPattern().IsMatch(code) ? s_ofProperties : []];

    private static IReadOnlyList<string> Cmdlets(string code) => [.. CmdletPattern().Matches(code).Select(m => m.Value)];

    private static string[] Outputs(Shell shell, string cmdlet) => s_outputs.GetOrAdd(cmdlet, _ =>
        [.. shell.Run($"(Get-Help {cmdlet}).returnValues.returnValue | ForEach-Object {{ $_.type.name }}").Succeeded().Select(o => o.ToString())]);

    /// <summary>Names that are a user's own.</summary>
    private static string ForThisWorld(string code, SandboxWorld sandbox) => code
        .Replace("66c9e8f1dd6c9960802420e9", sandbox.ProjectId, StringComparison.Ordinal)
        .Replace("rg-keys", sandbox["resourceGroup"], StringComparison.Ordinal)
        .Replace("-Credential (Get-Credential)", $"-AtlasUri {sandbox.AtlasUri} -Credential (Get-Credential)", StringComparison.Ordinal)
        .Replace("-ServiceAccount", $"-AtlasUri {sandbox.AtlasUri} -ServiceAccount", StringComparison.Ordinal);

    private static string Title(PSObject example) => example.Properties["title"].Value.ToString()!;

    [GeneratedRegex(@"\b[A-Z][a-z]+-(?:Atlas|AzPrivate)[A-Za-z]*")]
    private static partial Regex CmdletPattern();

    /// <summary>A removal has no output. Without problems, a filter returns nothing and a property can be empty. -WhatIf emits nothing.</summary>
    [GeneratedRegex(@"Disconnect-|Remove-|Where-Object|-WhatIf|\)\.Reason$|ForEach-Object SafeAfter$")]
    private static partial Regex SilentPattern();

    [GeneratedRegex(@"\)\.\w+$|ForEach-Object \w+$")]
    private static partial Regex PropertyPattern();
}
