using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Separate clouds, and a proxy.</summary>
[TakesLong]
public sealed class NetworkTests
{
    [Theory]
    [InlineData("AZURE_CHINA", "login.chinacloudapi.cn", "management.chinacloudapi.cn")]
    [InlineData("AZURE_US_GOVERNMENT", "login.microsoftonline.us", "management.usgovcloudapi.net")]
    public void The_whole_line_works_in_a_sovereign_cloud(string cloud, string login, string arm)
    {
        using var sandbox = SandboxWorld.AtStage("private", "--cloud", cloud, "--proxy");
        using var shell = Connected(sandbox);

        Assert.Equal([cloud], shell.Run("Get-AtlasSession").Succeeded("AzureEnvironment"));
        Assert.Equal(["ACTIVE"], shell.Run("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint").Succeeded("Status"));
        Assert.Equal(["cloud.mongodb.com:443", $"{login}:443", $"{arm}:443"], Tunnels(sandbox).Order());
    }

    [Fact]
    public void The_proxy_password_is_sent_to_the_proxy_only()
    {
        using var sandbox = SandboxWorld.AtStage("active", "--proxy");
        using var shell = Connected(sandbox);
        Assert.Equal(3, shell.Run("Get-AtlasAkvPrivateEndpointConnection").Succeeded().Count);
        Assert.DoesNotContain(sandbox.Exchanges(), e => e.RequestHeaders.Keys.Any(h => h.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase)));

        var error = shell.Refuse("$ErrorActionPreference = 'Stop'; Connect-Atlas -Sandbox $file -Proxy $proxy");
        Assert.StartsWith("ServiceUnreachable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-ProxyCredential", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>With OpenSSL, the certificate store is files, and a process can use another store.</summary>
    [Fact]
    public void A_private_authority_in_the_system_s_store_is_trusted_and_another_is_not()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var sandbox = SandboxWorld.Start();
        var script = $$"""
            $ErrorActionPreference = 'Stop'
            {{Repository.Import}}
            $key = [pscredential]::new('{{sandbox["publicKey"]}}', (ConvertTo-SecureString '{{sandbox["privateKey"]}}' -AsPlainText))
            try { (Connect-Atlas -Credential $key -ProjectId {{sandbox.ProjectId}} -AtlasUri 'https://localhost:{{sandbox.Number("port")}}/').PublicKey } catch { "$_" }
            """;

        Assert.Contains("certificate was not accepted", Assert.Single(FreshProcess.Run(script)), StringComparison.Ordinal);
        Assert.Equal([sandbox["publicKey"]], FreshProcess.Run(script, environment: ("SSL_CERT_FILE", sandbox["caCertificate"])));
    }

    private static Shell Connected(SandboxWorld sandbox)
    {
        var shell = new Shell();
        // Without a token in the file, the application's secret signs in: the login host is asked too.
        shell.Set("file", sandbox.FileWith(("azureAccessToken", null)));
        shell.Set("proxy", new Uri(sandbox["proxy"]));
        shell.Set("proxyUser", Credential.Of(sandbox["proxyUser"], sandbox["proxyPassword"]));
        shell.Run("$null = Connect-Atlas -Sandbox $file -Proxy $proxy -ProxyCredential $proxyUser").Succeeded();
        return shell;
    }

    private static IEnumerable<string> Tunnels(SandboxWorld sandbox) =>
        sandbox.Requests().Where(r => r is { Face: "proxy", Status: 200 }).Select(r => r.Path).Distinct();
}
