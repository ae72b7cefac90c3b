# Takes customer-managed keys back from a project: clusters, endpoints, private networking, settings. Connect first. It shows which backups still need the key.
param([Parameter(Mandatory)] [string] $ProjectName)
$ErrorActionPreference = 'Stop'
$project = Get-AtlasProject -ProjectName $ProjectName
if (@($project).Count -ne 1) { throw "Exactly one project must be named, and '$ProjectName' selects $(@($project).Count)." }
$key = ($project | Get-AtlasEncryptionAtRest).KeyIdentifier
$project | Get-AtlasClusterEncryption | Where-Object EncryptionAtRestProvider -EQ AZURE | Disable-AtlasClusterEncryption -Wait
$project | Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait
$project | Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false
$project | Disable-AtlasEncryptionAtRest
Get-AtlasKeyUsage -KeyIdentifier $key | Where-Object ProjectId -EQ $project.ProjectId
