# Pester 5: the installed one, or the package that the SDK restores.

function Find-Pester {
    $pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Sort-Object Version | Select-Object -Last 1 -ExpandProperty Path
    if (-not $pester) {
        # A package that was restored before is found without the SDK, which takes seconds to say where it is.
        $project = Join-Path $PSScriptRoot 'Modules.csproj'
        $version = ([xml](Get-Content $project -Raw)).SelectSingleNode("//PackageDownload[@Include='Pester']").Version.Trim('[', ']')
        $packages = $env:NUGET_PACKAGES ? $env:NUGET_PACKAGES : (Join-Path $HOME '.nuget/packages')
        if (-not (Test-Path (Join-Path $packages "pester/$version/tools/Pester.psd1"))) {
            $null = dotnet restore $project
            $packages = dotnet msbuild $project -getProperty:NuGetPackageRoot
        }

        $pester = Get-Item (Join-Path $packages "pester/$version/tools/Pester.psd1") -ErrorAction Ignore | Select-Object -ExpandProperty FullName
    }

    $pester
}
