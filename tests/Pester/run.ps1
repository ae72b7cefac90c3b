<#
.SYNOPSIS
    Runs the tests of this folder, by the Pester 5 of this machine, or by the package of it that the SDK brings; says that they were skipped where there is neither.
#>
[CmdletBinding()]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Sort-Object Version | Select-Object -Last 1 -ExpandProperty Path
if (-not $pester) {
    $project = Join-Path $PSScriptRoot 'Modules.csproj'
    $null = dotnet restore $project
    $pester = dotnet msbuild $project -getProperty:NuGetPackageRoot |
        ForEach-Object { Get-Item (Join-Path $_ 'pester/5.*/tools/Pester.psd1') -ErrorAction Ignore } |
        Select-Object -Last 1 -ExpandProperty FullName
}

if (-not $pester) {
    Write-Output 'Pester: skipped, since Pester 5 is not installed here (Install-PSResource Pester), nor can the SDK bring it.'
    exit 0
}

if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
    Write-Output 'Pester: scripts are not analysed, since PSScriptAnalyzer is not installed here.'
}

Import-Module $pester
$result = Invoke-Pester $PSScriptRoot -PassThru
Write-Output "Pester: $($result.PassedCount) passed, $($result.FailedCount) failed, $($result.SkippedCount) skipped"
exit $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
