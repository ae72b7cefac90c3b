@{
    # Nested in AtlasCmk.psd1: cmdlet help and about topics are then found beside the assembly, and Import-Module -Force works.
    RootModule           = 'AtlasCmk.dll'
    # Asked for by the shell, and shown by nothing: the version, and what is exported, is said by AtlasCmk.psd1 alone.
    ModuleVersion        = '1.0'
    GUID                 = '5c0f4f0b-8a57-4f6c-a1c6-0a8f8d6a6f2d'
    Author               = 'The AtlasCmk authors'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('AtlasCmk.Format.ps1xml')
    TypesToProcess       = @('AtlasCmk.Types.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
