<#
.SYNOPSIS
    Runbook: splits the projects of an organisation over child runbooks, so that Azure Automation is the engine where one machine is not enough.
.DESCRIPTION
    It starts the children and ends; it waits for none. Started again, by an hourly schedule for example, it looks which
    projects a child is at work on, and starts children for the others alone, those first that have waited longest: a child
    that has nothing left to do ends at once. Let one of it run at a time.

    To Azure it signs in as the account's managed identity, which needs Automation Operator on the account; a user-assigned
    one is named by the variable AZURE_CLIENT_ID.
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
.PARAMETER HoursBack
    How far back to look for children that have ended.
.PARAMETER AtlasAsset
    The name of the credential asset with Atlas's public and private key, or with a service account's client id and secret: one that
    sees all projects.
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

    [int] $HoursBack = 24,

    [string] $AtlasAsset = 'AtlasApiKey',

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

try {
    $all = @(Get-AtlasProject | Where-Object Name -like $ProjectName | ForEach-Object ProjectId)
}
finally {
    Disconnect-Atlas
}

$identity = if ($env:AZURE_CLIENT_ID) { @{ AccountId = $env:AZURE_CLIENT_ID } } else { @{} }
$null = Connect-AzAccount -Identity @identity
$account = @{ AutomationAccountName = $AutomationAccountName; ResourceGroupName = $ResourceGroupName }

# The list of jobs leaves their parameters out: each job has to be asked for its own.
$jobs = @(Get-AzAutomationJob -RunbookName $ChildRunbook -StartTime ([datetimeoffset]::UtcNow.AddHours(-$HoursBack)) @account |
    ForEach-Object { Get-AzAutomationJob -Id $_.JobId @account })
$atWork = @($jobs | Where-Object Status -notin 'Completed', 'Failed', 'Stopped', 'Suspended')
$taken = @($atWork | ForEach-Object { [regex]::Matches("$($_.JobParameters['ProjectId'])", '\b[0-9a-f]{24}\b') } | ForEach-Object Value)

$lastTurn = @{}
foreach ($job in $jobs) {
    foreach ($id in [regex]::Matches("$($job.JobParameters['ProjectId'])", '\b[0-9a-f]{24}\b')) {
        if (-not $lastTurn.ContainsKey($id.Value) -or $lastTurn[$id.Value] -lt $job.CreationTime) {
            $lastTurn[$id.Value] = $job.CreationTime
        }
    }
}

$waiting = [string[]]@($all | Where-Object { $_ -notin $taken })
$turns = [datetimeoffset[]]@($waiting | ForEach-Object { if ($lastTurn.ContainsKey($_)) { $lastTurn[$_] } else { [datetimeoffset]::MinValue } })
[array]::Sort($turns, $waiting)

$free = [math]::Max(0, $ChildrenAtMost - $atWork.Count)
for ($first = 0; $first -lt $waiting.Count -and $free -gt 0; $first += $ProjectsPerChild) {
    $last = [math]::Min($first + $ProjectsPerChild, $waiting.Count) - 1
    $projects = [string[]]$waiting[$first..$last]
    $job = Start-AzAutomationRunbook -Name $ChildRunbook -Parameters ($ChildParameters + @{ ProjectId = $projects }) @account
    [pscustomobject]@{ JobId = $job.JobId; ProjectId = $projects }
    $free--
}
