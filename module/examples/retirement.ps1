<#
.SYNOPSIS
    After a rotation: which versions of the project's key may be disabled, what still needs the others, and until when.
.DESCRIPTION
    Changes nothing: disabling a version is left to you. In pwsh, start a Sandbox first, rotate in it, and give the file that it names:

        dotnet run --project src/AtlasCmk.Sandbox -- serve --stage encrypted
        Import-Module ./AtlasCmk.psd1
        ./module/examples/rotation.ps1 -Sandbox <file>
        ./module/examples/retirement.ps1 -Sandbox <file>

    Only the language, Where-Object, ForEach-Object, Out-Host and AtlasCmk's own cmdlets are used.
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

if ($verdicts.Count -eq 0) { 'The key has no other version than the one in use.' | Out-Host }

foreach ($verdict in $verdicts) {
    "`n=== $($verdict.KeyIdentifier)" | Out-Host
    switch ($verdict.SafeToDisable) {
        'Yes' { 'It may be disabled. Keep it disabled for a while before you think of deleting it.' | Out-Host }
        default {
            "$($verdict.SafeToDisable): $($verdict.Reason)" | Out-Host
            $verdict.HeldBy | Out-Host
            if ($verdict.SafeAfter) { "The last of it expires at $($verdict.SafeAfter.ToString('u'))." | Out-Host }
        }
    }
}

$verdicts
