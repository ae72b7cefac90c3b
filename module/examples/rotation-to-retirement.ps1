<#
.SYNOPSIS
    A drill over months: a project is rotated to a new version of its key, and the old one is followed until nothing needs it.
.DESCRIPTION
    Start a Sandbox first, and give the file that it names:

        dotnet run --project src/AtlasCmk.Sandbox -- serve --stage encrypted
        Import-Module ./AtlasCmk.psd1
        ./module/examples/rotation-to-retirement.ps1 -Sandbox <file>

    The months pass in the Sandbox alone: its backups expire and new ones are taken, while every clock stays as it is. With
    the real services the same takes as long as the longest-lived backup.
.PARAMETER Sandbox
    The file with the line of JSON that the Sandbox printed.
.PARAMETER MonthsAtMost
    When to give up.
.OUTPUTS
    AtlasCmk.KeyRetirement: the verdict that ends the drill.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Sandbox,

    [int] $MonthsAtMost = 24
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Show-Step([string] $Text) { Write-Host "`n=== $Text" }

function Show-Month([string] $Text) { Write-Host $Text }

$port = (Get-Content $Sandbox | ConvertFrom-Json).httpPort

# No clock is moved: everything is made to be a month longer ago.
function Skip-Month {
    $body = @{ command = 'letTimePass'; argument = @{ span = '30.00:00:00' } } | ConvertTo-Json
    $null = Invoke-RestMethod "http://127.0.0.1:$port/sandbox/world" -Method Post -Body $body -ContentType application/json -NoProxy
}

Show-Step '1. Rotate'
Connect-Atlas -Sandbox $Sandbox | Out-Host
$rotation = Invoke-AtlasKeyRotation -NewVersion
$rotation | Out-Host
if (-not $rotation.OldKeyIdentifier) { throw 'The project was rotated less than a day ago, and Atlas does not tell from which version: take a fresh Sandbox.' }

Show-Step '2. Who needs the old version?'
$rotation | Get-AtlasKeyUsage | Out-Host
if (-not $rotation.OldKeyLeftAt) { throw "Not every cluster was seen to follow: $($rotation.OldKeyReason)" }

# What no API shows, and only you can know: no project that this session cannot see uses the key, or has used it.
# Not piped: the rotation carries its own time, which would not become older as the months pass here.
$known = @{ KeyIdentifier = $rotation.OldKeyIdentifier; RotatedAt = $rotation.OldKeyLeftAt; ProjectScopeComplete = $true }
$verdict = Test-AtlasKeyRetirement @known

Show-Step '3. Month after month, until the last backup of its time has expired'
for ($month = 0; ; $month++) {
    $until = if ($verdict.SafeAfter) { ", the last for another $([int]($verdict.SafeAfter - [DateTimeOffset]::UtcNow).TotalDays) days" }
    Show-Month "month ${month}: safe to disable? $($verdict.SafeToDisable); held by $($verdict.HeldBy.Count)$until"
    if ($verdict.SafeToDisable -eq 'Yes' -or $month -ge $MonthsAtMost) { break }

    Skip-Month
    # A record of a real rotation would just have grown older.
    $known.RotatedAt = $known.RotatedAt.AddDays(-30)
    $verdict = Test-AtlasKeyRetirement @known
}

Show-Step '4. Without your statement about projects that this session cannot see'
Test-AtlasKeyRetirement -KeyIdentifier $known.KeyIdentifier -RotatedAt $known.RotatedAt | Out-Host

Show-Step '5. The verdict, and what it rests on'
$verdict
