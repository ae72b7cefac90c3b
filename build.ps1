<#
.SYNOPSIS
    Builds, tests or packages AtlasCmk. It only calls dotnet, and Pester where that is: whatever it does works without it, too.
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 Test
#>
[CmdletBinding()]
param(
    # Build writes module/; Test runs the whole suite, and tests/Pester where Pester 5 is found; Package makes in artifacts/ the folder that a user installs, the nupkg for the PowerShell Gallery and the zip for Azure Automation.
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build }
        'Test' {
            dotnet test
            if ($LASTEXITCODE -eq 0) { & tests/Pester/run.ps1 }
        }
        'Package' { dotnet run --project src/AtlasCmk.Packaging --configuration Release -- . artifacts }
    }
    if ($LASTEXITCODE -ne 0) {
        throw "$Task failed: exit code $LASTEXITCODE."
    }
}
finally {
    Pop-Location
}
