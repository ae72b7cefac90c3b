<#
.SYNOPSIS
    Runbook: gives Atlas the new client secret of the application that it signs in to Azure with, in every project that uses it.
.DESCRIPTION
    Make the new secret in Microsoft Entra, put it into the credential of the Automation account, and start this, every
    month for example. The new secret first signs in to Entra, so a wrong one never reaches Atlas; then each project gets
    it, and is waited for until Atlas reports its key valid.

    It can be stopped at any point and started again: the same secret once more changes nothing. Delete the old secret only
    when all projects are valid, and the former application, if it was another, not before FormerCredentialsNeededUntil.

    Projects with a role (Register-AtlasAzureServicePrincipal, Set-AtlasEncryptionAtRest -MigrateToRole) have no secret, and
    need none of this.
.PARAMETER ApplicationCredentialName
    The name of the credential with client id and new secret of the application.
.PARAMETER AtlasCredentialName
    The name of the credential with Atlas's public and private key: Project Owner in the projects.
.PARAMETER TimeoutSec
    How long to wait for each project until its key is valid, in seconds.
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed.
#>
[CmdletBinding()]
param(
    [string] $ApplicationCredentialName = 'AtlasApplication',

    [string] $AtlasCredentialName = 'AtlasApiKey',

    [int] $TimeoutSec = 600,

    [string] $Sandbox
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if ($Sandbox) {
    $null = Connect-Atlas -Sandbox $Sandbox
}
else {
    $null = Connect-Atlas -Credential (Get-AutomationPSCredential -Name $AtlasCredentialName)
}

$application = Get-AutomationPSCredential -Name $ApplicationCredentialName
$problems = [System.Collections.ArrayList]::new()
$goOn = @{ ErrorAction = 'Continue'; ErrorVariable = '+problems' }

Get-AtlasProject |
    Get-AtlasEncryptionAtRest @goOn |
    Where-Object { $_.Enabled -and $_.ClientId -eq $application.UserName } |
    Set-AtlasEncryptionAtRest -AzureCredential $application -TimeoutSec $TimeoutSec @goOn

Disconnect-Atlas

$failures = @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
if ($failures.Count -gt 0) {
    throw "$($failures.Count) steps failed, and the old secret has to stay; the first: $($failures[0])"
}
