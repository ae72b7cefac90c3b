<#
.SYNOPSIS
    The whole job of the vendor's page, against a local Sandbox: a project goes under its own key, over private endpoints, and back.
.DESCRIPTION
    Start a Sandbox first, and give the file that it names:

        dotnet run --project src/AtlasCmk.Sandbox -- serve
        Import-Module ./AtlasCmk.psd1
        ./module/examples/quickstart.ps1 -Sandbox <file>
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

# Every status that a wait sees is shown as a line.
$InformationPreference = 'Continue'

function Show-Step([string] $Text) { Write-Host "`n=== $Text" }

# Shows a command as you would type it, and runs it.
function Show-Command([scriptblock] $Command) {
    Write-Host "`nPS> $("$Command".Trim())"
    & $Command | Out-Host
}

# What you would type for the real services: the key, its vault and the application.
$world = Get-Content $Sandbox | ConvertFrom-Json
$settings = @{
    KeyIdentifier     = $world.keyIdentifier
    ResourceGroupName = $world.resourceGroup
    SubscriptionId    = $world.subscriptionId
    TenantId          = $world.tenantId
    AzureCredential   = [pscredential]::new($world.azureClientId, (ConvertTo-SecureString $world.azureClientSecret -AsPlainText))
}

Show-Step '1. Sign in. Keys, project and Azure sign-in come from the Sandbox''s file'
Show-Command { Connect-Atlas -Sandbox $Sandbox }

Show-Step '2. Enable customer-managed keys for the project, and wait until Atlas can use the key'
Show-Command { Set-AtlasEncryptionAtRest @settings -Wait }

Show-Step '3. Verify'
Show-Command { Get-AtlasEncryptionAtRest }

Show-Step '4. Require private networking: exactly this one setting is sent'
Show-Command { Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -RequirePrivateNetworking }

Show-Step '5. A private endpoint, step by step: created, PENDING_ACCEPTANCE, approved in the vault, ACTIVE'
Show-Command { New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 }
Show-Command { Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE }
Show-Command { Get-AtlasAkvPrivateEndpoint | Approve-AzPrivateEndpointConnection }
Show-Command { Wait-AtlasAkvPrivateEndpoint }

Show-Step '6. Two more regions in one line. Each connection is approved as soon as it can be'
Show-Command { New-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL, EUROPE_WEST -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint }
Show-Command { Get-AtlasAkvPrivateEndpointConnection }

Show-Step '7. A connection is rejected: Atlas recreates it (PENDING_RECREATION), and it is approved again'
# No cluster is encrypted yet. Later this would ask about the clusters that need the connection.
Show-Command { Get-AtlasAkvPrivateEndpoint -RegionName EUROPE_WEST | Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false }
Show-Command { Get-AtlasAkvPrivateEndpoint -RegionName EUROPE_WEST | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint }

Show-Step '8. Encrypt two clusters'
Show-Command { Get-AtlasClusterEncryption }
Show-Command { Get-AtlasClusterEncryption | Where-Object ClusterName -in orders, payments | Enable-AtlasClusterEncryption -Wait }

Show-Step '9. The way back: clusters, endpoints, private networking, project'
# Until a cluster has left the key, it needs its endpoint. This script answers the usual questions in advance.
# A second question still ends it: Remove-AtlasAkvPrivateEndpoint asks one if a cluster needs the endpoint.
$ConfirmPreference = 'None'
Show-Command { Get-AtlasClusterEncryption | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait }
Show-Command { Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait }
Show-Command { Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false }
Show-Command { Disable-AtlasEncryptionAtRest }

Disconnect-Atlas
Show-Step 'Done: the project is as it was.'
