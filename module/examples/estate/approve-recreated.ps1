# Approves the connections that Atlas created again after a rejection or removal. Connect first. Ask first whether the rejection was meant.
param([string] $ProjectName = '*')
Get-AtlasProject -ProjectName $ProjectName | Get-AtlasAkvPrivateEndpoint |
    Where-Object Status -In PENDING_RECREATION, INITIATING, PENDING_ACCEPTANCE |
    Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint
