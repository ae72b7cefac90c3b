<#
.SYNOPSIS
    Runbook: splits the projects of an organization over child runbooks, so that Azure Automation is the engine where one machine is not enough.
.DESCRIPTION
    It starts the children and ends; it waits for none. Started again, by an hourly schedule for example, it looks which
    projects a child is at work on, and starts children for the others alone, those first that have waited longest: a child
    that has nothing left to do ends at once. Let one of it run at a time.

    To Azure it signs in as the account's managed identity, which needs Automation Operator on the account.
.PARAMETER ChildRunbook
    The name of the runbook that gets -ProjectId, for example of enable-project.ps1.
.PARAMETER ChildParameters
    What else the child gets: a hashtable, or from a schedule or the portal JSON: {"RegionName": ["US_EAST_2"]}.
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
    How far back a project's last turn counts; children that have not ended count whenever they were started.
.PARAMETER AtlasAsset
    The name of the credential asset with Atlas's public and private key, or with a service account's client id and secret: one that
    sees all projects.
.PARAMETER AzureClientId
    The client id of a user-assigned managed identity to sign in to Azure as. Default: the account's system-assigned one.
.PARAMETER Sandbox
    For practice: the file with the line of JSON that a Sandbox printed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $ChildRunbook,

    [Parameter(Mandatory)]
    [object] $ChildParameters,

    [Parameter(Mandatory)]
    [string] $AutomationAccountName,

    [Parameter(Mandatory)]
    [string] $ResourceGroupName,

    [string] $ProjectName = '*',

    [int] $ProjectsPerChild = 10,

    [int] $ChildrenAtMost = 20,

    [int] $HoursBack = 24,

    [string] $AtlasAsset = 'AtlasApiKey',

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

try {
    $all = @(Get-AtlasProject | Where-Object Name -like $ProjectName | ForEach-Object ProjectId)
}
finally {
    Disconnect-Atlas
}

# A hashtable does not take what Automation makes of JSON, which is an object.
$more = @{}
if ($ChildParameters -is [System.Collections.IDictionary]) {
    foreach ($name in $ChildParameters.Keys) { $more["$name"] = $ChildParameters[$name] }
}
else {
    foreach ($property in $ChildParameters.PSObject.Properties) { $more[$property.Name] = $property.Value }
}

$identity = if ($AzureClientId) { @{ AccountId = $AzureClientId } } else { @{} }
$null = Connect-AzAccount -Identity @identity
$account = @{ AutomationAccountName = $AutomationAccountName; ResourceGroupName = $ResourceGroupName }

# A job that waits for its turn has no StartTime yet, so -StartTime would leave it out, and -Status does not know New: all are
# listed. The list leaves their parameters out, so the parameters of each job must be read separately.
$since = [datetimeoffset]::UtcNow.AddHours(-$HoursBack)
$ended = 'Completed', 'Failed', 'Stopped', 'Suspended'
$jobs = @(Get-AzAutomationJob -RunbookName $ChildRunbook @account |
    Where-Object { $_.Status -notin $ended -or $_.CreationTime -ge $since } |
    ForEach-Object { Get-AzAutomationJob -Id $_.JobId @account })
$atWork = @($jobs | Where-Object Status -notin $ended)
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
    $job = Start-AzAutomationRunbook -Name $ChildRunbook -Parameters ($more + @{ ProjectId = $projects }) @account
    [pscustomobject]@{ JobId = $job.JobId; ProjectId = $projects }
    $free--
}
