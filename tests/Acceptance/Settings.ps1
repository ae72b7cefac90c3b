# The settings of a run: environment variables, so that no secret is on a command line.

$AcceptanceVariables = 'SUBSCRIPTION_ID', 'RESOURCE_GROUP', 'KEY_IDENTIFIER', 'TENANT_ID', 'CLIENT_ID', 'CLIENT_SECRET'

# The names of the steps, in their order.
$AcceptanceSteps = @(Select-String -Path (Join-Path $PSScriptRoot 'Acceptance.Tests.ps1') -Pattern 'Invoke-Step \$run ''([^'']+)''' | ForEach-Object { $_.Matches.Groups[1].Value })

# Cleaning up needs less, so that it works in a new shell after the secret is lost.
function Get-AcceptanceSetting {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSAvoidUsingConvertToSecureStringWithPlainText', '', Justification = 'The secret comes from a variable of the environment.')]
    param([string[]] $Needed = $AcceptanceVariables)

    $value = @{}
    foreach ($name in $AcceptanceVariables + 'REGIONS', 'CLUSTER', 'SETTLING_SEC', 'SKIP') {
        $value[$name] = [System.Environment]::GetEnvironmentVariable("ATLASCMK_ACCEPTANCE_$name")
    }

    $missing = @($Needed | Where-Object { -not $value[$_] } | ForEach-Object { "ATLASCMK_ACCEPTANCE_$_" })
    if ($missing) {
        throw "These environment variables are not set: $($missing -join ', '). Set them as tests/Acceptance/README.md shows. Nothing was sent."
    }

    if ($value.KEY_IDENTIFIER -notmatch '^https://(?<vault>[A-Za-z0-9-]+)\.[a-z.]+/keys/[A-Za-z0-9-]+/[0-9a-fA-F]{32}$') {
        throw "ATLASCMK_ACCEPTANCE_KEY_IDENTIFIER is '$($value.KEY_IDENTIFIER)'. Expected https://{vault}.vault.azure.net/keys/{name}/{version}. Nothing was sent."
    }

    $vault = $Matches.vault
    $regions = @(($value.REGIONS ? $value.REGIONS : 'US_EAST_2') -split '[,\s]+' | Where-Object { $_ })
    if ($regions.Count -notin 1, 2) {
        throw "ATLASCMK_ACCEPTANCE_REGIONS names $($regions.Count) regions. Name one or two, such as US_EAST_2,EUROPE_WEST. Nothing was sent."
    }

    if ($value.CLUSTER -and $value.CLUSTER -notmatch '^[MR]\d{2,3}$') {
        throw "ATLASCMK_ACCEPTANCE_CLUSTER is '$($value.CLUSTER)'. Expected a tier such as M10, or no value for a run without a cluster. Nothing was sent."
    }

    if ($value.SETTLING_SEC -and $value.SETTLING_SEC -notmatch '^\d{1,4}$') {
        throw "ATLASCMK_ACCEPTANCE_SETTLING_SEC is '$($value.SETTLING_SEC)'. Expected a number of seconds, such as 60. Nothing was sent."
    }

    $skip = @("$($value.SKIP)" -split '\s*,\s*' | Where-Object { $_ })
    $unknown = @($skip | Where-Object { $_ -notin $AcceptanceSteps })
    if ($unknown) {
        throw "ATLASCMK_ACCEPTANCE_SKIP names what is no step: $($unknown -join ', '). The steps are: $($AcceptanceSteps -join ', '). Nothing was sent."
    }

    [pscustomobject]@{
        SubscriptionId    = $value.SUBSCRIPTION_ID
        ResourceGroupName = $value.RESOURCE_GROUP
        KeyIdentifier     = $value.KEY_IDENTIFIER
        KeyVaultName      = $vault
        TenantId          = $value.TENANT_ID
        Application       = $value.CLIENT_ID -and $value.CLIENT_SECRET ? [pscredential]::new($value.CLIENT_ID, (ConvertTo-SecureString $value.CLIENT_SECRET -AsPlainText)) : $null
        Regions           = $regions
        ClusterTier       = $value.CLUSTER
        Skip              = $skip
        SettlingSec       = $value.SETTLING_SEC ? [int] $value.SETTLING_SEC : 60
    }
}
