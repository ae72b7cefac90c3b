# Freezes the data of one project, thaws it again, and shows how long each took. Connect first. -Force if other projects share the key.
param([Parameter(Mandatory)] [string] $ProjectName, [Parameter(Mandatory)] [string] $RecordPath, [switch] $Force)
try { $frozen = Revoke-AtlasKeyAccess -ProjectName $ProjectName -Method KeyVersion -RecordPath $RecordPath -Wait -Force:$Force -Confirm:$false }
finally { $thawed = if (Test-Path -LiteralPath $RecordPath) { Grant-AtlasKeyAccess -RecordPath $RecordPath -Wait -Confirm:$false } }
$frozen + $thawed | Format-Table Time, Event, Subject, Detail -Wrap
