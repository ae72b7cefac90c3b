# The scripts of this repository are clean under PSScriptAnalyzer's default rules, and strict. For Pester 5.

BeforeDiscovery {
    function Get-ScriptFile([string[]] $Path) {
        $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
        $Path | ForEach-Object { Get-ChildItem (Join-Path $root $_) -Recurse -Include *.ps1, *.psd1 }
    }
}

Describe 'A script' {
    It 'is clean: <_.Name>' -ForEach (
        Get-ScriptFile module/examples, tests/Pester, tests/Acceptance, build.ps1, AtlasCmk.psd1, module/AtlasCmk.Cmdlets.psd1
    ) -Skip:(-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        $found = Invoke-ScriptAnalyzer $_.FullName
        ($found | ForEach-Object { "$($_.Line): $($_.RuleName): $($_.Message)" }) -join "`n" | Should -BeNullOrEmpty
    }
}

Describe 'An example' {
    # The short scripts of an estate go on with the other projects after an error.
    It 'is strict, and ends with its first error: <_.Name>' -ForEach (Get-ScriptFile module/examples | Where-Object { $_.Directory.Name -ne 'estate' }) {
        $text = Get-Content $_.FullName -Raw
        $text | Should -Match '(?m)^Set-StrictMode -Version Latest\r?$'
        $text | Should -Match "(?m)^\`$ErrorActionPreference = 'Stop'\r?$"
    }
}

Describe 'The manifest' {
    It 'is one that the shell takes' {
        $manifest = Join-Path $PSScriptRoot '../../AtlasCmk.psd1'
        (Test-ModuleManifest $manifest -ErrorAction Stop).ExportedCmdlets.Keys | Should -Contain 'Connect-Atlas'
    }
}
