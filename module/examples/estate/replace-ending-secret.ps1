# Gives Atlas a new client secret in every project that uses this application, if its secret expires soon. Connect first. $Application is the client ID
# and the new secret.
param([Parameter(Mandatory)] [pscredential] $Application, [int] $Days = 30)
$soon = [datetimeoffset]::UtcNow.AddDays($Days)
Get-AtlasProject | Get-AtlasCmkStatus | Where-Object { $_.CredentialExpires -and $_.CredentialExpires -lt $soon } |
    Get-AtlasEncryptionAtRest | Where-Object ClientId -EQ $Application.UserName | Set-AtlasEncryptionAtRest -AzureCredential $Application
