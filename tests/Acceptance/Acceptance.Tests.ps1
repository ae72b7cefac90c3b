# The whole job and its reversal, against the services in the environment variables. For Pester 5; ./Invoke-Acceptance.ps1 runs it.

param(
    [Parameter(Mandatory)]
    [string] $RecordPath
)

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module (Join-Path $PSScriptRoot '../../AtlasCmk.psd1')
    foreach ($part in 'Settings', 'Project', 'Record', 'Steps') { . (Join-Path $PSScriptRoot "$part.ps1") }

    $setting = Get-AcceptanceSetting
    $run = Open-AcceptanceRun $RecordPath $setting
    $null = Connect-Acceptance @{ ExchangeLogPath = $RecordPath }
    $isOurs = $false
    Assert-EmptyProject
    $isOurs = $true
    Save-AcceptanceStep $run.Record 'look'

    $project = Get-AcceptanceProjectId
    $encryption = "/groups/$project/encryptionAtRest"
    $noVersion = $setting.KeyIdentifier -replace '.{32}$', ('0' * 32)
    $settings = @{
        KeyIdentifier     = $setting.KeyIdentifier
        ResourceGroupName = $setting.ResourceGroupName
        SubscriptionId    = $setting.SubscriptionId
        TenantId          = $setting.TenantId
        AzureCredential   = $setting.Application
    }
}

AfterAll {
    if (Get-Command Get-AtlasSession -ErrorAction Ignore) {
        try {
            if ((Get-Variable isOurs -ValueOnly -ErrorAction Ignore) -and $isOurs) {
                Clear-AcceptanceProject $setting
                Save-AcceptanceStep $run.Record 'clean-up'
            }
        }
        finally {
            if (Get-AtlasSession) { Disconnect-Atlas }
            if ((Get-Variable isOurs -ValueOnly -ErrorAction Ignore) -and $isOurs) { Close-AcceptanceRecord $run.Record $setting }
            Remove-Module AtlasCmk
        }
    }
}

