@{
    # Not the root module, which may not be a manifest, and not the assembly itself: help is looked for beside the innermost manifest.
    NestedModules        = @('module/AtlasCmk.Cmdlets.psd1')
    ModuleVersion        = '0.1.0'
    GUID                 = 'b0d7a6de-3a0c-4a7e-9e53-6f0a4f6f3b5e'
    Author               = 'The AtlasCmk authors'
    CompanyName          = 'AtlasCmk'
    Copyright            = '(c) The AtlasCmk authors. MIT licence.'
    Description          = 'Puts MongoDB Atlas projects under customer-managed keys in Azure Key Vault, over private endpoints, and keeps them there.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Approve-AtlasAkvPrivateEndpointConnection'
        'Approve-AzPrivateEndpointConnection'
        'Connect-Atlas'
        'Deny-AtlasAkvPrivateEndpointConnection'
        'Disable-AtlasClusterEncryption'
        'Disable-AtlasEncryptionAtRest'
        'Disconnect-Atlas'
        'Enable-AtlasClusterEncryption'
        'Export-AtlasCmkReport'
        'Get-AtlasAkvKey'
        'Get-AtlasAkvPrivateEndpoint'
        'Get-AtlasAkvPrivateEndpointConnection'
        'Get-AtlasAzureServicePrincipal'
        'Get-AtlasClusterEncryption'
        'Get-AtlasCmkDiagnosis'
        'Get-AtlasCmkError'
        'Get-AtlasCmkStatus'
        'Get-AtlasEncryptionAtRest'
        'Get-AtlasKeyUsage'
        'Get-AtlasProject'
        'Get-AtlasSession'
        'Grant-AtlasKeyAccess'
        'Invoke-AtlasKeyRotation'
        'Invoke-AtlasRequest'
        'New-AtlasAkvPrivateEndpoint'
        'New-AtlasSession'
        'Register-AtlasAzureServicePrincipal'
        'Remove-AtlasAkvPrivateEndpoint'
        'Remove-AtlasAkvPrivateEndpointConnection'
        'Revoke-AtlasKeyAccess'
        'Set-AtlasEncryptionAtRest'
        'Test-AtlasCmkCompliance'
        'Test-AtlasCmkPrerequisite'
        'Test-AtlasKeyRetirement'
        'Wait-AtlasAkvPrivateEndpoint'
    )
    # No FileList: the shell looks each file up in every import. src/AtlasCmk/PackageFiles.txt has the list.
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('MongoDB', 'Atlas', 'Azure', 'KeyVault', 'Encryption', 'CMK', 'BYOK', 'PrivateLink', 'Automation', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
        }
    }
}
