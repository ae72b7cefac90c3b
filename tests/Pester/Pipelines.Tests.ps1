# What the real shell's own cmdlets make of the module's output. For Pester 5, in a clone that was built.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Sandbox.ps1')
    $sandbox = Open-Sandbox -Stage private
    Import-Module $sandbox.Manifest
    Connect-Atlas -Sandbox $sandbox.File
    New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint
}

AfterAll {
    Remove-Module AtlasCmk
    Close-Sandbox $sandbox
}

Describe 'A pipeline' {
    It 'goes from endpoints to approved ones in one line' {
        Get-AtlasAkvPrivateEndpoint | Sort-Object RegionName | ForEach-Object Status | Should -Be 'ACTIVE', 'ACTIVE'
    }

    It 'ends upstream when Select-Object has enough' {
        $before = @(Get-SandboxRequest $sandbox).Count
        @($sandbox.Line.projectId) * 200 | ForEach-Object { [pscustomobject]@{ ProjectId = $_ } } | Get-AtlasProject | Select-Object -First 1 -ExpandProperty Name | Should -Be 'payments'
        @(Get-SandboxRequest $sandbox).Count - $before | Should -BeLessThan 100
    }

    It 'sorts, groups, measures and filters' {
        (Get-AtlasClusterEncryption | Group-Object EncryptionAtRestProvider).Name | Should -Contain 'NONE'
        (Get-AtlasClusterEncryption | Measure-Object).Count | Should -BeGreaterThan 1
        Get-AtlasClusterEncryption | Where-Object IsEligible | Sort-Object ClusterName -Descending | Select-Object -Last 1 -ExpandProperty ClusterName | Should -Not -BeNullOrEmpty
    }
}

Describe 'What is written to a file' {
    It 'is JSON with names and words, and no numbers in their place' {
        $json = Get-AtlasAkvPrivateEndpoint | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $json | ForEach-Object Status | Should -Be 'ACTIVE', 'ACTIVE'
        ($json | ForEach-Object EndpointId) -match '^[0-9a-f]{24}$' | Should -HaveCount 2
        (Get-AtlasAkvKey | Select-Object -First 1 | ConvertTo-Json -Depth 4 | ConvertFrom-Json).KeyIdentifier | Should -Match '^https://'
    }

    It 'is CSV with a column for each property' {
        $rows = Get-AtlasAkvPrivateEndpoint | ConvertTo-Csv | ConvertFrom-Csv
        $rows.RegionName | Sort-Object | Should -Be 'US_CENTRAL', 'US_EAST_2'
    }

    It 'comes back by Import-Clixml, and names the same things to the next cmdlet' {
        $path = Join-Path $sandbox.Folder 'endpoints.xml'
        Get-AtlasAkvPrivateEndpoint | Export-Clixml $path
        $back = Import-Clixml $path
        $back | ForEach-Object Status | Should -Be 'ACTIVE', 'ACTIVE'
        ($back | Get-AtlasAkvPrivateEndpoint).EndpointId | Should -Be $back.EndpointId
    }
}

Describe 'A rotation that was kept' {
    BeforeAll {
        # Another version is in use from now on, and no cluster is encrypted: so all that use the key have left the old one.
        $rotation = Invoke-AtlasKeyRotation -NewVersion
        $path = Join-Path $sandbox.Folder 'rotation'
        $ways = @{
            Clixml = { $args[0] | Export-Clixml $path; Import-Clixml $path }
            Csv    = { $args[0] | Export-Csv $path; Import-Csv $path }
            Json   = { $args[0] | ConvertTo-Json -Depth 4 | ConvertFrom-Json }
            Job    = { Start-Job { $args[0] } -ArgumentList $args[0] | Receive-Job -Wait -AutoRemoveJob }
        }
    }

    It 'comes back by <_> with the time at which the old version was left, whatever the culture' -ForEach 'Clixml', 'Csv', 'Json', 'Job' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $back = & $ways[$_] $rotation
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        $rotation.OldKeyLeftAt | Should -Not -BeNullOrEmpty
        ([datetimeoffset]$back.OldKeyLeftAtUtc).UtcDateTime | Should -Be $rotation.OldKeyLeftAt.UtcDateTime
        $direct = $rotation | Test-AtlasKeyRetirement -ProjectScopeComplete
        $kept = $back | Test-AtlasKeyRetirement -ProjectScopeComplete
        $kept.KeyIdentifier | Should -Be $rotation.OldKeyIdentifier
        $kept.SafeToDisable | Should -Be $direct.SafeToDisable
        $kept.Reason | Should -Be $direct.Reason
    }

    It 'comes back by <_> without a time where it had none' -ForEach 'Clixml', 'Csv', 'Json', 'Job' {
        $back = & $ways[$_] ($rotation | Select-Object ProjectId, OldKeyIdentifier, NewKeyIdentifier, @{ Name = 'OldKeyLeftAt'; Expression = { $null } }, @{ Name = 'OldKeyLeftAtUtc'; Expression = { $null } })
        $back.OldKeyLeftAtUtc | Should -BeNullOrEmpty
        ($back | Test-AtlasKeyRetirement -ProjectScopeComplete -RotatedAt $rotation.CompletedAt).SafeToDisable | Should -Be (($back | Test-AtlasKeyRetirement -ProjectScopeComplete).SafeToDisable)
    }
}

Describe 'A strict script' {
    It 'runs, and meets an error as an exception of its type' {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $endpoints = @(Get-AtlasAkvPrivateEndpoint)
        $endpoints[0].PSObject.Properties | ForEach-Object { $null = $endpoints[0].($_.Name) }
        { Get-AtlasAkvPrivateEndpoint -EndpointId 000000000000000000000000 } | Should -Throw -ErrorId 'EndpointUnknown,*' -ExceptionType ([AtlasCmk.AtlasCmkException])
    }

    It 'sees what to do next below an error' {
        try { Get-AtlasAkvPrivateEndpoint -EndpointId 000000000000000000000000 -ErrorAction Stop } catch { $trouble = $_ }
        $trouble.ErrorDetails.RecommendedAction | Should -Match 'Get-AtlasAkvPrivateEndpoint'
        ($trouble | Get-AtlasCmkError).Code | Should -Be 'EndpointUnknown'
    }
}

Describe 'Another culture' {
    It 'changes nothing of what is sent or understood in <_>' -ForEach 'tr-TR', 'de-DE' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            [cultureinfo]::CurrentUICulture = $_
            $path = Join-Path $sandbox.Folder 'culture.json'
            Get-AtlasClusterEncryption | ConvertTo-Json -Depth 4 | Set-Content $path
            (Get-Content $path -Raw | ConvertFrom-Json).ClusterName | Should -Be (Get-AtlasClusterEncryption).ClusterName
            (Get-AtlasAkvPrivateEndpoint -RegionName us_central).RegionName | Should -Be 'US_CENTRAL'
            (Get-AtlasCmkError invalid_region).Code | Should -Be 'INVALID_REGION'
            Get-AtlasAkvPrivateEndpoint | Out-String | Should -Match 'ACTIVE'
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
            [cultureinfo]::CurrentUICulture = $culture
        }
    }
}
