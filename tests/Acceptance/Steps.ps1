# A step of a run. It is part of the record, and is skipped with a reason if the credentials do not allow it.

# Errors because of insufficient credentials, or this machine's network.
$AcceptanceCannot = 'RoleTooSmall', 'AccessRefused', 'AzureRoleTooSmall', 'KeyRightsMissing', 'VaultNotReachable', 'AzureSignInIncomplete', 'AzureSignInFailed',
    'AzureMultiFactorRequired', 'AzContextMissing', 'FeatureUnsupported', 'DisallowedByPolicy', 'ScopeLocked'

function Open-AcceptanceRun([string] $Path, $Setting) {
    [pscustomobject]@{
        Record  = Open-AcceptanceRecord $Path
        Setting = $Setting
        Done    = [System.Collections.Generic.HashSet[string]]::new()
    }
}

function Skip-Step($Run, [string] $Name, [string] $Reason, [string] $Words = '') {
    # An error message may contain the user's names, so the record gets only the reason.
    $Run.Record.Skipped.Add(@{ step = $Name; reason = $Reason })
    Set-ItResult -Skipped -Because "$Reason$Words"
}

function Invoke-Step($Run, [string] $Name, [string[]] $After, [scriptblock] $Work) {
    if ($Name -in $Run.Setting.Skip) {
        Skip-Step $Run $Name 'ATLASCMK_ACCEPTANCE_SKIP names it'
        return
    }

    $missing = $After | Where-Object { -not $Run.Done.Contains($_) } | Select-Object -First 1
    if ($missing) {
        Skip-Step $Run $Name "it comes after the step '$missing', which was not done"
        return
    }

    $because = $null
    try {
        & $Work
        $null = $Run.Done.Add($Name)
    }
    catch {
        $id = ($_.FullyQualifiedErrorId -split ',')[0]
        if ($id -notin $AcceptanceCannot) { throw }
        $because = $_.Exception.Message
    }
    finally {
        Save-AcceptanceStep $Run.Record $Name
    }

    if ($because) { Skip-Step $Run $Name "the given credentials cannot do it ($id)" ": $because" }
}
