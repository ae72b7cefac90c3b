<#
.SYNOPSIS
    The whole job of the vendor's page, against a local Sandbox: a project goes under its own key, over private endpoints, and back.
.DESCRIPTION
    Runs unchanged in pwsh and in the Sandbox's engine. In pwsh, start a Sandbox first, and give the file that it names:

        dotnet run --project src/AtlasCmk.Sandbox -- serve
        Import-Module ./AtlasCmk.psd1
        ./module/examples/quickstart.ps1 -Sandbox <file>

    Only the language, Where-Object, ForEach-Object, Out-Host and AtlasCmk's own cmdlets are used.
.PARAMETER Sandbox
    The file with the line of JSON that the Sandbox printed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

filter Show-Step { "`n=== $_" | Out-Host }

'1. Sign in. Keys, project and Azure sign-in come from the Sandbox''s file' | Show-Step
Connect-Atlas -Sandbox $Sandbox | Out-Host

# What you would type for the real services: the key, its vault and the application.
$answers = [System.IO.File]::ReadAllText($Sandbox)
$world = @{}
[regex]::Matches($answers, '"(\w+)"\s*:\s*"([^"]*)"') | ForEach-Object { $world[$_.Groups[1].Value] = $_.Groups[2].Value }
$application = [pscredential]::new($world.azureClientId, [System.Net.NetworkCredential]::new('', $world.azureClientSecret).SecurePassword)

'2. Enable customer-managed keys for the project, and wait until Atlas can use the key' | Show-Step
$settings = @{
    KeyIdentifier     = $world.keyIdentifier
    ResourceGroupName = $world.resourceGroup
    SubscriptionId    = $world.subscriptionId
    TenantId          = $world.tenantId
    AzureCredential   = $application
}
Set-AtlasEncryptionAtRest @settings -Wait | Out-Host

'3. Verify' | Show-Step
Get-AtlasEncryptionAtRest | Out-Host

'4. Require private networking: exactly this one setting is sent' | Show-Step
Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -RequirePrivateNetworking | Out-Host

'5. Private endpoints in three regions: created, approved as soon as they can be, and awaited until ACTIVE' | Show-Step
New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL, EUROPE_WEST -Wait |
    Approve-AzPrivateEndpointConnection |
    Wait-AtlasAkvPrivateEndpoint |
    Out-Host

'6. The vault''s side: each connection is one that Atlas lists for the project' | Show-Step
Get-AtlasAkvPrivateEndpointConnection | Out-Host

'7. A connection is rejected: Atlas recreates it, and it is approved again' | Show-Step
# No cluster is encrypted yet. Later this would ask about the clusters that need the connection.
$rejected = Get-AtlasAkvPrivateEndpoint -RegionName EUROPE_WEST
$rejected | Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false | Out-Host
$rejected | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE |
    Approve-AzPrivateEndpointConnection |
    Wait-AtlasAkvPrivateEndpoint |
    Out-Host

'8. Encrypt two clusters' | Show-Step
Get-AtlasClusterEncryption | Out-Host
$clusters = @(Get-AtlasClusterEncryption | Where-Object IsEligible)[0, 1]
$clusters | Enable-AtlasClusterEncryption -Wait | Out-Host

'9. The way back: clusters, endpoints, private networking, project' | Show-Step
# Until a cluster has left the key, it needs its endpoint. This script answers the usual questions in advance.
# A second question still ends it: Remove-AtlasAkvPrivateEndpoint asks one if a cluster needs the endpoint.
$ConfirmPreference = 'None'
Get-AtlasClusterEncryption | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait | Out-Host
Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait
Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false | Out-Host
Disable-AtlasEncryptionAtRest | Out-Host

Disconnect-Atlas
'Done: the project is as it was.' | Show-Step