Describe 'The main job' {
    It 'checks the prerequisites' {
        Invoke-Step $run 'preflight' @() {
            $checks = @(Test-AtlasCmkPrerequisite @settings -RequirePrivateNetworking)
            $checks.Count | Should -BeGreaterThan 5
            $failed = @($checks | Where-Object Status -eq Failed | ForEach-Object { "$($_.Name) $($_.Target): $($_.Actual) $($_.Remedy)" })
            $failed -join "`n" | Should -BeNullOrEmpty
        }
    }

    It 'enables the project with a key, which becomes valid' {
        Invoke-Step $run 'enable' @() {
            $enabled = Set-AtlasEncryptionAtRest @settings -Wait -Confirm:$false
            $enabled.Enabled | Should -BeTrue
            $enabled.Valid | Should -BeTrue
            $enabled.KeyIdentifier | Should -Be $setting.KeyIdentifier
        }
    }

    It 'keeps its key when another identifier is wrong, in the module and in Atlas' {
        # Before private networking: with it, Atlas accepts any version, and validates it later.
        Invoke-Step $run 'wrong key' 'enable' {
            { Set-AtlasEncryptionAtRest -KeyIdentifier "$($setting.KeyIdentifier)x" -Confirm:$false } | Should -Throw -ErrorId 'KeyIdentifierInvalid,*'
            { Set-AtlasEncryptionAtRest -KeyIdentifier $noVersion -WhatIf } | Should -Throw -ErrorId 'KeyVersionUnknown,*'
            $wrong = @{ azureKeyVault = @{ keyIdentifier = "$($setting.KeyIdentifier)x" } }
            { Invoke-AtlasRequest $encryption -Method PATCH -Body $wrong -ApiVersion 2023-01-01 -Confirm:$false } | Should -Throw -ErrorId 'KeyIdentifierRefused,*'
            (Get-AtlasEncryptionAtRest).KeyIdentifier | Should -Be $setting.KeyIdentifier
        }
    }

    It 'creates a version of the key and rotates to it' {
        Invoke-Step $run 'rotate' 'enable' {
            $rotation = Invoke-AtlasKeyRotation -NewVersion -SettlingSec $setting.SettlingSec -Confirm:$false -WarningAction SilentlyContinue
            $rotation.Valid | Should -BeTrue
            $rotation.NewKeyIdentifier | Should -Not -Be $setting.KeyIdentifier
            (Get-AtlasEncryptionAtRest).KeyIdentifier | Should -Be $rotation.NewKeyIdentifier
        }
    }

    It 'finds nothing newer' {
        Invoke-Step $run 'latest' 'rotate' {
            $rotation = Invoke-AtlasKeyRotation -Latest -SettlingSec $setting.SettlingSec -Confirm:$false -WarningAction SilentlyContinue
            $rotation.NewKeyIdentifier | Should -Be (Get-AtlasEncryptionAtRest).KeyIdentifier
        }
    }

    It 'rotates back to the version before' {
        Invoke-Step $run 'rotate back' 'rotate' {
            $rotation = Invoke-AtlasKeyRotation -KeyIdentifier $setting.KeyIdentifier -SettlingSec $setting.SettlingSec -Confirm:$false -WarningAction SilentlyContinue
            $rotation.NewKeyIdentifier | Should -Be $setting.KeyIdentifier
        }
    }

    It 'follows the latest version of the key, and stays on one version again' {
        Invoke-Step $run 'follow' 'rotate' {
            $followed = Set-AtlasEncryptionAtRest -KeyIdentifier ($setting.KeyIdentifier -replace '/.{32}$') -Wait -Confirm:$false -WarningAction SilentlyContinue
            $followed.FollowsLatestVersion | Should -BeTrue
            $followed.Valid | Should -BeTrue
            (Get-AtlasEncryptionAtRest -ResolveKeyVersion).ResolvedKeyIdentifier | Should -Match '/[0-9a-f]{32}$'
            # Only Atlas's events show that it took up a version.
            @(Invoke-AtlasRequest "/groups/$project/events" -ApiVersion 2023-01-01 | ForEach-Object results).Count | Should -BeGreaterThan 0
            $pinned = Set-AtlasEncryptionAtRest -KeyIdentifier $setting.KeyIdentifier -Wait -Confirm:$false -WarningAction SilentlyContinue
            $pinned.FollowsLatestVersion | Should -BeFalse
            $pinned.KeyIdentifier | Should -Be $setting.KeyIdentifier
        }
    }

    It 'requires private networking' {
        Invoke-Step $run 'private networking' 'enable' {
            (Set-AtlasEncryptionAtRest -RequirePrivateNetworking -Confirm:$false -WarningAction SilentlyContinue).RequirePrivateNetworking | Should -BeTrue
        }
    }

    It 'creates a private endpoint in each region' {
        Invoke-Step $run 'endpoints' 'private networking' {
            $endpoints = @(New-AtlasAkvPrivateEndpoint -RegionName $setting.Regions -Wait -Confirm:$false)
            $endpoints.Count | Should -Be $setting.Regions.Count
            $endpoints.Status | Should -BeIn 'PENDING_ACCEPTANCE', 'ACTIVE'
        }
    }

    It 'approves their connections in the vault' {
        Invoke-Step $run 'approve' 'endpoints' {
            $connections = @(Get-AtlasAkvPrivateEndpoint | Approve-AtlasAkvPrivateEndpointConnection -Confirm:$false)
            $connections.Count | Should -Be $setting.Regions.Count
            $connections.Status | Sort-Object -Unique | Should -Be 'Approved'
        }
    }

    It 'waits until they are ACTIVE' {
        Invoke-Step $run 'active' 'approve' {
            Get-AtlasAkvPrivateEndpoint | Wait-AtlasAkvPrivateEndpoint | ForEach-Object Status | Sort-Object -Unique | Should -Be 'ACTIVE'
        }
    }

    It 'has a rejected connection recreated, and approves the new one' {
        Invoke-Step $run 'reject' 'active' {
            $region = $setting.Regions[0]
            $rejected = Get-AtlasAkvPrivateEndpoint -RegionName $region | Deny-AtlasAkvPrivateEndpointConnection -Confirm:$false
            $rejected.Status | Should -Be 'Rejected'
            # Not listed again: while Atlas recreates the connection, it lists none for the region.
            $null = $rejected | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE -WarningAction SilentlyContinue
            $null = Get-AtlasAkvPrivateEndpoint -RegionName $region | Approve-AtlasAkvPrivateEndpointConnection -Confirm:$false
            (Get-AtlasAkvPrivateEndpoint -RegionName $region | Wait-AtlasAkvPrivateEndpoint).Status | Should -Be 'ACTIVE'
        }
    }

    It 'does not turn encryption off under an endpoint, in the module and in Atlas' {
        Invoke-Step $run 'off under an endpoint' 'endpoints' {
            { Disable-AtlasEncryptionAtRest -Confirm:$false } | Should -Throw -ErrorId 'EndpointsRemain,*'
            { Invoke-AtlasRequest $encryption -Method PATCH -Body @{ azureKeyVault = @{ enabled = $false } } -ApiVersion 2023-01-01 -Confirm:$false } | Should -Throw -ErrorId 'EndpointsRemain,*'
            (Get-AtlasEncryptionAtRest).Enabled | Should -BeTrue
        }
    }

    It 'creates a cluster' {
        if (-not $setting.ClusterTier) {
            Skip-Step $run 'cluster' 'ATLASCMK_ACCEPTANCE_CLUSTER is not set, and a cluster costs money'
            return
        }

        Invoke-Step $run 'cluster' 'active' {
            $region = @{ providerName = 'AZURE'; regionName = $setting.Regions[0]; priority = 7; electableSpecs = @{ instanceSize = $setting.ClusterTier; nodeCount = 3 } }
            $body = @{ name = $AcceptanceCluster; clusterType = 'REPLICASET'; replicationSpecs = @(@{ regionConfigs = @($region) }) }
            $null = Invoke-AtlasRequest "/groups/$project/clusters" -Method POST -Body $body -ApiVersion 2024-10-23 -Confirm:$false
            (Wait-AcceptanceCluster IDLE).encryptionAtRestProvider | Should -Be 'NONE'
        }
    }

    It 'encrypts it with the key' {
        Invoke-Step $run 'encrypt' 'cluster' {
            $cluster = Enable-AtlasClusterEncryption -ClusterName $AcceptanceCluster -Wait -Confirm:$false
            $cluster.EncryptionAtRestProvider | Should -Be 'AZURE'
            $cluster.StateName | Should -Be 'IDLE'
        }
    }

    It 'rotates under private networking, and the cluster follows' {
        Invoke-Step $run 'rotate privately' 'encrypt' {
            $rotation = Invoke-AtlasKeyRotation -Latest -SettlingSec $setting.SettlingSec -Confirm:$false -WarningAction SilentlyContinue
            $rotation.NewKeyIdentifier | Should -Not -Be $setting.KeyIdentifier
            $rotation.Valid | Should -BeTrue
        }
    }
}

