# The project that a run works in: how to connect to it, whether it may be used, and the way back.

$AcceptanceCluster = 'atlascmk-acceptance'

# The only lines that differ between the real services and a Sandbox.
function Connect-Acceptance([hashtable] $Options = @{}) {
    if ($env:ATLASCMK_ACCEPTANCE_SANDBOX) {
        Connect-Atlas -Sandbox $env:ATLASCMK_ACCEPTANCE_SANDBOX @Options
    }
    else {
        Connect-Atlas -FromEnvironment @Options
    }
}

function Get-AcceptanceProjectId {
    $id = (Get-AtlasSession).ProjectId
    if (-not $id) { throw 'MONGODB_ATLAS_PROJECT_ID is not set: it names the project that the run works in. Nothing was changed.' }
    $id
}

function Get-EncryptionSetting {
    Invoke-AtlasRequest "/groups/$(Get-AcceptanceProjectId)/encryptionAtRest" -ApiVersion 2023-01-01 -ErrorAction Stop
}

# The contents of the project. It must be empty before and after a run.
function Get-AcceptanceRemainder {
    Get-AtlasClusterEncryption -ErrorAction Stop | ForEach-Object { "cluster $($_.ClusterName)" }
    Get-AtlasAkvPrivateEndpoint -ErrorAction Stop | ForEach-Object { "private endpoint $($_.RegionName) $($_.Status)" }
    $encryption = Get-EncryptionSetting
    foreach ($provider in 'azureKeyVault', 'awsKms', 'googleCloudKms') {
        $block = $encryption.PSObject.Properties[$provider]
        if ($block -and $block.Value.enabled) { "encryption at rest by $provider" }
    }
}

function Assert-EmptyProject {
    $found = @(Get-AcceptanceRemainder)
    if ($found) {
        throw "Project $(Get-AcceptanceProjectId) is not empty: $($found -join '; '). A run needs a separate project. " +
            'If an earlier run left this, clean up first: ./tests/Acceptance/Clear-Acceptance.ps1. Nothing was changed.'
    }
}

# Before anything is removed: everything in the project must come from a run, with the vault of the settings.
function Assert-OwnProject($Setting) {
    $strange = @(Get-AtlasClusterEncryption -ErrorAction Stop | Where-Object ClusterName -ne $AcceptanceCluster | ForEach-Object { "cluster $($_.ClusterName)" })
    $encryption = Get-EncryptionSetting
    foreach ($provider in 'awsKms', 'googleCloudKms') {
        $block = $encryption.PSObject.Properties[$provider]
        if ($block -and $block.Value.enabled) { $strange += "encryption at rest by $provider" }
    }

    $current = Get-AtlasEncryptionAtRest -ErrorAction Stop
    if ($current.Enabled -and $current.KeyVaultName -ne $Setting.KeyVaultName) { $strange += "encryption at rest with vault $($current.KeyVaultName)" }
    if ($strange) {
        throw "Project $(Get-AcceptanceProjectId) holds what no run made: $($strange -join '; '). Nothing was changed."
    }
}

# Waits until the cluster has a state, or, with '', until it is gone.
function Wait-AcceptanceCluster([string] $State, [int] $TimeoutSec = 3600) {
    $path = "/groups/$(Get-AcceptanceProjectId)/clusters/$AcceptanceCluster"
    $until = [datetime]::UtcNow.AddSeconds($TimeoutSec)
    $pause = 200
    while ($true) {
        try {
            $cluster = Invoke-AtlasRequest $path -ApiVersion 2024-08-05 -ErrorAction Stop
        }
        catch {
            if (-not $State -and $_.FullyQualifiedErrorId -like 'NotFoundInAtlas,*') { return }
            throw
        }

        if ($State -and $cluster.stateName -eq $State) { return $cluster }
        if ([datetime]::UtcNow -gt $until) { throw "Cluster $AcceptanceCluster is $($cluster.stateName) after $TimeoutSec s." }
        Start-Sleep -Milliseconds $pause
        $pause = [math]::Min($pause * 1.5, 15000)
    }
}

function Clear-AcceptanceCluster {
    $cluster = Get-AtlasClusterEncryption -ErrorAction Stop | Where-Object ClusterName -eq $AcceptanceCluster
    if (-not $cluster) { return }
    if ($cluster.StateName -ne 'DELETING') {
        $null = Invoke-AtlasRequest "/groups/$(Get-AcceptanceProjectId)/clusters/$AcceptanceCluster" -Method DELETE -ApiVersion 2023-02-01 -Force -Confirm:$false -ErrorAction Stop
    }

    Wait-AcceptanceCluster ''
}

# The whole reversal. A failed step does not prevent the others.
function Clear-AcceptanceProject($Setting) {
    Assert-OwnProject $Setting
    $steps = [ordered]@{
        'cluster'            = { Clear-AcceptanceCluster }
        'private endpoints'  = { Get-AtlasAkvPrivateEndpoint -ErrorAction Stop | Remove-AtlasAkvPrivateEndpoint -Wait -Force -Confirm:$false -ErrorAction Stop }
        'private networking' = { if ((Get-AtlasEncryptionAtRest).RequirePrivateNetworking) { $null = Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false -Confirm:$false -ErrorAction Stop } }
        'encryption at rest' = { if ((Get-AtlasEncryptionAtRest).Enabled) { $null = Disable-AtlasEncryptionAtRest -Confirm:$false -ErrorAction Stop } }
    }
    $trouble = foreach ($name in $steps.Keys) {
        try { & $steps[$name] } catch { "$($name): $($_.Exception.Message)" }
    }
    if ($trouble) {
        throw "Not everything was removed. $($trouble -join ' ') Run ./tests/Acceptance/Clear-Acceptance.ps1 again later."
    }
}
