<#
.SYNOPSIS
    The session that README.md shows. Its output there is what this script prints: dotnet run --project src/AtlasCmk.Sandbox -- run module/examples/session.ps1
.PARAMETER Sandbox
    The file with the line of JSON that a Sandbox printed.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'The lines that are shown use them.')]
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# What a user has at hand: whose vault it is, and the application that Atlas signs in with.
$world = Get-Content $Sandbox | ConvertFrom-Json
$application = [pscredential]::new($world.azureClientId, (ConvertTo-SecureString $world.azureClientSecret -AsPlainText))
$key = $world.keyIdentifier
$vault = @{ ResourceGroupName = $world.resourceGroup; SubscriptionId = $world.subscriptionId; TenantId = $world.tenantId; AzureCredential = $application }

foreach ($line in @(
        'Connect-Atlas -Sandbox $Sandbox'
        'Test-AtlasCmkPrerequisite -KeyIdentifier $key @vault -RequirePrivateNetworking | Where-Object Status -ne Passed'
        'Set-AtlasEncryptionAtRest -KeyIdentifier $key @vault -RequirePrivateNetworking'
        'New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint'
        'Get-AtlasClusterEncryption | Where-Object IsEligible | Enable-AtlasClusterEncryption -Wait'
        '$rotation = Invoke-AtlasKeyRotation -NewVersion; $rotation'
        '$rotation | Test-AtlasKeyRetirement -ProjectScopeComplete'
    )) {
    "PS> $line"

    # The width of README.md, whatever the terminal has.
    . ([scriptblock]::Create($line)) | Out-String -Width 120
}
