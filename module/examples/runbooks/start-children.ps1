<#
.SYNOPSIS
    Runbook: splits the projects of an organisation over child runbooks, so that Azure Automation is the engine where one machine is not enough.
.DESCRIPTION
    It starts the children and ends; it waits for none. Started again, by an hourly schedule for example, it looks which
    projects a child is at work on, and starts children for the others alone: a child that has nothing left to do ends at
    once.

    To Azure it signs in as the account's managed identity, which needs Automation Operator on the account.
.PARAMETER ChildRunbook
    The name of the runbook that gets -ProjectId, for example of enable-project.ps1.
.PARAMETER ChildParameters
    What else the child gets, as a hashtable.
.PARAMETER AutomationAccountName
    The Automation account that runs the children.
.PARAMETER ResourceGroupName
    The resource group of that account.
.PARAMETER ProjectName
    Which projects, by name, with wildcards.
.PARAMETER ProjectsPerChild
    How many projects one child gets.
.PARAMETER ChildrenAtMost
    How many children may be at work at once; an account runs 200 jobs at most.
.PARAMETER AtlasCredentialName
    The name of the credential with Atlas's public and private key: one that sees all projects.
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ChildRunbook,

    [Parameter(Mandatory)]
    [hashtable] $ChildParameters,

    [Parameter(Mandatory)]
    [string] $AutomationAccountName,

    [Parameter(Mandatory)]
    [string] $ResourceGroupName,

    [string] $ProjectName = '*',

    [int] $ProjectsPerChild = 10,

    [int] $ChildrenAtMost = 20,

    [string] $AtlasCredentialName = 'AtlasApiKey',

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

$null = Connect-AzAccount -Identity
$account = @{ AutomationAccountName = $AutomationAccountName; ResourceGroupName = $ResourceGroupName }

# The list of jobs leaves their parameters out: each job has to be asked for its own.
$atWork = @(Get-AzAutomationJob -RunbookName $ChildRunbook @account |
    Where-Object Status -notin 'Completed', 'Failed', 'Stopped', 'Suspended' |
    ForEach-Object { Get-AzAutomationJob -Id $_.JobId @account })
$taken = @($atWork | ForEach-Object { [regex]::Matches("$($_.JobParameters['ProjectId'])", '\b[0-9a-f]{24}\b') } | ForEach-Object Value)
$waiting = @(Get-AtlasProject | Where-Object { $_.Name -like $ProjectName -and $_.ProjectId -notin $taken } | ForEach-Object ProjectId)
Disconnect-Atlas

$free = [math]::Max(0, $ChildrenAtMost - $atWork.Count)
for ($first = 0; $first -lt $waiting.Count -and $free -gt 0; $first += $ProjectsPerChild) {
    $last = [math]::Min($first + $ProjectsPerChild, $waiting.Count) - 1
    $projects = [string[]]$waiting[$first..$last]
    $job = Start-AzAutomationRunbook -Name $ChildRunbook -Parameters ($ChildParameters + @{ ProjectId = $projects }) @account
    [pscustomobject]@{ JobId = $job.JobId; ProjectId = $projects }
    $free--
}
