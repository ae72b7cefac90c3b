# The module in the real shell: help, completion, tables. For Pester 5, in a built clone.

# run.ps1 gives the process that serves all Sandboxes. Without it, this file starts one.
param($SandboxHost)

BeforeAll {
    . (Join-Path $PSScriptRoot 'Sandbox.ps1')
    $sandbox = Open-Sandbox -SandboxHost $SandboxHost
    Import-Module $sandbox.Manifest
    Connect-Atlas -Sandbox $sandbox.File

    function Get-Completion([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches
    }

    # As printed if output goes to a file.
    function Get-Printed($Command, [int] $Width) {
        $rendering = $PSStyle.OutputRendering
        $PSStyle.OutputRendering = 'PlainText'
        try { (& $Command | Out-String -Width $Width).Split("`n").TrimEnd() } finally { $PSStyle.OutputRendering = $rendering }
    }
}

AfterAll {
    Remove-Module AtlasCmk
    Close-Sandbox $sandbox
}

Describe 'Help' {
    It 'shows of every cmdlet what it is for, what it takes, what it gives, and how it is used' {
        foreach ($command in Get-Command -Module AtlasCmk) {
            $text = Get-Help $command.Name -Full | Out-String -Width 200
            foreach ($part in 'SYNOPSIS', 'SYNTAX', 'DESCRIPTION', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'NOTES', 'Example 1', 'RELATED LINKS') {
                $text | Should -Match $part -Because "$($command.Name) has to have it"
            }
        }
    }

    It 'has about topics' {
        foreach ($topic in Get-ChildItem (Join-Path $sandbox.Root 'module/en-US') -Filter about_*.help.txt) {
            $text = Get-Help $topic.Name.Replace('.help.txt', '') | Out-String
            $text | Should -Match 'SHORT DESCRIPTION'
        }
    }

    It 'shows an example that names no window, so that it works where there is none' {
        Get-Command -Module AtlasCmk | ForEach-Object { (Get-Help $_.Name).examples.example.code } | Should -Not -Match 'Out-GridView'
    }
}

Describe 'Completion' {
    It 'knows the regions by the name of either cloud' {
        (Get-Completion 'New-AtlasAkvPrivateEndpoint -RegionName US_EAS').CompletionText | Should -Contain 'US_EAST_2'
        (Get-Completion 'New-AtlasAkvPrivateEndpoint -RegionName eastus2').CompletionText | Should -Be 'US_EAST_2'
        (Get-Completion 'New-AtlasAkvPrivateEndpoint -RegionName eastus2').ToolTip | Should -Match 'eastus2'
    }

    It 'knows statuses and error codes' {
        (Get-Completion 'Wait-AtlasAkvPrivateEndpoint -Status PENDING_A').CompletionText | Should -Be 'PENDING_ACCEPTANCE'
        (Get-Completion 'Get-AtlasCmkError ForbiddenByC').CompletionText | Should -Be 'ForbiddenByConnection'
    }

    It 'knows the parameters' {
        (Get-Completion 'Set-AtlasEncryptionAtRest -Requ').CompletionText | Should -Be '-RequirePrivateNetworking'
    }
}

Describe 'What is printed' {
    It 'fits <width> columns and cuts no name' -ForEach @{ width = 80 }, @{ width = 120 } {
        $names = Get-AtlasAkvPrivateEndpoint | ForEach-Object { $_.EndpointId; $_.RegionName; $_.Status }
        $lines = Get-Printed { Get-AtlasAkvPrivateEndpoint } $width
        foreach ($name in $names) {
            $lines -match $name | Should -Not -BeNullOrEmpty
        }

        foreach ($command in { Get-AtlasAkvPrivateEndpoint }, { Get-AtlasAkvPrivateEndpointConnection }, { Get-AtlasClusterEncryption },
            { Get-AtlasEncryptionAtRest }, { Get-AtlasAkvKey }, { Get-AtlasProject }, { Get-AtlasSession }) {
            $printed = Get-Printed $command $width
            ($printed | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $width -Because "it is what '$command' prints"
            $printed | Should -Not -Match "$([char] 0x2026)|\.\.\.$" -Because "it is what '$command' prints"
        }
    }

    It 'has no colors if the output cannot show them' {
        Get-Printed { Get-AtlasAkvPrivateEndpoint; Get-AtlasCmkError INACTIVE_ORG } 120 | Should -Not -Match ([char]27)
    }
}
