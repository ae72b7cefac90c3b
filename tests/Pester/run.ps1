<#
.SYNOPSIS
    Runs the tests of this folder, where Pester 5 is found; says that they were skipped where it is not.
#>
[CmdletBinding()]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Sort-Object Version | Select-Object -Last 1
if (-not $pester) {
    Write-Output 'Pester: skipped, since Pester 5 is not installed here (Install-PSResource Pester).'
    exit 0
}

if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
    Write-Output 'Pester: scripts are not analysed, since PSScriptAnalyzer is not installed here.'
}

Import-Module $pester.Path
$result = Invoke-Pester $PSScriptRoot -PassThru
Write-Output "Pester: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped"
exit $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
