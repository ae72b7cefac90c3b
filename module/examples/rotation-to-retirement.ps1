<#
.SYNOPSIS
    A drill over months: a project is rotated to a new version of its key, and the old one is followed until nothing needs it.
.DESCRIPTION
    Runs unchanged in pwsh and in the Sandbox's engine. In pwsh, start a Sandbox first, and give the file that it names:

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

filter Show-Step { "`n=== $_" | Out-Host }

$direct = [System.Net.Http.HttpClientHandler]::new()
$direct.UseProxy = $false
$control = [System.Net.Http.HttpClient]::new($direct)
$port = [regex]::Match([System.IO.File]::ReadAllText($Sandbox), '"httpPort"\s*:\s*(\d+)').Groups[1].Value

# No clock is moved: everything is made to be a month longer ago.
function Skip-Month {
    $wish = [System.Net.Http.StringContent]::new('{"command":"letTimePass","argument":{"span":"30.00:00:00"}}')
    $null = $control.PostAsync("http://127.0.0.1:$port/sandbox/world", $wish).GetAwaiter().GetResult().EnsureSuccessStatusCode()
}

'1. Rotate' | Show-Step
Connect-Atlas -Sandbox $Sandbox | Out-Host
$rotation = Invoke-AtlasKeyRotation -NewVersion
$rotation | Out-Host
if (-not $rotation.OldKeyIdentifier) { throw 'The project was rotated less than a day ago, and Atlas does not tell from which version: take a fresh Sandbox.' }

'2. Who needs the old version?' | Show-Step
$rotation | Get-AtlasKeyUsage | Out-Host
if (-not $rotation.OldKeyLeftAt) { throw "Not every cluster was seen to follow: $($rotation.OldKeyReason)" }

# What no API shows, and only you can know: no project that this session cannot see uses the key, or has used it.
# Not piped: the rotation carries its own time, which would not become older as the months pass here.
$known = @{ KeyIdentifier = $rotation.OldKeyIdentifier; RotatedAt = $rotation.OldKeyLeftAt; ProjectScopeComplete = $true }
$verdict = Test-AtlasKeyRetirement @known

'3. Month after month, until the last backup of its time has expired' | Show-Step
for ($month = 0; ; $month++) {
    $until = if ($verdict.SafeAfter) { ", the last for another $([int]($verdict.SafeAfter - [DateTimeOffset]::UtcNow).TotalDays) days" }
    "month ${month}: safe to disable? $($verdict.SafeToDisable); held by $($verdict.HeldBy.Count)$until" | Out-Host
    if ($verdict.SafeToDisable -eq 'Yes' -or $month -ge $MonthsAtMost) { break }

    Skip-Month
    # A record of a real rotation would just have grown older.
    $known.RotatedAt = $known.RotatedAt.AddDays(-30)
    $verdict = Test-AtlasKeyRetirement @known
}

$control.Dispose()

'4. Without your statement about projects that this session cannot see' | Show-Step
Test-AtlasKeyRetirement -KeyIdentifier $known.KeyIdentifier -RotatedAt $known.RotatedAt | Out-Host

'5. The verdict, and what it rests on' | Show-Step
$verdict
