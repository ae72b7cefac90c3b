<#
.SYNOPSIS
    Runbook: says of every project whether its data lies under its own key, reached over private endpoints alone, and what is missing.
.DESCRIPTION
    It changes nothing. For each project it emits one object: whether it complies, how old its key version is, and each
    finding with its remedy. The job fails where a project does not comply or could not be looked at, so that an alert on
    failed jobs is all the monitoring that is needed. It makes three round trips a project; what is not looked at when the
    time is up is named.

    To Azure it signs in as the account's managed identity, which needs Reader on the vaults; without it no project that has
    a key can be looked at whole, so none complies, and each says why.
.PARAMETER ProjectName
    Which projects, by name, with wildcards.
.PARAMETER KeyAgeInDaysAtMost
    How old the key version in use may be.
.PARAMETER AtlasAsset
    The name of the credential asset with Atlas's public and private key, or with a service account's client id and secret: Project
    Owner in the projects, since a smaller role cannot list private endpoints.
.PARAMETER MinutesAtMost
    When to stop looking.
.PARAMETER AzureClientId
    The client id of a user-assigned managed identity to sign in to Azure as. Default: the account's system-assigned one.
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed.
#>
[CmdletBinding()]
param(
    [string] $ProjectName = '*',

    [int] $KeyAgeInDaysAtMost = 365,

    [string] $AtlasAsset = 'AtlasApiKey',

    [int] $MinutesAtMost = 150,

    [string] $AzureClientId,

    [string] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if ($Sandbox) {
    $null = Connect-Atlas -Sandbox $Sandbox
}
else {
    $atlas = Get-AutomationPSCredential -Name $AtlasAsset
    $kind = if ($atlas.UserName -like 'mdb_sa_id_*') { 'ServiceAccount' } else { 'Credential' }
    $signIn = @{ $kind = $atlas; AzureAuthentication = 'ManagedIdentity' }
    if ($AzureClientId) { $signIn.AzureClientId = $AzureClientId }
    $null = Connect-Atlas @signIn
}

# What the Atlas API never reports, and what this runbook does not ask for. Every other check that ends Unknown is a finding.
$notAsked = 'ProjectState', 'SearchNodes', 'AtlasVaultReader'
$deadline = [datetimeoffset]::UtcNow.AddMinutes($MinutesAtMost)
$open = [System.Collections.ArrayList]::new()
try {
    foreach ($project in @(Get-AtlasProject | Where-Object Name -like $ProjectName)) {
        $findings = [System.Collections.ArrayList]::new()
        $problems = [System.Collections.ArrayList]::new()
        $id = "-ProjectId '$($project.ProjectId)'"
        $goOn = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = '+problems' }
        $key = $null
        if ([datetimeoffset]::UtcNow -ge $deadline) {
            $null = $findings.Add('Not checked: the time was up.')
        }
        else {
            $settings = @($project | Get-AtlasEncryptionAtRest @goOn)
            if ($settings.Count -gt 0 -and -not $settings[0].Enabled) {
                $null = $findings.Add("No customer-managed key in Azure Key Vault is enabled. See what enabling needs: Test-AtlasCmkPrerequisite $id")
            }
            elseif ($settings.Count -gt 0) {
                if ($null -eq $settings[0].Valid) {
                    $null = $findings.Add('Atlas has not validated the key yet.')
                }
                elseif (-not $settings[0].Valid) {
                    $null = $findings.Add("Atlas cannot use the key, and stops the clusters. Find the cause, or what was not checked: Test-AtlasCmkPrerequisite $id -Diagnose")
                }

                if (-not $settings[0].RequirePrivateNetworking) {
                    $null = $findings.Add("Atlas may reach the vault over the public network. Require private networking: Set-AtlasEncryptionAtRest $id -RequirePrivateNetworking")
                }

                $project | Get-AtlasClusterEncryption @goOn | Where-Object { $_.IsEligible -and $_.EncryptionAtRestProvider -ne 'AZURE' } |
                    ForEach-Object {
                        $name = [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($_.ClusterName)
                        $null = $findings.Add("The cluster $($_.ClusterName) is not encrypted with the key: Enable-AtlasClusterEncryption $id -ClusterName '$name'")
                    }
                $project | Test-AtlasCmkPrerequisite @goOn | Where-Object { $_.Status -eq 'Failed' -or ($_.Status -eq 'Unknown' -and $_.Name -notin $notAsked) } |
                    ForEach-Object { $null = $findings.Add("$($_.Status): $($_.Name) of $($_.Target): $($_.Actual). $($_.Remedy)") }
                $key = $project | Get-AtlasAkvKey @goOn | Where-Object IsInUse
                if ($key -and $key.AgeInDays -gt $KeyAgeInDaysAtMost) {
                    $null = $findings.Add("The key version is $($key.AgeInDays) days old: Invoke-AtlasKeyRotation $id -NewVersion")
                }
            }

            foreach ($problem in @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })) {
                $null = $findings.Add("Not everything could be checked: $problem")
            }
        }

        if ($findings.Count -gt 0) {
            $null = $open.Add($project.Name)
        }

        [pscustomobject]@{
            ProjectId    = $project.ProjectId
            ProjectName  = $project.Name
            Compliant    = $findings.Count -eq 0
            KeyAgeInDays = if ($key) { $key.AgeInDays }
            Findings     = @($findings)
        }
    }
}
finally {
    Disconnect-Atlas
}

if ($open.Count -gt 0) {
    throw "$($open.Count) $(if ($open.Count -eq 1) { 'project does' } else { 'projects do' }) not comply: $($open -join ', ')."
}
