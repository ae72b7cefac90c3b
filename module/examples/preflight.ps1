<#
.SYNOPSIS
    Before a project goes under its own key: what is missing, and, once something has broken, why.
.DESCRIPTION
    Start a Sandbox first, and give the file that it names:

        dotnet run --project src/AtlasCmk.Sandbox -- serve --mixed
        Import-Module ./AtlasCmk.psd1
        ./module/examples/preflight.ps1 -Sandbox <file>

    The first part changes nothing. The second enables the project, and checks it again as it then is.
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

function Show-Step([string] $Text) { Write-Host "`n=== $Text" }

Show-Step '1. Sign in'
Connect-Atlas -Sandbox $Sandbox | Out-Host

# What you would type for the real services: the key, its vault and the application.
$world = Get-Content $Sandbox | ConvertFrom-Json
$application = [pscredential]::new($world.azureClientId, (ConvertTo-SecureString $world.azureClientSecret -AsPlainText))
$settings = @{
    KeyIdentifier     = $world.keyIdentifier
    ResourceGroupName = $world.resourceGroup
    SubscriptionId    = $world.subscriptionId
    TenantId          = $world.tenantId
    AzureCredential   = $application
}

Show-Step '2. What does the project lack for a key over private endpoints?'
$checks = @(Test-AtlasCmkPrerequisite @settings -RequirePrivateNetworking)
$checks | Where-Object Status -ne Passed | Out-Host

Show-Step '3. Fix what failed first. Clusters that cannot be encrypted may stay as they are'
$failed = @($checks | Where-Object Status -eq Failed | Where-Object Name -notlike 'Cluster*')
if ($failed) {
    $failed | ForEach-Object Remedy | Out-Host
    throw "Prerequisites that are not met: $($failed.Count)."
}

Show-Step '4. Nothing failed: enable, and check again. Atlas can use the key, so the secret is no longer needed'
Set-AtlasEncryptionAtRest @settings -Wait | Out-Host
Get-AtlasCmkDiagnosis | Out-Host

Disconnect-Atlas
