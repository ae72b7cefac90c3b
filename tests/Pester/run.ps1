<#
.SYNOPSIS
    Runs the tests of this folder, by the Pester 5 of this machine, or by the package of it that the SDK brings; says that they were skipped where there is neither.
#>
[CmdletBinding()]
param(
    # The file for the results as JUnit XML, with the duration of each test.
    [string] $ResultPath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

. (Join-Path $PSScriptRoot 'Pester.ps1')
$pester = Find-Pester
if (-not $pester) {
    Write-Output 'Pester: skipped, since Pester 5 is not installed here (Install-PSResource Pester), nor can the SDK bring it.'
    exit 0
}

if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
    Write-Output 'Pester: scripts are not analyzed, because PSScriptAnalyzer is not installed here.'
}

Import-Module $pester
. (Join-Path $PSScriptRoot 'Sandbox.ps1')
$sandboxHost = Open-SandboxHost
try {
    $configuration = New-PesterConfiguration @{
        Run        = @{ PassThru = $true }
        TestResult = @{ Enabled = [bool] $ResultPath; OutputFormat = 'JUnitXml'; OutputPath = "$ResultPath" }
    }
    $configuration.Run.Container = @(Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | ForEach-Object { New-PesterContainer -Path $_.FullName -Data @{ SandboxHost = $sandboxHost } })
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    Close-SandboxHost $sandboxHost
}

Write-Output "Pester: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped"
exit $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
