# Moves every project to the latest version of its key, for example one that a rotation policy created, and keeps the evidence as JSON. Connect first.
param([string] $ProjectName = '*', [Parameter(Mandatory)] [string] $EvidencePath)
$rotations = Get-AtlasEncryptionAtRest -ProjectName $ProjectName -Enabled | Invoke-AtlasKeyRotation -Latest -Confirm:$false
$rotations | ConvertTo-Json -Depth 5 -AsArray | Set-Content -LiteralPath $EvidencePath
$rotations | Format-Table ProjectName, OldKeyLeftAt, OldKeyStillNeeded, OldKeyReason
