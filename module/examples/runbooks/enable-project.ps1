<#
.SYNOPSIS
    Runbook: puts projects under their key, over private endpoints, and encrypts every cluster that can be.
.DESCRIPTION
    Every step looks first and does only what is missing, and every wait ends in time: Azure Automation stops a runbook after
    three hours and starts it again from its beginning. So it can be stopped at any point and started again, by a schedule
    or by start-children.ps1, until it says Finished for each project. A project that fails does not hold the others up. One that is under another key
    already, or has multi-cloud clusters that may not be disabled, is left as it is, and LeftOut says why.

    It needs, as credentials of the Automation account, an API key or a service account of Atlas (Project Owner), and client id
    and secret of the application that Atlas signs in to Azure with. To Azure it signs in as the account's managed identity, which needs Key
    Vault Contributor on the vault.
.PARAMETER ProjectId
    The projects, 24 hexadecimal digits each.
.PARAMETER KeyIdentifier
    The key version, as a full URL. Without a version, Atlas follows the latest enabled one.
.PARAMETER ResourceGroupName
    The resource group of the vault.
.PARAMETER SubscriptionId
    The subscription of the vault.
.PARAMETER TenantId
    The tenant of the application that Atlas signs in with.
.PARAMETER RegionName
    Every region of Azure in which the projects have nodes, as Atlas spells it.
.PARAMETER DisableMultiCloudClusters
    Whether multi-cloud clusters may be disabled, which is what private networking does to them. Without it a project that has any is left as it is.
.PARAMETER AtlasAsset
    The name of the credential asset with Atlas's public and private key, or with a service account's client id and secret.
.PARAMETER ApplicationAsset
    The name of the credential asset with client id and secret of the application.
.PARAMETER MinutesAtMost
    When to stop waiting; what is not done by then is done by the next run.
.PARAMETER AzureClientId
    The client id of a user-assigned managed identity to sign in to Azure as. Default: the account's system-assigned one.
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string[]] $ProjectId,

    [Parameter(Mandatory)]
    [string] $KeyIdentifier,

    [Parameter(Mandatory)]
    [string] $ResourceGroupName,

    [Parameter(Mandatory)]
    [string] $SubscriptionId,

    [Parameter(Mandatory)]
    [string] $TenantId,

    [Parameter(Mandatory)]
    [string[]] $RegionName,

    [bool] $DisableMultiCloudClusters = $false,

    [string] $AtlasAsset = 'AtlasApiKey',

    [string] $ApplicationAsset = 'AtlasApplication',

    [int] $MinutesAtMost = 150,

    [string] $AzureClientId,

    [string] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$deadline = [datetimeoffset]::UtcNow.AddMinutes($MinutesAtMost)
function Get-SecondsLeft { [int][math]::Max(1, ($deadline - [datetimeoffset]::UtcNow).TotalSeconds) }

if ($Sandbox) {
    $null = Connect-Atlas -Sandbox $Sandbox
}
else {
    $atlas = Get-AutomationPSCredential -Name $AtlasAsset
    $kind = if ($atlas.UserName -like 'mdb_sa_id_*') { 'ServiceAccount' } else { 'Credential' }
    $signIn = @{ $kind = $atlas; AzureAuthentication = 'ManagedIdentity' }
    if ($AzureClientId) { $signIn.AzureClientId = $AzureClientId }
    $null = Connect-Atlas @signIn
}

