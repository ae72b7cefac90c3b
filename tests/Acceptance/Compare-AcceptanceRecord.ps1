<#
.SYNOPSIS
    Compares a record of Invoke-Acceptance.ps1 with the Sandbox, exchange by exchange, and prints each difference as a row: that is how a user can show that a fact is wrong.
.DESCRIPTION
    Serves a Sandbox, runs the same steps against it in another process, and compares the two records by operation, step and status.
    Values are not compared, only fields, types, statuses, states, headers and error codes. An answer in a state that the Sandbox
    passed through between two requests has no counterpart; -Verbose tells how many there were.
    The exit code is the number of differences, at most 255; with -PassThru the differences are emitted as objects, and the exit code is 0.
.PARAMETER RecordPath
    The folder of the record.
.PARAMETER SandboxRecordPath
    A record of the Sandbox to compare with, instead of a new run.
.PARAMETER PassThru
    Emits the differences as objects, for a script.
.EXAMPLE
    ./tests/Acceptance/Compare-AcceptanceRecord.ps1 ./my-record
.EXAMPLE
    ./tests/Acceptance/Compare-AcceptanceRecord.ps1 ./my-record -PassThru | Export-Csv differences.csv
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)]
    [string] $RecordPath,

    [string] $SandboxRecordPath,

    [switch] $PassThru
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
trap { [System.Console]::Error.WriteLine($_.Exception.Message); exit 1 }

. (Join-Path $PSScriptRoot 'Comparison.ps1')
. (Join-Path $PSScriptRoot 'Practice.ps1')
foreach ($file in 'atlas-answers.json', 'azure-connection-exchanges.json') {
    if (-not (Test-Path (Join-Path $RecordPath $file))) { throw "$RecordPath is not a record of Invoke-Acceptance.ps1: it holds no $file." }
}

$made = $null
try {
    if (-not $SandboxRecordPath) {
        $made = Join-Path ([System.IO.Path]::GetTempPath()) "acceptance-$([guid]::NewGuid())"
        Write-Progress 'Running the same steps against a Sandbox'
        $log = Invoke-Practice $made (Get-RunOption $RecordPath)
        if (-not (Test-Path (Join-Path $made 'atlas-answers.json'))) { throw "The run against the Sandbox made no record. Is the clone built (dotnet build)? It printed:`n$($log -join "`n")" }
        $SandboxRecordPath = $made
        Write-Progress 'Running the same steps against a Sandbox' -Completed
    }

    $differences = @(Compare-Exchange @(Read-AcceptanceRecord $RecordPath) @(Read-AcceptanceRecord $SandboxRecordPath))
}
finally {
    if ($made -and (Test-Path $made)) { Remove-Item $made -Recurse }
}

if ($PassThru) {
    $differences
    exit 0
}

$differences | Sort-Object Operation, Status, What, Name | Format-Table Status, What, Name, Real, Sandbox, Step -GroupBy Operation -Wrap
Write-Output ($differences ? "$($differences.Count) $($differences.Count -eq 1 ? 'difference' : 'differences') from the Sandbox." : 'No difference from the Sandbox.')
exit [math]::Min($differences.Count, 255)
