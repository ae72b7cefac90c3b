<#
.SYNOPSIS
    Runbook: gives Atlas the new client secret of the application that it signs in to Azure with, in every project that uses it.
.DESCRIPTION
    Make the new secret in Microsoft Entra, put it into the credential of the Automation account, and start this, every
    month for example. The new secret first signs in to Entra, so a wrong one never reaches Atlas; then each project gets
    it, and is waited for until Atlas reports its key valid.

    All projects are waited for at once, so it ends within little more than TimeoutSec. It can be stopped at any point and
    started again: the same secret once more changes nothing. The summary at the end says whether the
    old secret may be deleted. The application itself stays the same: a project that signs in as another is left as it is, and one that was named is an error.

    Projects with a role (Register-AtlasAzureServicePrincipal, Set-AtlasEncryptionAtRest -MigrateToRole) have no secret, and
    need none of this.
.PARAMETER ProjectId
    The projects, 24 hexadecimal digits each. Default: all that the credentials see.
.PARAMETER ApplicationAsset
    The name of the credential asset with client id and new secret of the application.
.PARAMETER AtlasAsset
    The name of the credential asset with Atlas's public and private key, or with a service account's client id and secret: Project
    Owner in the projects.
.PARAMETER TimeoutSec
    How long to wait for each project until its key is valid, in seconds.
.PARAMETER AzureClientId
    The client id of a user-assigned managed identity to sign in to Azure as. Default: the account's system-assigned one.
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed.
#>
[CmdletBinding()]
param(
    [string[]] $ProjectId,

    [string] $ApplicationAsset = 'AtlasApplication',

    [string] $AtlasAsset = 'AtlasApiKey',

    [int] $TimeoutSec = 600,

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

$problems = [System.Collections.ArrayList]::new()
$goOn = @{ ErrorAction = 'Continue'; ErrorVariable = '+problems' }
try {
    $application = Get-AutomationPSCredential -Name $ApplicationAsset
    $projects = if ($ProjectId) { $ProjectId } else { Get-AtlasProject | ForEach-Object ProjectId }
    $identities = (Get-AtlasEncryptionAtRest -ProjectId $projects @goOn | Group-Object -AsHashTable -AsString {
            if (-not $_.Enabled) { 'no key' } elseif ($_.RoleId) { "role $($_.RoleId)" } else { "application $($_.ClientId)" }
        }) ?? @{}
    $mine = "application $($application.UserName)"
    if (-not $identities.ContainsKey($mine)) {
        $count = @($identities.Values | ForEach-Object { $_ }).Count
        throw "No project signs in to Azure as the $mine, so nothing was sent. In use in $count projects: $($identities.Keys -join ', ')."
    }

    # It ends with a summary: how many projects use the new secret, and what the old one is still needed for.
    $identities[$mine] | Set-AtlasEncryptionAtRest -AzureCredential $application -TimeoutSec $TimeoutSec @goOn
}
finally {
    Disconnect-Atlas
}

$failures = @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
if ($failures.Count -gt 0) {
    throw "$($failures.Count) steps failed; the first: $($failures[0])"
}

$identities.Remove($mine)
if ($ProjectId -and $identities.Count -gt 0) {
    $leftOut = foreach ($identity in $identities.Keys) { $identities[$identity] | ForEach-Object { "$($_.ProjectId) ($identity)" } }
    throw "These projects were left out, since they do not sign in to Azure as the $($mine): $($leftOut -join ', ')."
}
