# Which key version protects which backup, and until when? Connect first. Certainty says how sure the answer is.
param([Parameter(Mandatory)] [string] $ProjectName, [string] $ClusterName = '*')
Get-AtlasClusterEncryption -ProjectName $ProjectName -ClusterName $ClusterName | Get-AtlasKeyUsage |
    Where-Object SnapshotId | Sort-Object ClusterName, CreatedAt
