# What a user installs: the packages that build.ps1 makes of the module as it was built. For Pester 5, in a clone that was built.

# run.ps1 gives the process that serves all Sandboxes. Without it, this file starts one.
param($SandboxHost)

BeforeAll {
    . (Join-Path $PSScriptRoot 'Sandbox.ps1')
    $sandbox = Open-Sandbox -SandboxHost $SandboxHost
    $manifest = Import-PowerShellDataFile $sandbox.Manifest
    $version = $manifest.ModuleVersion
    $files = Get-Content (Join-Path $sandbox.Root 'src/AtlasCmk/PackageFiles.txt')
    $clone = Join-Path $sandbox.Folder 'clone'

    # The packaging reads these files of a clone.
    foreach ($file in $files + 'build.ps1', 'src/AtlasCmk/PackageFiles.txt', 'src/AtlasCmk/obj/project.assets.json') {
        $null = New-Item (Split-Path "$clone/$file") -ItemType Directory -Force
        Copy-Item "$($sandbox.Root)/$file" "$clone/$file"
    }

    $strays = 'module/.env', 'module/sandbox.json', 'module/freeze-payments.json', 'module/AtlasCmk.Format.ps1xml~', 'module/AtlasCmk.Core.pdb',
        'module/.vscode/settings.json', 'module/examples/mine.ps1', 'module/en-US/about_Secrets.help.txt', 'module/deps/Stranger.dll'
    foreach ($stray in $strays) { $null = New-Item "$clone/$stray" -Value secret -Force }

    & "$clone/build.ps1" Package -NoBuild

    # A module path for each package. The one for the Gallery comes from a folder feed, as README shows.
    $paths = @{ folder = "$clone/artifacts"; gallery = "$($sandbox.Folder)/gallery"; automation = "$($sandbox.Folder)/automation" }
    $modules = @{ folder = "$($paths.folder)/AtlasCmk/$version"; gallery = "$($paths.gallery)/AtlasCmk/$version"; automation = "$($paths.automation)/AtlasCmk" }
    $feed = "AtlasCmk-$([guid]::NewGuid().ToString('N'))"
    Register-PSResourceRepository -Name $feed -Uri (Resolve-Path "$clone/artifacts").Path -Trusted
    $null = New-Item $paths.gallery -ItemType Directory
    try { Save-PSResource AtlasCmk -Repository $feed -Path $paths.gallery } finally { Unregister-PSResourceRepository $feed }
    [System.IO.Compression.ZipFile]::ExtractToDirectory("$clone/artifacts/AtlasCmk.zip", $paths.automation)
    $nupkg = [System.IO.Compression.ZipFile]::OpenRead("$clone/artifacts/AtlasCmk.$version.nupkg")
    $reader = [System.IO.StreamReader]::new($nupkg.GetEntry('AtlasCmk.nuspec').Open())
    $nuspec = ([xml]$reader.ReadToEnd()).package.metadata
    $reader.Dispose()
    $nupkg.Dispose()

    function Get-PackedFile([string] $Package) {
        Get-ChildItem $modules[$Package] -Recurse -File -Force | ForEach-Object { [System.IO.Path]::GetRelativePath($modules[$Package], $_.FullName).Replace('\', '/') } | Sort-Object
    }
}

AfterAll {
    Close-Sandbox $sandbox
}

Describe 'A module that was installed from <_>' -ForEach 'gallery', 'automation' {
    It 'is loaded by the first cmdlet that is used, and works' {
        $said = Start-Job {
            $env:PSModulePath = $args[0]
            $null = Connect-Atlas -Sandbox $args[1]
            (Get-AtlasEncryptionAtRest).Enabled
            (Get-Command Get-AtlasEncryptionAtRest).Module.ModuleBase
            (Get-Help Get-AtlasProject).examples.example[0].code
            $null = Disconnect-Atlas
            (Get-Command -Module AtlasCmk).Name
        } -ArgumentList $paths[$_], $sandbox.File | Receive-Job -Wait -AutoRemoveJob

        $said[0] | Should -BeTrue
        $said[1] | Should -Be ([System.IO.Path]::GetFullPath($modules[$_]))
        $said[2] | Should -Match 'Get-AtlasProject'
        $said | Select-Object -Skip 3 | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }
}

Describe 'The package for <_>' -ForEach 'folder', 'gallery', 'automation' {
    It 'has the files of the list and the notices, and nothing else that is in the clone' {
        $packed = Get-PackedFile $_
        $packed | Should -Be ($files + 'THIRD-PARTY-NOTICES.txt' | Sort-Object)
        $packed | Where-Object { $_ -in $strays } | Should -BeNullOrEmpty
        $packed | ForEach-Object { $_.Split('/')[0] } | Sort-Object -Unique | Should -Be 'AtlasCmk.psd1', 'CHANGELOG.md', 'LICENSE', 'module', 'README.md', 'THIRD-PARTY-NOTICES.txt'
    }

    It 'has the files of the clone, and those of the other packages' {
        $package = $_
        $different = Get-PackedFile $_ | Where-Object {
            $source = if ($_ -in 'AtlasCmk.psd1', 'THIRD-PARTY-NOTICES.txt') { $modules.folder } else { $clone }
            (Get-FileHash "$($modules[$package])/$_").Hash -ne (Get-FileHash "$source/$_").Hash
        }
        $different | Should -BeNullOrEmpty
    }

    It 'has all of the help' {
        $help = Get-PackedFile $_ | Where-Object { $_ -like 'module/en-US/*' } | Split-Path -Leaf
        foreach ($page in 'AtlasCmk.dll-Help.xml', 'about_AtlasCmk.help.txt', 'about_AtlasCmk_Concepts.help.txt', 'about_AtlasCmk_Errors.help.txt', 'about_AtlasCmk_Sandbox.help.txt') {
            $help | Should -Contain $page
        }
    }

    It 'has the pages, pictures and scripts that its README links to' {
        $links = [regex]::Matches((Get-Content "$($modules[$_])/README.md" -Raw), '\]\((module/[^)#]+)').ForEach{ $_.Groups[1].Value }
        $links.Count | Should -BeGreaterThan 30
        $package = $modules[$_]
        $links | Where-Object { -not (Test-Path "$package/$_") } | Should -BeNullOrEmpty
    }
}

Describe 'The zip for Azure Automation' {
    It 'has one folder, which is named as the zip and as the manifest in it' {
        (Get-ChildItem $paths.automation -Force).Name | Should -Be 'AtlasCmk'
        "$($paths.automation)/AtlasCmk/AtlasCmk.psd1" | Should -Exist
    }
}

Describe 'The package for the Gallery' {
    It 'is found by its edition, its systems and its cmdlets' {
        $tags = $nuspec.tags.Split(' ')
        foreach ($tag in 'PSModule', 'PSEdition_Core', 'PSIncludes_Cmdlet', 'Windows', 'Linux', 'MacOS') { $tags | Should -Contain $tag }
        foreach ($kind in 'PSCmdlet_', 'PSCommand_') {
            $tags | Where-Object { $_.StartsWith($kind) } | ForEach-Object { $_.Substring($kind.Length) } | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        }
    }

    It 'says the same in its manifest and in its nuspec' {
        $module = Test-ModuleManifest "$($modules.gallery)/AtlasCmk.psd1" -ErrorAction Stop
        $module.Version | Should -Be $version
        $nuspec.version | Should -Be $version
        $nuspec.id | Should -Be 'AtlasCmk'
        $nuspec.authors | Should -Be $module.Author
        $nuspec.owners | Should -Be $module.CompanyName
        $nuspec.copyright | Should -Be $module.Copyright
        $nuspec.description | Should -Be $module.Description
        $nuspec.releaseNotes | Should -Be $module.ReleaseNotes
        $nuspec.licenseUrl | Should -Be $module.LicenseUri
        $nuspec.tags | Should -Be "PSModule $($module.Tags -join ' ')"
    }

    It 'has the section of the changelog as its release notes' {
        $nuspec.releaseNotes | Should -BeLike 'The first version.*'
        (Get-Content "$clone/CHANGELOG.md" -Raw).Replace("`r", '') | Should -Match "(?s)## \[$([regex]::Escape($version))\][^\n]*\n\n$([regex]::Escape($nuspec.releaseNotes))\s*(## |$)"
    }
}

Describe 'The notices' {
    It 'cover every assembly of others with its license' {
        $notices = Get-Content "$($modules.gallery)/THIRD-PARTY-NOTICES.txt" -Raw
        $named = [regex]::Matches($notices, '(?m)^Assembly: (\S+)').ForEach{ $_.Groups[1].Value }
        Get-PackedFile gallery | Where-Object { $_ -like 'module/deps/*' } | Split-Path -Leaf | Where-Object { $_ -notin $named } | Should -Be 'AtlasCmk.Clients.dll'
        $notices | Should -Match 'Newtonsoft\.Json 13\.'
        $notices | Should -Match 'James Newton-King'
        $notices | Should -Match 'THE SOFTWARE IS PROVIDED "AS IS"'
        $notices | Should -Not -Match '[\\/]\.nuget'
    }
}

Describe 'The list of files' {
    It 'has every part of the module: a new example, topic or dependency belongs on it' {
        $module = Join-Path $sandbox.Root 'module'
        $parts = @(
            Get-ChildItem $module -File | Where-Object Extension -In '.psd1', '.ps1xml', '.dll'
            Get-ChildItem "$module/deps" -Filter *.dll
            Get-ChildItem "$module/en-US" | Where-Object Name -Match '\.help\.txt$|-Help\.xml$'
            Get-ChildItem "$module/examples" -Filter *.ps1 -Recurse
            Get-ChildItem "$module/help" -Filter *.md
        )
        $parts.Count | Should -BeGreaterThan 40
        $parts | ForEach-Object { [System.IO.Path]::GetRelativePath($sandbox.Root, $_.FullName).Replace('\', '/') } | Where-Object { $_ -notin $files } | Should -BeNullOrEmpty
    }
}

Describe 'A clone that cannot be packed' {
    BeforeAll {
        function Edit-Clone([string] $File, [string] $Old, [string] $New) {
            Set-Content "$clone/$File" (Get-Content "$($sandbox.Root)/$File" -Raw).Replace($Old, $New)
        }
    }

    AfterEach {
        'AtlasCmk.psd1', 'src/AtlasCmk/PackageFiles.txt' | ForEach-Object { Copy-Item "$($sandbox.Root)/$_" "$clone/$_" }
        Copy-Item "$($sandbox.Root)/module/deps/Azure.Core.dll" "$clone/module/deps"
        "$clone/artifacts/AtlasCmk.$version.nupkg" | Should -Exist -Because 'the packages that were made before stay'
    }

    It 'has a version that the changelog lacks: the script fails' {
        Edit-Clone 'AtlasCmk.psd1' "'$version'" "'7.8.9'"
        $program = (Get-Process -Id $PID).Path
        $shell = (Split-Path $program -LeafBase) -eq 'pwsh' ? @($program) : @($program, (Join-Path $PSHOME 'pwsh.dll'))
        $said = & $shell[0] @($shell | Select-Object -Skip 1) -NoProfile -NonInteractive -File "$clone/build.ps1" Package -NoBuild 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 1
        $said | Should -Match 'CHANGELOG\.md has no text for version 7\.8\.9'
    }

    It 'has an assembly without a notice' {
        Edit-Clone 'src/AtlasCmk/PackageFiles.txt' 'deps/Newtonsoft.Json.dll' 'deps/Stranger.dll'
        { & "$clone/build.ps1" Package -NoBuild } | Should -Throw '*no notice for Stranger.dll*'
    }

    It 'lacks a file of the list' {
        Remove-Item "$clone/module/deps/Azure.Core.dll"
        { & "$clone/build.ps1" Package -NoBuild } | Should -Throw '*module/deps/Azure.Core.dll*'
    }
}

Describe 'A shell that cannot pack' {
    It 'says what it needs' {
        Mock Get-Command { } -ParameterFilter { $Name -eq 'Compress-PSResource' }
        { & "$clone/build.ps1" Package -NoBuild } | Should -Throw '*PowerShell 7.4.10 or later*Install-PSResource*'
    }
}
