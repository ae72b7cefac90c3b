namespace AtlasCmk.Sandbox.Shell;

/// <summary>What a user pastes into a shell of his own: the way in, and the variables of the lines that README.md shows.</summary>
/// <remarks>Secrets stay in the file, from which the lines read them: a terminal's output is kept longer than it, and by more.</remarks>
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
