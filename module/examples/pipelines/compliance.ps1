<#
.SYNOPSIS
    Tests every Atlas project against a baseline, and writes reports for people, for the pipeline and for the next comparison.
.DESCRIPTION
    It changes nothing. It fails if a project does not comply or cannot be read. Atlas credentials come from the environment,
    and the Azure sign-in from the Azure CLI, which the pipeline has signed in.
.PARAMETER Folder
    Where the reports go: compliance.html, compliance.json and compliance.xml (JUnit).
.PARAMETER Baseline
    The JSON file of your baseline. Default: the built-in baseline.
.PARAMETER AllowNotAssessed
    Does not fail because of controls that could not be assessed, for example without access to Microsoft Graph.
.PARAMETER Sandbox
    For practice: the file that a Sandbox wrote.
#>
[CmdletBinding()]
param([string] $Folder = 'reports', [string] $Baseline, [switch] $AllowNotAssessed, [string] $Sandbox)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$null = New-Item -Path $Folder -ItemType Directory -Force
$session = if ($Sandbox) { New-AtlasSession -Sandbox $Sandbox } else { New-AtlasSession -FromEnvironment -AzureAuthentication AzureCli }
try {
    $with = if ($Baseline) { @{ Baseline = $Baseline } } else { @{} }
    $results = @(Get-AtlasProject -Session $session | Test-AtlasCmkCompliance @with -ErrorAction SilentlyContinue -ErrorVariable unread)
}
finally {
    Disconnect-Atlas -Session $session
}

$results | Export-AtlasCmkReport -Path "$Folder/compliance.html"
$results | Export-AtlasCmkReport -Path "$Folder/compliance.json"
$results | Export-AtlasCmkReport -Path "$Folder/compliance.xml"
$unread | ForEach-Object { Write-Warning "$_" }
$open = @($results | Where-Object { $_.Result -eq 'Failed' -or ($_.Result -eq 'NotAssessed' -and -not $AllowNotAssessed) })
if ($open.Count + @($unread).Count -gt 0 -or $results.Count -eq 0) {
    throw "Not compliant: $($open.Count) open results, $(@($unread).Count) errors, $($results.Count) results in all. See the reports in $Folder."
}
