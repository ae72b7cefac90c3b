# After a cluster got nodes in a new region, or a new cluster was made: connects the missing regions, and encrypts it. Connect first.
param([Parameter(Mandatory)] [string] $ProjectName, [string] $ClusterName = '*')
New-AtlasAkvPrivateEndpoint -ProjectName $ProjectName -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint
Get-AtlasClusterEncryption -ProjectName $ProjectName -ClusterName $ClusterName | Where-Object IsEligible | Enable-AtlasClusterEncryption -Wait
