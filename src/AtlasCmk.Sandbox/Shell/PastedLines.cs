namespace AtlasCmk.Sandbox.Shell;

/// <summary>Lines to paste into your own shell: the connection, and the variables that README.md uses.</summary>
/// <remarks>The lines read secrets from the file, because terminal output often stays in logs.</remarks>
internal static class PastedLines
{
    public static IEnumerable<string> Of(ModuleManifest? manifest, string file) =>
    [
        manifest is null ? ModuleManifest.Missing : $"Import-Module {Quoted(manifest.Path)}",
        $"Connect-Atlas -Sandbox {Quoted(file)}",
        $"$world = Get-Content {Quoted(file)} | ConvertFrom-Json; $key = $old = $world.keyIdentifier",
        "$application = [pscredential]::new($world.azureClientId, (ConvertTo-SecureString $world.azureClientSecret -AsPlainText))",
        "$vault = @{ ResourceGroupName = $world.resourceGroup; SubscriptionId = $world.subscriptionId; TenantId = $world.tenantId; AzureCredential = $application }",
    ];

    private static string Quoted(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
