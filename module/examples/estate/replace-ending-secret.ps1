# Gives Atlas a new client secret in every project whose secret ends soon. Connect first. $Application is the client ID and the new secret.
param([Parameter(Mandatory)] [pscredential] $Application, [int] $Days = 30)
$soon = [datetimeoffset]::UtcNow.AddDays($Days)
Get-AtlasProject | Get-AtlasCmkStatus | Where-Object { $_.CredentialExpires -and $_.CredentialExpires -lt $soon } |
    Set-AtlasEncryptionAtRest -AzureCredential $Application
