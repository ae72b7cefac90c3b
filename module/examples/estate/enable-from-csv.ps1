# Enables the projects of a CSV file, and creates their endpoints. Connect first. Columns: ProjectId, KeyIdentifier, ResourceGroupName, SubscriptionId,
# TenantId and RegionName (US_EAST_2;US_CENTRAL). $Application is the client ID and secret that Atlas signs in to Azure with.
param([Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [pscredential] $Application)
$rows = Import-Csv -LiteralPath $Path
$rows | Set-AtlasEncryptionAtRest -FromInput -AzureCredential $Application -RequirePrivateNetworking
$rows | New-AtlasAkvPrivateEndpoint -FromInput -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint
$rows | Get-AtlasClusterEncryption | Where-Object IsEligible | Enable-AtlasClusterEncryption -Wait
$rows | Get-AtlasCmkStatus