Describe 'Refusals' {
    It 'takes a second enablement with the same settings for no other, and refuses another vault' {
        Invoke-Step $run 'second enablement' 'endpoints' {
            $again = Set-AtlasEncryptionAtRest @settings -Confirm:$false -WarningAction SilentlyContinue
            $again.KeyIdentifier | Should -Be $setting.KeyIdentifier
            $other = $setting.KeyIdentifier -replace '(?<=//)[^.]+', 'kv-not-this-one'
            { Set-AtlasEncryptionAtRest -KeyIdentifier $other -KeyVaultName kv-not-this-one -ResourceGroupName $setting.ResourceGroupName -Confirm:$false } | Should -Throw -ErrorId 'VaultIsFixed,*'
        }
    }

    It 'does not turn encryption off under an encrypted cluster, in the module and in Atlas' {
        # The endpoints exist too. Without them the cluster would lose its key.
        Invoke-Step $run 'off under a cluster' 'encrypt' {
            { Disable-AtlasEncryptionAtRest -Confirm:$false } | Should -Throw
            { Invoke-AtlasRequest $encryption -Method PATCH -Body @{ azureKeyVault = @{ enabled = $false } } -ApiVersion 2023-01-01 -Confirm:$false } | Should -Throw
            (Get-AtlasEncryptionAtRest).Enabled | Should -BeTrue
        }
    }

    It 'does not end private networking under an endpoint, in the module and in Atlas' {
        Invoke-Step $run 'public under an endpoint' 'endpoints' {
            { Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false -Confirm:$false } | Should -Throw -ErrorId 'EndpointsRemain,*'
            $public = @{ azureKeyVault = @{ requirePrivateNetworking = $false } }
            { Invoke-AtlasRequest $encryption -Method PATCH -Body $public -ApiVersion 2023-01-01 -Confirm:$false } | Should -Throw -ErrorId 'EndpointsRemain,*'
        }
    }
}

Describe 'The way back' {
    It 'takes the cluster off the key' {
        Invoke-Step $run 'decrypt' 'encrypt' {
            (Disable-AtlasClusterEncryption -ClusterName $AcceptanceCluster -Wait -Confirm:$false).EncryptionAtRestProvider | Should -Be 'NONE'
        }
    }

    It 'deletes the cluster' {
        Invoke-Step $run 'delete the cluster' 'cluster' { Clear-AcceptanceCluster }
    }

    It 'removes the endpoints' {
        Invoke-Step $run 'remove the endpoints' 'endpoints' {
            Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait -Confirm:$false
            @(Get-AtlasAkvPrivateEndpoint).Count | Should -Be 0
        }
    }

    It 'ends private networking' {
        Invoke-Step $run 'public networking' 'private networking' {
            (Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false -Confirm:$false).RequirePrivateNetworking | Should -BeFalse
        }
    }

    It 'turns encryption off' {
        Invoke-Step $run 'off' 'enable' {
            (Disable-AtlasEncryptionAtRest -Confirm:$false).Enabled | Should -BeFalse
        }
    }

    It 'leaves nothing in the project' {
        Invoke-Step $run 'nothing left' 'off' {
            @(Get-AcceptanceRemainder) -join '; ' | Should -BeNullOrEmpty
        }
    }
}
