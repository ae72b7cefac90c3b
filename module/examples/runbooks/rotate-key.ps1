<#
.SYNOPSIS
    Runbook: moves projects to the newest version of their key, every month for example.
.DESCRIPTION
    Key Vault's rotation policy creates a new version, but Atlas stays on the one that it was given: this gives it the newest
    that it can use. Only -NewVersion creates a version, one for each key, and none if there is one younger than a day.

    Every wait ends in time: Azure Automation stops a runbook after three hours and starts it again from its beginning. So it
    can be stopped at any point and started again, until it says Finished for each project. A project that is on the version
    already is sent nothing; if its clusters are busy, they are waited for. A project that fails does not hold up the others.
    No version is ever disabled. Keep the output: it can be piped to Test-AtlasKeyRetirement.

    A project that names its key without a version follows the latest enabled version by itself: with -NewVersion a version
    is created, and NewKeyInUse says whether Atlas was seen to use it; else a warning says that there is nothing to do.

    It needs, as a credential of the Automation account, an API key or a service account of Atlas (Project Owner). To Azure it
    signs in as the account's managed identity, which needs Reader on the vault, and for -NewVersion also Key Vault Crypto
    Officer; then it has to run where the vault's network lets it in, on a Hybrid Worker for example.
.PARAMETER ProjectId
    The projects, 24 hexadecimal digits each; one without a key is skipped. Default: all that the credentials see.
.PARAMETER NewVersion
    Whether new versions are made, for keys that have no rotation policy at work.
.PARAMETER AtlasAsset
    The name of the credential asset with Atlas's public and private key, or with a service account's client id and secret.
.PARAMETER SettlingSec
    How long a cluster may take to start, in seconds, before it is reported as not seen. Where Atlas follows the latest
    version, also how long it may take to use a new one; there 1200 if you do not give it.
.PARAMETER MinutesAtMost
    When to stop waiting; what is not done by then is done by the next run.
.PARAMETER AzureClientId
    The client id of a user-assigned managed identity to sign in to Azure as. Default: the account's system-assigned one.
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed.
#>
[CmdletBinding()]
param(
    [string[]] $ProjectId,

    [bool] $NewVersion = $false,

    [string] $AtlasAsset = 'AtlasApiKey',

    [int] $SettlingSec = 60,

    [int] $MinutesAtMost = 150,

    [string] $AzureClientId,

    [string] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$projectsAtOnce = 50
$deadline = [datetimeoffset]::UtcNow.AddMinutes($MinutesAtMost)
function Get-SecondsLeft { [int][math]::Max(0, ($deadline - [datetimeoffset]::UtcNow).TotalSeconds) }

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
    $settling = if ($PSBoundParameters.ContainsKey('SettlingSec')) { @{ SettlingSec = $SettlingSec } } else { @{} }
    $version = if ($NewVersion) { @{ NewVersion = $true } } else { @{ Latest = $true } }
    $projects = if ($ProjectId) { $ProjectId } else { Get-AtlasProject | ForEach-Object ProjectId }
    $found = @(Get-AtlasEncryptionAtRest -ProjectId $projects @goOn | Where-Object Enabled)

    # Each group gets its share of the time, so that one that hangs does not keep the later ones from their turn for ever.
    $rotations = @{}
    $groups = [math]::Ceiling($found.Count / $projectsAtOnce)
    for ($group = 0; $group -lt $groups -and (Get-SecondsLeft) -gt 0; $group++) {
        $share = [int][math]::Max(1, (Get-SecondsLeft) / ($groups - $group))
        $last = [math]::Min(($group + 1) * $projectsAtOnce, $found.Count) - 1
        $found[($group * $projectsAtOnce)..$last] |
            Invoke-AtlasKeyRotation @version @settling -TimeoutSec $share -ThrottleLimit $projectsAtOnce -Confirm:$false @goOn |
            ForEach-Object { $rotations[$_.ProjectId] = $_ }
    }

    foreach ($project in $found) {
        $rotation = $rotations[$project.ProjectId]
        [pscustomobject]@{
            ProjectId        = $project.ProjectId
            Finished         = $null -ne $rotation
            OldKeyIdentifier = if ($rotation) { $rotation.OldKeyIdentifier }
            NewKeyIdentifier = if ($rotation) { $rotation.NewKeyIdentifier }
            NewKeyInUse      = if ($rotation) { $rotation.NewKeyInUse }
            OldKeyLeftAtUtc  = if ($rotation) { $rotation.OldKeyLeftAtUtc }
            NotSeen          = @(if ($rotation) { $rotation.Clusters | Where-Object State -eq NotSeen | ForEach-Object ClusterName })
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
