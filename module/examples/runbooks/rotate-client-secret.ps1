<#
.SYNOPSIS
    Runbook: gives Atlas the new client secret of the application that it signs in to Azure with, in every project that uses it.
.DESCRIPTION
    Make the new secret in Microsoft Entra, put it into the credential of the Automation account, and start this, every
    month for example. The new secret first signs in to Entra, so a wrong one never reaches Atlas; then each project gets
    it, and is waited for until Atlas reports its key valid.

    All projects are waited for at once, so it ends within little more than TimeoutSec. It can be stopped at any point and
    started again: the same secret once more changes nothing. Delete the old secret only
    when all projects are valid, and the former application, if it was another, not before FormerCredentialsNeededUntil.

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
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed.
#>
[CmdletBinding()]
param(
    [string[]] $ProjectId,

    [string] $ApplicationAsset = 'AtlasApplication',

    [string] $AtlasAsset = 'AtlasApiKey',

    [int] $TimeoutSec = 600,

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
    $signIn = @{ $kind = $atlas }
    $null = Connect-Atlas @signIn
}

$problems = [System.Collections.ArrayList]::new()
$goOn = @{ ErrorAction = 'Continue'; ErrorVariable = '+problems' }
try {
    $application = Get-AutomationPSCredential -Name $ApplicationAsset
    $projects = if ($ProjectId) { $ProjectId } else { Get-AtlasProject | ForEach-Object ProjectId }
    Get-AtlasEncryptionAtRest -ProjectId $projects @goOn |
        Where-Object { $_.Enabled -and $_.ClientId -eq $application.UserName } |
        Set-AtlasEncryptionAtRest -AzureCredential $application -TimeoutSec $TimeoutSec @goOn
}
finally {
    Disconnect-Atlas
}

$failures = @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
if ($failures.Count -gt 0) {
    throw "$($failures.Count) steps failed, and the old secret has to stay; the first: $($failures[0])"
}
