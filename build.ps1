<#
.SYNOPSIS
    Builds, tests or packages AtlasCmk.
.EXAMPLE
    ./build.ps1
.EXAMPLE
    ./build.ps1 Test
.EXAMPLE
    ./build.ps1 Package
#>
[CmdletBinding()]
param(
    # Build writes module/. Test runs all tests, with those of tests/Pester where Pester 5 is found.
    # Package writes to artifacts/ the folder that a user installs, the nupkg for the PowerShell Gallery and the zip for Azure Automation.
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build',

    # Package packs the module as it was built last. Without it, Package makes a Release build first.
    [switch] $NoBuild
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Invoke-Dotnet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $args failed: exit code $LASTEXITCODE."
    }
}

function Get-ReleaseNote([string] $Version) {
    $section = [regex]::Match((Get-Content CHANGELOG.md -Raw).Replace("`r", ''), "(?ms)^## \[$([regex]::Escape($Version))\](?: [^\n]*)?\n\s*((?!## )\S.*?)\s*(?=^## |\z)")
    if (-not $section.Success) {
        throw "CHANGELOG.md has no text for version $Version. Add a section '## [$Version]'."
    }

    $section.Groups[1].Value
}

# The licenses of others ask for these notices. They come from the packages that the restore of the module placed on this machine.
function Get-ThirdPartyNotice([string[]] $Assembly) {
    $assets = Get-Content src/AtlasCmk/obj/project.assets.json -Raw | ConvertFrom-Json -AsHashtable
    $packages = @(foreach ($library in @($assets.targets.Values)[0].GetEnumerator() | Where-Object { $_.Value['runtime'] } | Sort-Object Key) {
        $assemblies = @($library.Value.runtime.Keys | Split-Path -Leaf | Where-Object { $_ -in $Assembly })
        if ($assemblies) {
            $folder = $assets.packageFolders.Keys | Join-Path -ChildPath $assets.libraries[$library.Key].path | Where-Object { Test-Path $_ } | Select-Object -First 1
            $metadata = [xml](Get-Content "$folder/*.nuspec" -Raw)
            $first = { $args | ForEach-Object { $metadata.GetElementsByTagName($_) } | ForEach-Object { $_.InnerText.Trim() } | Where-Object { $_ } | Select-Object -First 1 }
            $text = {
                $file = Get-ChildItem $folder -File | Where-Object Name -Match "^($args)(\.txt|\.md)?$" | Select-Object -First 1
                if ($file) { (Get-Content $file.FullName -Raw).Replace("`r", '').Trim() }
            }
            $package = [pscustomobject]@{
                Name       = "$(& $first id) $(& $first version)"
                Copyright  = & $first copyright authors
                License    = & $first license licenseUrl
                Project    = & $first projectUrl
                Assemblies = $assemblies
                Text       = & $text LICENSE
                Notices    = & $text 'THIRD-?PARTY-?NOTICES'
            }
            if (-not $package.Text) {
                if ($package.License -ne 'MIT') { throw "$($package.Name) has the license $($package.License), but brings no text of it." }
                # The license of this module is the same, but for who holds the copyright.
                $package.Text = ((Get-Content LICENSE -Raw) -replace '(?m)^Copyright.*\s+').Trim()
            }

            $package
        }
    })

    $strangers = $Assembly | Where-Object { $_ -notin $packages.Assemblies }
    if ($strangers) { throw "There is no notice for $($strangers -join ', '): no package that the module refers to brings it." }

    'AtlasCmk brings assemblies of others in module/deps. These are their packages, licenses and notices.'
    foreach ($package in $packages) {
        '', $package.Name, "Copyright: $($package.Copyright)", "License: $($package.License)", "Project: $($package.Project)"
        $package.Assemblies | ForEach-Object { "Assembly: $_" }
    }

    # Most of the packages of one maker have the same texts.
    foreach ($kind in @{ Name = 'License'; Text = 'Text' }, @{ Name = 'Notices'; Text = 'Notices' }) {
        foreach ($group in $packages | Where-Object $kind.Text | Group-Object $kind.Text -CaseSensitive) {
            '', ('=' * 80), "$($kind.Name) of $($group.Group.Name -join ', ')", ('=' * 80), '', $group.Name
        }
    }
}

function Export-Package {
    $manifest = Import-PowerShellDataFile AtlasCmk.psd1
    # All that is packed. Anything else in module/ stays there.
    $files = Get-Content src/AtlasCmk/PackageFiles.txt
    $missing = $files | Where-Object { -not (Test-Path $_) }
    if ($missing) { throw "src/AtlasCmk/PackageFiles.txt lists $($missing -join ', '), which this clone does not have. Build the module first." }
    $notes = Get-ReleaseNote $manifest.ModuleVersion
    $notices = Get-ThirdPartyNotice ($files -like '*.dll' | Split-Path -Leaf | Where-Object { $_ -notlike 'AtlasCmk.*' })

    $null = New-Item artifacts -ItemType Directory -Force
    Remove-Item artifacts/AtlasCmk* -Recurse
    foreach ($file in $files) {
        $null = New-Item "artifacts/AtlasCmk/$(Split-Path $file)" -ItemType Directory -Force
        Copy-Item $file "artifacts/AtlasCmk/$file"
    }

    Set-Content artifacts/AtlasCmk/THIRD-PARTY-NOTICES.txt $notices

    # The Gallery finds editions and cmdlets by these tags, which Compress-PSResource does not add.
    $tags = @($manifest.CompatiblePSEditions | ForEach-Object { "PSEdition_$_" }) + 'PSIncludes_Cmdlet' + @($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_", "PSCommand_$_" })
    $text = (Get-Content AtlasCmk.psd1 -Raw) -replace '(?m)^( *)Tags *= @\([^)]*', {
        "$($_.Groups[1])ReleaseNotes = '$($notes.Replace("'", "''"))'`n$_, '$($tags -join "', '")'"
    }
    Set-Content artifacts/AtlasCmk/AtlasCmk.psd1 $text -NoNewline

    Compress-PSResource artifacts/AtlasCmk artifacts
    # Automation takes a zip only where it, the folder in it and the manifest in that have one name.
    [System.IO.Compression.ZipFile]::CreateFromDirectory("$PSScriptRoot/artifacts/AtlasCmk", "$PSScriptRoot/artifacts/AtlasCmk.zip", 'Optimal', $true)

    Rename-Item artifacts/AtlasCmk $manifest.ModuleVersion
    Move-Item "artifacts/$($manifest.ModuleVersion)" (New-Item artifacts/AtlasCmk -ItemType Directory)
    Get-ChildItem artifacts/AtlasCmk* | ForEach-Object FullName
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-Dotnet build }
        'Test' {
            Invoke-Dotnet test
            & tests/Pester/run.ps1
            if ($LASTEXITCODE -ne 0) { throw "Pester failed: exit code $LASTEXITCODE." }
        }
        'Package' {
            if (-not (Get-Command Compress-PSResource -ErrorAction Ignore)) {
                throw 'Package needs Compress-PSResource. Use PowerShell 7.4.10 or later, or run: Install-PSResource Microsoft.PowerShell.PSResourceGet'
            }

            if (-not $NoBuild) { Invoke-Dotnet build src/AtlasCmk --configuration Release }
            Export-Package
        }
    }
}
finally {
    Pop-Location
}
