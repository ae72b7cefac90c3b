namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A stand-in for Az.Accounts, in each form of Get-AzAccessToken. It answers from shell variables, and keeps the requests in <c>$asked</c>.</summary>
internal static class AzStub
{
    public const string PlainOnly = "plain";
    public const string SecureIfAsked = "secure if asked";
    public const string SecureAlways = "secure always";

    /// <summary>A statement that imports it.</summary>
    public static string Import(string generation, string environment = "AzureCloud") => $$"""
        $global:asked = @()
        New-Module -Name Az.Accounts -ScriptBlock {
            function Get-AzContext {
                [CmdletBinding()]
                param()
                if ($global:signedIn) {
                    [pscustomobject]@{
                        Account = [pscustomobject]@{ Id = 'somebody@example.com' }; Environment = [pscustomobject]@{ Name = '{{environment}}' }
                        Tenant = [pscustomobject]@{ Id = $global:tenant }; Subscription = [pscustomobject]@{ Id = $global:subscription }
                    }
                }
            }
            {{Get(generation)}}
        } | Import-Module -Global
        """;

    /// <summary>Gives a shell the tokens of the operator, and the context that they are from.</summary>
    public static void SignIn(Shell shell, SandboxWorld sandbox)
    {
        shell.Set("signedIn", true);
        shell.Set("tenant", sandbox["tenantId"]);
        shell.Set("subscription", sandbox["subscriptionId"]);
        shell.Set("tokens", new Dictionary<string, string> { ["Arm"] = sandbox["azureAccessToken"], ["KeyVault"] = sandbox["keyVaultAccessToken"] });
        shell.Set("expires", DateTimeOffset.UtcNow.AddHours(1));
    }

    private static string Get(string generation) => $$"""
        function Get-AzAccessToken {
            [CmdletBinding()]
            param([string]$ResourceTypeName, [string]$TenantId{{(generation == PlainOnly ? "" : ", [switch]$AsSecureString")}})
            Write-Warning 'Az changes its cmdlets again.'
            Write-Debug $global:tokens[$ResourceTypeName]
            $global:asked += "$ResourceTypeName $TenantId"
            if ($global:azTrouble) { throw $global:azTrouble }
            $token = $global:tokens[$ResourceTypeName]
            {{generation switch
            {
                PlainOnly => "",
                SecureIfAsked => "if ($AsSecureString) { $token = ConvertTo-SecureString $token -AsPlainText }",
                _ => "$token = ConvertTo-SecureString $token -AsPlainText",
            }}}
            [pscustomobject]@{ Token = $token; ExpiresOn = $global:expires; TenantId = $TenantId; UserId = 'somebody@example.com'; Type = 'Bearer' }
        }
        """;
}
