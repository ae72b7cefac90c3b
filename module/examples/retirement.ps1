<#
.SYNOPSIS
    After a rotation: which versions of the project's key may be disabled, what still needs the others, and until when.
.DESCRIPTION
    Changes nothing: disabling a version is left to you. In pwsh, start a Sandbox first, rotate in it, and give the file that it names:

        dotnet run --project src/AtlasCmk.Sandbox -- serve --stage encrypted
        Import-Module ./AtlasCmk.psd1
        ./module/examples/rotation.ps1 -Sandbox <file>
        ./module/examples/retirement.ps1 -Sandbox <file>
.PARAMETER Sandbox
    The file with the line of JSON that the Sandbox printed.
.PARAMETER RotatedAt
    When the last project had left the old version, with all its clusters: OldKeyLeftAt of the last rotation.
.PARAMETER ProjectScopeComplete
    You know that no project that this session cannot see uses the key, or has used it. No API shows that.
.OUTPUTS
    AtlasCmk.KeyRetirement, one for each version that the project does not use now.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Sandbox,

    [DateTimeOffset] $RotatedAt,

    [switch] $ProjectScopeComplete
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

Connect-Atlas -Sandbox $Sandbox | Out-Null

$known = @{ ProjectScopeComplete = $ProjectScopeComplete }
if ($PSBoundParameters.ContainsKey('RotatedAt')) { $known.RotatedAt = $RotatedAt }

# All versions are judged together, so that the projects are read once.
$verdicts = @(Get-AtlasAkvKey | Where-Object -Not IsInUse | Test-AtlasKeyRetirement @known)

function Show-Verdict($Verdict) {
    Write-Host "`n=== $($Verdict.KeyIdentifier)"
    if ($Verdict.SafeToDisable -eq 'Yes') {
        Write-Host 'It may be disabled. Keep it disabled for a while before you think of deleting it.'
        return
    }

    Write-Host "$($Verdict.SafeToDisable): $($Verdict.Reason)"
    $Verdict.HeldBy | Out-Host
    if ($Verdict.SafeAfter) { Write-Host "The last of it expires at $($Verdict.SafeAfter.ToString('u'))." }
}

if ($verdicts.Count -eq 0) { Write-Information 'The key has no other version than the one in use.' -InformationAction Continue }
foreach ($verdict in $verdicts) { Show-Verdict $verdict }

$verdicts
