<#
.SYNOPSIS
    Rotates a project to a new version of its key, and shows the evidence that it has arrived.
.DESCRIPTION
    Start a Sandbox first, and give the file that it names:

        dotnet run --project src/AtlasCmk.Sandbox -- serve --stage encrypted
        Import-Module ./AtlasCmk.psd1
        ./module/examples/rotation.ps1 -Sandbox <file>

    It can be stopped at any point and started again: the version that was made is taken up, and none is made beside it.
    No version is disabled; retirement.ps1 shows when the old one may be.
.PARAMETER Sandbox
    The file with the line of JSON that the Sandbox printed.
.PARAMETER Latest
    Rotates to the newest version that is there, as after a rotation by the vault's own policy, and makes none. This works where the vault is closed, too.
.OUTPUTS
    AtlasCmk.KeyRotation. Keep it, for example with Export-Clixml: it can be piped to Test-AtlasKeyRetirement later.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Sandbox,

    [switch] $Latest
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Show-Step([string] $Text) { Write-Host "`n=== $Text" }

Show-Step '1. Sign in'
Connect-Atlas -Sandbox $Sandbox | Out-Host

Show-Step '2. The versions of the key, and which of them the project uses'
Get-AtlasAkvKey | Out-Host

Show-Step '3. What would be done'
$target = if ($Latest) { @{ Latest = $true } } else { @{ NewVersion = $true } }
Invoke-AtlasKeyRotation @target -WhatIf

Show-Step '4. Rotate: once, and until every cluster that was seen to start is IDLE again'
$rotation = Invoke-AtlasKeyRotation @target

Show-Step '5. Evidence: each cluster, and what Atlas and Azure say now'
$rotation.Clusters | Out-Host
Get-AtlasEncryptionAtRest | Out-Host
Get-AtlasAkvKey | Out-Host

# The session stays open, so that the record can be piped on.
Show-Step '6. The record, to keep. The old version stays enabled'
$rotation
