namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A session without a Sandbox file, which is how an identity of the user's own signs in to Azure: a file never reaches that.</summary>
internal static class RealMode
{
    /// <summary>Gives a shell the parameters of a sign-in to a Sandbox's Atlas as <c>@atlas</c>. The hosts of Azure are the real ones, and no test sends anything to them.</summary>
    public static void SetAtlas(Shell shell, SandboxWorld sandbox) => shell.Set("atlas", new System.Collections.Hashtable
    {
        ["Credential"] = Credential.Of(sandbox["publicKey"], sandbox["privateKey"]),
        ["ProjectId"] = sandbox.ProjectId,
        ["AtlasUri"] = sandbox.AtlasUri,
    });

    /// <summary>Runs a script in a process that trusts the Sandbox's authority, with both clouds behind the Sandbox's proxy. The Az context uses the operator's tokens.</summary>
    /// <remarks>Where OpenSSL serves TLS: <c>$atlas</c> and <c>$way</c> are for splatting.</remarks>
    public static string[] Run(SandboxWorld sandbox, string script) => FreshProcess.Run($$"""
        $ErrorActionPreference = 'Stop'
        {{Repository.Import}}
        function Credential($name, $secret) { [pscredential]::new($name, (ConvertTo-SecureString $secret -AsPlainText)) }
        $way = @{ Proxy = '{{sandbox["proxy"]}}'; ProxyCredential = Credential '{{sandbox["proxyUser"]}}' '{{sandbox["proxyPassword"]}}'; AzureAuthentication = 'AzContext' }
        $atlas = @{ Credential = Credential '{{sandbox["publicKey"]}}' '{{sandbox["privateKey"]}}'; ProjectId = '{{sandbox.ProjectId}}' }
        $global:signedIn = $true
        $global:tenant = '{{sandbox["tenantId"]}}'
        $global:subscription = '{{sandbox["subscriptionId"]}}'
        $global:tokens = @{ Arm = '{{sandbox["azureAccessToken"]}}'; KeyVault = '{{sandbox["keyVaultAccessToken"]}}' }
        $global:expires = [DateTimeOffset]::UtcNow.AddHours(1)
        {{script}}
        """, environment: ("SSL_CERT_FILE", sandbox["caCertificate"]));
}
