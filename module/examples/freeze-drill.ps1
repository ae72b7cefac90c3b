<#
.SYNOPSIS
    A freeze drill with its evidence: how long it takes from the decision until the data cannot be read, and back.
.DESCRIPTION
    Freezes the session's project, waits until Atlas reports it, thaws it, waits until everything is as before, and shows
    how long each step took. If a step fails, the script gives back what was taken before it ends, and keeps the evidence.
    The record stays, so that you can run Grant-AtlasKeyAccess again. A real freeze is left alone: the script ends before it
    takes anything if the record already exists, or if no cluster runs under the key.

    For a real project, connect first. The script uses that session, and leaves it open:

        Connect-Atlas -Credential (Get-Credential) -ProjectId $id
        ./module/examples/freeze-drill.ps1 -RecordPath ./drill.json -EvidencePath ./drill.csv

    To practice, start a Sandbox, and give the file that it names:

        dotnet run --project src/AtlasCmk.Sandbox -- serve --stage encrypted
        Import-Module ./AtlasCmk.psd1
        ./module/examples/freeze-drill.ps1 -Sandbox <file>
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed. Without it, the script uses the session of Connect-Atlas.
.PARAMETER Method
    What is taken: KeyVersion, AccessPolicy or RoleAssignment.
.PARAMETER AtlasObjectId
    The object id of the service principal that Atlas signs in to Azure as; KeyVersion does not need it.
.PARAMETER RecordPath
    The file to write what is taken to, on a disk that stays. Default: a file with a unique name in the current folder. It stays after the drill.
.PARAMETER EvidencePath
    A file for the evidence, one line of CSV for each thing that happened.
.PARAMETER TimeoutSec
    How long to wait for each way, in seconds.
.PARAMETER Force
    Goes on where more than the project stops, or where it cannot be told what does.
.OUTPUTS
    AtlasCmk.KeyAccessEvidence, everything that happened, in its order.
#>
[CmdletBinding()]
param(
    [string] $Sandbox,

    [AtlasCmk.KeyAccessMethod] $Method = 'KeyVersion',

    [guid] $AtlasObjectId,

    [string] $RecordPath = "./freeze-drill-$([guid]::NewGuid().ToString('N')).json",

    [string] $EvidencePath,

    [int] $TimeoutSec = 3600,

    [switch] $Force
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Show-Step([string] $Text) { Write-Host "`n=== $Text" }

function Show-Time([string] $Text) { Write-Host $Text }

# The record of a freeze in earnest: a drill must never thaw that.
if (Test-Path -LiteralPath $RecordPath) { throw "There is a record $RecordPath already, and a drill thaws only what it froze itself: give another -RecordPath." }
$evidence = [System.Collections.Generic.List[object]]::new()

Show-Step '1. Sign in, and see what is running'
if ($Sandbox) { Connect-Atlas -Sandbox $Sandbox | Out-Host } else { Get-AtlasSession | Out-Host }
$before = @(Get-AtlasClusterEncryption)
$before | Out-Host
$running = @($before | Where-Object EncryptionAtRestProvider -eq AZURE | Where-Object Paused -eq $false | ForEach-Object ClusterName)
if ($running.Count -eq 0) { throw 'No cluster runs under the key: there is nothing to drill, or the data are frozen already.' }

$freeze = @{ Method = $Method; RecordPath = $RecordPath; Force = $Force }
$identity = @{}
if ($PSBoundParameters.ContainsKey('AtlasObjectId')) { $identity.AtlasObjectId = $AtlasObjectId }

Show-Step '2. What would a freeze stop? Nothing is changed'
Revoke-AtlasKeyAccess @freeze @identity -WhatIf

try {
    Show-Step "3. Freeze. What is taken is saved first, in $RecordPath"
    Revoke-AtlasKeyAccess @freeze @identity -Wait -TimeoutSec $TimeoutSec -Confirm:$false | ForEach-Object { $evidence.Add($_); $_ } | Out-Host
}
finally {
    try {
        if (Test-Path -LiteralPath $RecordPath) {
            Show-Step '4. Thaw: exactly what the record lists is given back'
            Grant-AtlasKeyAccess -RecordPath $RecordPath @identity -Wait -TimeoutSec $TimeoutSec -Confirm:$false | ForEach-Object { $evidence.Add($_); $_ } | Out-Host
        }
    }
    finally {
        if ($EvidencePath) {
            $lines = @('Time,Source,Event,Subject,Detail,Method,ProjectId,KeyIdentifier') + @($evidence | ForEach-Object {
                    $fields = $_.Time.ToString('o'), $_.Source, $_.Event, $_.Subject, $_.Detail, $_.Method, $_.ProjectId, $_.KeyIdentifier
                    # A spreadsheet takes = + - @ at the start of a field for a formula.
                    @($fields | ForEach-Object { '"{0}"' -f ("$_" -replace '^(?=[=+\-@\t\r])', "'").Replace('"', '""') }) -join ','
                })
            Set-Content -LiteralPath $EvidencePath -Value $lines
        }
    }
}

Show-Step '5. The same clusters run as before'
$after = @(Get-AtlasClusterEncryption | Where-Object { $running -contains $_.ClusterName })
$after | Out-Host
$missing = $running.Count - @($after | Where-Object Paused -eq $false).Count
if ($missing -ne 0) { throw "Clusters that no longer run: $missing." }

Show-Step '6. How long it took'
$time = @{}
$evidence | Where-Object { -not $time.ContainsKey($_.Event) } | ForEach-Object { $time[$_.Event] = $_.Time }
$seconds = { param($from, $to) ($time[$to] - $time[$from]).TotalSeconds.ToString('0.0') }
Show-Time "From the first change until Atlas could not use the key: $(& $seconds Taken KeyInvalid) s; until the clusters were paused: $(& $seconds Taken Frozen) s."
Show-Time "From the first grant until Atlas could use it again: $(& $seconds Given KeyValid) s; until the clusters were running: $(& $seconds Given Thawed) s."

if ($Sandbox) { Disconnect-Atlas }
$evidence
