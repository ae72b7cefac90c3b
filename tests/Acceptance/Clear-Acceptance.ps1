<#
.SYNOPSIS
    Removes from the project what a run of Invoke-Acceptance.ps1 left there: the cluster, the private endpoints, private networking and encryption at rest.
.DESCRIPTION
    Takes the variables of Atlas and ATLASCMK_ACCEPTANCE_KEY_IDENTIFIER. It can be run again until nothing is left, and then does nothing.
    A project with another cluster, another provider or another vault is refused before anything is changed.
    Versions of the key stay in the vault: Azure deletes a key only as a whole. README.md shows how to delete the vault.
.EXAMPLE
    ./tests/Acceptance/Clear-Acceptance.ps1
#>
[CmdletBinding()]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
trap { [System.Console]::Error.WriteLine($_.Exception.Message); exit 1 }

Import-Module (Join-Path $PSScriptRoot '../../AtlasCmk.psd1')
foreach ($part in 'Settings', 'Project') { . (Join-Path $PSScriptRoot "$part.ps1") }

$setting = Get-AcceptanceSetting KEY_IDENTIFIER
$null = Connect-Acceptance
try {
    $before = @(Get-AcceptanceRemainder)
    Clear-AcceptanceProject $setting
    $after = @(Get-AcceptanceRemainder)
    if ($after) { throw "Project $(Get-AcceptanceProjectId) still holds: $($after -join '; '). Run this command again later." }
    Write-Output ($before ? "Removed: $($before -join '; ')." : 'Nothing was left.')
}
finally {
    Disconnect-Atlas
}

exit 0
