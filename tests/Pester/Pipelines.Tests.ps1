# The module's output in the real shell's own cmdlets. For Pester 5, in a built clone.

# run.ps1 gives the process that serves all Sandboxes. Without it, this file starts one.
param($SandboxHost)

BeforeAll {
    . (Join-Path $PSScriptRoot 'Sandbox.ps1')
    $sandbox = Open-Sandbox -Stage private -Options '--speed', '20', '--provisioning', '10000' -SandboxHost $SandboxHost
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

Describe 'A rotation that came through a job' {
    It 'has the time at which the old version was left, whatever the culture' {
        # Another version is in use now, and no cluster is encrypted: nothing uses the old version.
        $rotation = Invoke-AtlasKeyRotation -NewVersion
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $back = Start-Job { $args[0] } -ArgumentList $rotation | Receive-Job -Wait -AutoRemoveJob
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

        $timeless = $rotation | Select-Object ProjectId, OldKeyIdentifier, NewKeyIdentifier, @{ Name = 'OldKeyLeftAt'; Expression = { $null } }, @{ Name = 'OldKeyLeftAtUtc'; Expression = { $null } }
        $back = Start-Job { $args[0] } -ArgumentList $timeless | Receive-Job -Wait -AutoRemoveJob
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
