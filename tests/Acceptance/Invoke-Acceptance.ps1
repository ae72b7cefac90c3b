<#
.SYNOPSIS
    Runs the main job of AtlasCmk against the Atlas project and the vault that the environment names, removes all of it again, and records every exchange, redacted.
.DESCRIPTION
    README.md beside this file says what to set up, which rights it takes, how long it takes and what it costs.
    The project must be empty: one with clusters, endpoints or encryption is refused before anything is changed.
    Without ATLASCMK_ACCEPTANCE_CLUSTER no cluster is created, and the steps that need one are skipped.
.PARAMETER RecordPath
    A folder for the record, which must not exist yet. Default: artifacts/acceptance-{time} in this clone.
.EXAMPLE
    ./tests/Acceptance/Invoke-Acceptance.ps1
.EXAMPLE
    ./tests/Acceptance/Invoke-Acceptance.ps1 -RecordPath ./my-record
#>
[CmdletBinding()]
param(
    [string] $RecordPath = (Join-Path $PSScriptRoot "../../artifacts/acceptance-$([datetime]::Now.ToString('yyyyMMdd-HHmmss'))")
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
trap { [System.Console]::Error.WriteLine($_.Exception.Message); exit 1 }

. (Join-Path $PSScriptRoot '../Pester/Pester.ps1')
. (Join-Path $PSScriptRoot 'Settings.ps1')
$null = Get-AcceptanceSetting
$path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($RecordPath)
if (Test-Path $path) { throw "$path exists already. Give another -RecordPath. Nothing was sent." }

$pester = Find-Pester
if (-not $pester) { throw 'Pester 5 was not found. Install it: Install-PSResource Pester -Version 5.*' }

Import-Module $pester
$configuration = New-PesterConfiguration
$configuration.Run.Container = New-PesterContainer -Path (Join-Path $PSScriptRoot 'Acceptance.Tests.ps1') -Data @{ RecordPath = $path }
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$result = Invoke-Pester -Configuration $configuration

# Once the project is accepted, each step passes, fails or is skipped, and those after a failed one are skipped.
if (-not ($result.PassedCount + $result.SkippedCount)) {
    Write-Output 'Acceptance: no step was run. The reason is above.'
    exit 1
}

Write-Output "Acceptance: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped."
Write-Output "The record is in $path. Compare it with the Sandbox: ./tests/Acceptance/Compare-AcceptanceRecord.ps1 '$($path -replace "'", "''")'"
exit $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
