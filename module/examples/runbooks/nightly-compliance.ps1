<#
.SYNOPSIS
    Runbook: tests every project against a baseline, emits what is open, and fails if anything is.
.DESCRIPTION
    It changes nothing. It emits each result of Test-AtlasCmkCompliance that is Failed or NotAssessed, with evidence and remedy.
    The job fails if there is one, or if a project cannot be read, so an alert on failed jobs is all the monitoring you need.

    To Azure it signs in as the account's managed identity, which needs Reader on the vaults. To see when client secrets end, it
    also needs Application.Read.All in Microsoft Graph. Without it, projects with a client secret are NotAssessed.
.PARAMETER ProjectName
    The projects, by name, with wildcards.
.PARAMETER Baseline
    The JSON file of your baseline. Default: the built-in baseline.
.PARAMETER AllowNotAssessed
    Does not fail because of controls that could not be assessed. They are still emitted.
.PARAMETER AtlasAsset
    The name of the credential asset with Atlas's public and private key, or with a service account's client ID and secret. It
    needs Project Owner in the projects, since a smaller role cannot list private endpoints.
.PARAMETER AzureClientId
    The client ID of a user-assigned managed identity to sign in to Azure as. Default: the account's system-assigned identity.
.PARAMETER Sandbox
    For practice: the file that a Sandbox wrote.
#>
[CmdletBinding()]
param([string] $ProjectName = '*', [string] $Baseline, [switch] $AllowNotAssessed, [string] $AtlasAsset = 'AtlasApiKey', [string] $AzureClientId, [string] $Sandbox)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$session = if ($Sandbox) {
    New-AtlasSession -Sandbox $Sandbox
}
else {
    $atlas = Get-AutomationPSCredential -Name $AtlasAsset
    $kind = if ($atlas.UserName -like 'mdb_sa_id_*') { 'ServiceAccount' } else { 'Credential' }
    $signIn = @{ $kind = $atlas; AzureAuthentication = 'ManagedIdentity' }
    if ($AzureClientId) { $signIn.AzureClientId = $AzureClientId }
    New-AtlasSession @signIn
}

$open = [System.Collections.Generic.HashSet[string]]::new()
$with = if ($Baseline) { @{ Baseline = $Baseline } } else { @{} }
try {
    Get-AtlasProject -Session $session -ProjectName $ProjectName | Test-AtlasCmkCompliance @with -ErrorAction SilentlyContinue -ErrorVariable unread |
        Where-Object Result -in Failed, NotAssessed | ForEach-Object {
            if ($_.Result -eq 'Failed' -or -not $AllowNotAssessed) { $null = $open.Add($(if ($_.ProjectName) { $_.ProjectName } else { $_.Target })) }
            $_
        }
}
finally {
    Disconnect-Atlas -Session $session
}

$problems = @(if ($open.Count -gt 0) { "not compliant: $($open -join ', ')" }) + @($unread | ForEach-Object { "not read: $_" })
if ($problems) {
    throw $problems -join '; '
}
