# Freezes the data of one project, thaws it again, and shows how long each took. Connect first. -Force if other projects share the key.
param([Parameter(Mandatory)] [string] $ProjectName, [Parameter(Mandatory)] [string] $RecordPath, [switch] $Force)
if (Test-Path -LiteralPath $RecordPath) { throw "There is a record $RecordPath already. A drill thaws only what it froze itself: give another -RecordPath." }
try { $frozen = Revoke-AtlasKeyAccess -ProjectName $ProjectName -Method KeyVersion -RecordPath $RecordPath -Wait -Force:$Force -Confirm:$false }
finally { $thawed = if (Test-Path -LiteralPath $RecordPath) { Grant-AtlasKeyAccess -RecordPath $RecordPath -Wait -Confirm:$false } }
$frozen + $thawed | Format-Table Time, Event, Subject, Detail -Wrap