$problems = [System.Collections.ArrayList]::new()
try {
    $goOn = @{ ErrorAction = 'Continue'; ErrorVariable = '+problems' }
    $settings = @{
        KeyIdentifier            = $KeyIdentifier
        ResourceGroupName        = $ResourceGroupName
        SubscriptionId           = $SubscriptionId
        TenantId                 = $TenantId
        AzureCredential          = Get-AutomationPSCredential -Name $ApplicationAsset
        RequirePrivateNetworking = $true
        Force                    = $DisableMultiCloudClusters
    }

    # A runbook cannot be asked whether multi-cloud clusters may be disabled: without the caller's word their projects are left out.
    $found = @(Get-AtlasEncryptionAtRest -ProjectId $ProjectId @goOn)
    $multiCloud = @($found | Where-Object { -not $_.RequirePrivateNetworking -and -not $DisableMultiCloudClusters } |
        Get-AtlasClusterEncryption @goOn | Where-Object { $_.Providers.Count -gt 1 } | ForEach-Object ProjectId)

    # Another version of the same key is what rotation makes of it; another key is for its owner to decide.
    $version = '(?<=/keys/[^/]+)/.*$'
    $key = $KeyIdentifier -replace $version
    $otherKey = @($found | Where-Object { $_.Enabled -and ($_.KeyIdentifier -replace $version) -ne $key } | ForEach-Object ProjectId)

    # A project that was enabled by an earlier run is not sent its secret again.
    $wanted = @($found | Where-Object ProjectId -notin ($multiCloud + $otherKey))
    $null = $wanted | Where-Object { -not $_.Enabled } | Set-AtlasEncryptionAtRest @settings @goOn
    $null = $wanted | Where-Object { $_.Enabled -and -not $_.RequirePrivateNetworking } |
        Set-AtlasEncryptionAtRest -RequirePrivateNetworking -Force:$DisableMultiCloudClusters @goOn

    # Only connections that Atlas lists for the project are approved, and one that is approved already is a success.
    $private = @(Get-AtlasEncryptionAtRest -ProjectId $ProjectId @goOn | Where-Object { $_.RequirePrivateNetworking -and $_.ProjectId -notin $otherKey })
    $approved = @($private |
        New-AtlasAkvPrivateEndpoint -RegionName $RegionName -Wait -TimeoutSec (Get-SecondsLeft) @goOn |
        AtlasCmk\Approve-AtlasAkvPrivateEndpointConnection @goOn)
    $null = $approved | Wait-AtlasAkvPrivateEndpoint -TimeoutSec (Get-SecondsLeft) @goOn

    # Nothing is left to send here: it waits until Atlas has used the key over an endpoint.
    $valid = @($private | Set-AtlasEncryptionAtRest -RequirePrivateNetworking -Wait -TimeoutSec (Get-SecondsLeft) @goOn | Where-Object Valid)
    $null = $valid |
        Get-AtlasClusterEncryption @goOn |
        Where-Object IsEligible |
        Enable-AtlasClusterEncryption -Wait -TimeoutSec (Get-SecondsLeft) @goOn

    foreach ($project in @(Get-AtlasEncryptionAtRest -ProjectId $ProjectId @goOn)) {
        $clusters = @($project | Get-AtlasClusterEncryption @goOn)
        $open = @($clusters | Where-Object { $_.IsEligible -and ($_.EncryptionAtRestProvider -ne 'AZURE' -or $_.StateName -ne 'IDLE') })
        $leftOut = if ($project.ProjectId -in $otherKey) { "It is under another key: $($project.KeyIdentifier)." }
        elseif ($project.ProjectId -in $multiCloud) { 'It has multi-cloud clusters, which would be disabled.' }
        [pscustomobject]@{
            ProjectId     = $project.ProjectId
            Finished      = -not $leftOut -and $project.Enabled -and $project.Valid -and $project.RequirePrivateNetworking -and $open.Count -eq 0
            KeyIdentifier = $project.KeyIdentifier
            Valid         = $project.Valid
            Encrypted     = @($clusters | Where-Object EncryptionAtRestProvider -eq 'AZURE').Count
            Open          = @($open | ForEach-Object ClusterName)
            LeftOut       = $leftOut
        }
    }
}
finally {
    Disconnect-Atlas
}

# A wait that ran out is no failure: the next run takes it up. Anything else makes the job one that has failed.
$failures = @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and $_.FullyQualifiedErrorId -notlike 'WaitTimedOut*' })
if ($failures.Count -gt 0) {
    throw "$($failures.Count) steps failed; the first: $($failures[0])"
}
