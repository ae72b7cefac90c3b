# Pester 5: the one of this machine, or the package of it that the SDK brings.

function Find-Pester {
    $pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Sort-Object Version | Select-Object -Last 1 -ExpandProperty Path
    if (-not $pester) {
        $project = Join-Path $PSScriptRoot 'Modules.csproj'
        $null = dotnet restore $project
        $pester = dotnet msbuild $project -getProperty:NuGetPackageRoot |
            ForEach-Object { Get-Item (Join-Path $_ 'pester/5.*/tools/Pester.psd1') -ErrorAction Ignore } |
            Select-Object -Last 1 -ExpandProperty FullName
    }

    $pester
}
