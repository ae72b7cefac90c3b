# Compares a record of real services with one of the Sandbox: by operation, step and status, then field by field.

# Fields that only the Sandbox writes, to test clients with unknown fields.
$SandboxOnly = 'sandboxUnknownField'

# The fields with the state of a resource: other states have other fields.
$StateFields = 'status', 'stateName', 'provisioningState', 'enabled', 'registrationState'

# The states of the Sandbox. It can pass through one of them between two requests.
$SandboxStates = 'INITIATING', 'PENDING_ACCEPTANCE', 'ACTIVE', 'PENDING_RECREATION', 'FAILED', 'DELETING', 'CREATING', 'IDLE', 'UPDATING', 'REPAIRING',
    'Pending', 'Approved', 'Rejected', 'Disconnected', 'Succeeded', 'Updating', 'Creating', 'Deleting', 'Failed', 'Registered', 'Registering', 'True', 'False', 'empty', 'filled'

# Headers whose values are compared. Of other headers, only the presence is compared.
$FactHeaders = 'Content-Type', 'X-Java-Method', 'X-Error-Code'

# Headers that come with the transport, or with an error that was retried.
$OtherHeaders = 'Date', 'Content-Length', 'Transfer-Encoding', 'Connection', 'Retry-After'

# Atlas challenges the request after a nonce has expired (Digest), and the client signs it again. The operation does not matter.
# With a service account there is no challenge at all.
$Challenge = 'sign-in challenge'

function Read-Field([System.Text.Json.JsonElement] $Value, [string] $Path, [hashtable] $Fields, [hashtable] $States) {
    if ($Path -and -not $Fields.ContainsKey($Path)) { $Fields[$Path] = [System.Collections.Generic.SortedSet[string]]::new() }
    $kind = switch ($Value.ValueKind) { 'True' { 'Boolean' } 'False' { 'Boolean' } default { "$_" } }
    if ($Path) { $null = $Fields[$Path].Add($kind) }
    if ($kind -eq 'Object') {
        foreach ($property in $Value.EnumerateObject()) {
            if ($property.Name -eq $SandboxOnly) { continue }
            # Names that a user chose are numbered; the number does not matter.
            $name = $property.Name -replace '^(name|text|user)-\d+.*$', '*'
            $inner = $Path ? "$Path.$name" : $name
            if ($property.Name -in $StateFields -and $property.Value.ValueKind -in 'String', 'True', 'False') {
                if (-not $States.ContainsKey($inner)) { $States[$inner] = [System.Collections.Generic.SortedSet[string]]::new() }
                $null = $States[$inner].Add("$($property.Value)")
            }

            Read-Field $property.Value $inner $Fields $States
        }
    }
    elseif ($kind -eq 'Array') {
        $States["$Path[]"] = [System.Collections.Generic.SortedSet[string]]::new([string[]] ($Value.GetArrayLength() ? 'filled' : 'empty'))
        foreach ($item in $Value.EnumerateArray()) { Read-Field $item "$Path[]" $Fields $States }
    }
}

$BodiesRead = @{}

# Polls repeat the same answer, except for values that are not compared.
function Read-Body([System.Text.Json.JsonElement] $Body) {
    $text = $Body.GetRawText() -replace '"(5a[0-9a-f]{22}|(name|text|user)-\d+[^"]*|https?:[^"]*|/[^"]*|[0-9a-f-]{32,36}|\d{4}-[^"]*)"(?! *:)', '""' -replace ': *-?\d[\d.]*', ':0'
    if (-not $BodiesRead.ContainsKey($text)) {
        $fields = @{}
        $states = @{}
        if ($Body.ValueKind -ne 'Null') { Read-Field $Body '' $fields $states }
        $BodiesRead[$text] = $fields, $states
    }

    $BodiesRead[$text]
}

# One exchange as it is compared: the request, its step, and the fields of the answer.
function ConvertTo-Exchange($Source, [string] $Note, [string] $Method, [string] $Path, [string] $OperationId, $Status, $Headers, $Body) {
    $fields, $states = Read-Body $Body
    $code = $null
    $property = [System.Text.Json.JsonElement]::new()
    if ([int] $Status -ge 400 -and $Body.ValueKind -eq 'Object') {
        if ($Body.TryGetProperty('errorCode', [ref] $property)) { $code = "$property" }
        elseif ($Body.TryGetProperty('error', [ref] $property) -and $property.ValueKind -eq 'Object' -and $property.TryGetProperty('code', [ref] $property)) { $code = "$property" }
    }

    if ([int] $Status -eq 401 -and "$($Headers['WWW-Authenticate'])" -like 'Digest*') { $OperationId = $Challenge }
    $shown = $Path -replace '\?.*$', '' -replace '(?<=/)(5a[0-9a-f]{22}|[0-9a-f]{32}|[0-9a-f-]{36}|(name|text)-\d+)(?=/|$)', '{}' -replace '//name-\d+', '//{}' -replace '^https://', ''
    $signature = @(
        foreach ($path in $fields.Keys | Sort-Object) { "$path=$($fields[$path])" }
        foreach ($path in $states.Keys | Sort-Object) { "$path=$($states[$path])" }
        foreach ($name in $Headers.Keys | Sort-Object) { $name -in $FactHeaders ? "$name=$($Headers[$name])" : $name }
    ) -join '|'
    [pscustomobject]@{
        Source    = $Source
        Signature = "$Status $code $signature"
        Count     = 1
        Step      = ($Note -split ', after ')[0]
        Operation = $OperationId ? $OperationId : "$Method $($shown -replace '^.*/providers/(?=Microsoft)', '')"
        Status    = [int] $Status
        Code      = $code
        Fields    = $fields
        States    = $states
        Headers   = $Headers
    }
}

function Read-HeaderTable([System.Text.Json.JsonElement] $Headers) {
    $table = @{}
    foreach ($header in $Headers.EnumerateObject()) {
        # Texts that the recorder does not know are numbered; the number does not matter.
        if ($header.Name -notin $OtherHeaders -and $header.Name -notlike 'x-ms-ratelimit-*') { $table[$header.Name] = "$($header.Value)" -replace '^(name|text|user)-\d+$', '*' }
    }

    $table
}

function Read-AcceptanceRecord([string] $Path) {
    foreach ($file in 'atlas-answers.json', 'azure-connection-exchanges.json') {
        $whole = [System.Text.Json.JsonDocument]::Parse((Get-Content (Join-Path $Path $file) -Raw -Encoding utf8)).RootElement
        if ($file -like 'atlas*') {
            foreach ($one in $whole.GetProperty('answers').EnumerateArray()) {
                ConvertTo-Exchange Atlas "$($one.GetProperty('source'))" "$($one.GetProperty('method'))" "$($one.GetProperty('path'))" "$($one.GetProperty('operationId'))" `
                    $one.GetProperty('status').GetInt32() (Read-HeaderTable $one.GetProperty('headers')) $one.GetProperty('body')
            }
        }
        else {
            foreach ($one in $whole.GetProperty('exchanges').EnumerateArray()) {
                $request = $one.GetProperty('request')
                $response = $one.GetProperty('response')
                ConvertTo-Exchange Azure "$($one.GetProperty('note'))" "$($request.GetProperty('method'))" "$($request.GetProperty('uri'))" '' `
                    $response.GetProperty('status').GetInt32() (Read-HeaderTable $response.GetProperty('headers')) $response.GetProperty('body')
            }
        }
    }
}

# Whether both answers can describe the same state: if both name a state, it is the same.
function Test-SameState($Real, $Sandbox) {
    foreach ($path in $Real.States.Keys) {
        if ($Sandbox.States.ContainsKey($path) -and -not $Real.States[$path].SetEquals($Sandbox.States[$path])) { return $false }
    }

    $true
}

function Get-PairDifference($Real, $Sandbox) {
    foreach ($path in $Real.Fields.Keys) {
        $parent = $path -replace '(^|\.)[^.\[]+$|\[\]$', ''
        if (-not $Sandbox.Fields.ContainsKey($path)) {
            # The parent's own difference already reports it.
            if (-not $Real.Fields.ContainsKey($parent) -or $Sandbox.Fields.ContainsKey($parent)) {
                [pscustomobject]@{ What = 'field missing'; Name = $path; Real = "$($Real.Fields[$path])"; Sandbox = '' }
            }
        }
        elseif (-not $Real.Fields[$path].SetEquals($Sandbox.Fields[$path])) {
            [pscustomobject]@{ What = 'type'; Name = $path; Real = "$($Real.Fields[$path])"; Sandbox = "$($Sandbox.Fields[$path])" }
        }
    }

    foreach ($path in $Sandbox.Fields.Keys) {
        $parent = $path -replace '(^|\.)[^.\[]+$|\[\]$', ''
        if (-not $Real.Fields.ContainsKey($path) -and (-not $Sandbox.Fields.ContainsKey($parent) -or $Real.Fields.ContainsKey($parent))) {
            [pscustomobject]@{ What = 'field extra'; Name = $path; Real = ''; Sandbox = "$($Sandbox.Fields[$path])" }
        }
    }

    if ($Real.Code -ne $Sandbox.Code) { [pscustomobject]@{ What = 'error code'; Name = ''; Real = $Real.Code; Sandbox = $Sandbox.Code } }
    foreach ($name in @($Real.Headers.Keys) + @($Sandbox.Headers.Keys) | Sort-Object -Unique) {
        $values = $Real.Headers[$name], $Sandbox.Headers[$name]
        if (($null -eq $values[0]) -ne ($null -eq $values[1]) -or ($name -in $FactHeaders -and $values[0] -ne $values[1])) {
            [pscustomobject]@{ What = 'header'; Name = $name; Real = $values[0]; Sandbox = $values[1] }
        }
    }
}

function Add-Difference([System.Collections.Specialized.OrderedDictionary] $Found, $Exchange, $Difference) {
    $key = $Exchange.Operation, $Exchange.Status, $Difference.What, $Difference.Name, $Difference.Real, $Difference.Sandbox -join '|'
    if ($Found.Contains($key)) {
        $Found[$key].Count += $Exchange.Count
        return
    }

    $Found[$key] = [pscustomobject]@{
        PSTypeName = 'AtlasCmk.AcceptanceDifference'
        Operation  = $Exchange.Operation
        Step       = $Exchange.Step
        Status     = $Exchange.Status
        What       = $Difference.What
        Name       = $Difference.Name
        Real       = $Difference.Real
        Sandbox    = $Difference.Sandbox
        Count      = $Exchange.Count
    }
}

# Most exchanges of a run repeat the same poll.
function Select-Distinct($Exchanges) {
    $seen = @{}
    foreach ($one in $Exchanges) {
        $key = "$($one.Operation) $($one.Step) $($one.Signature)"
        if ($seen.ContainsKey($key)) { $seen[$key].Count++ } else { $seen[$key] = $one; $one }
    }
}

# Compares each real exchange with the nearest one of the Sandbox: same operation, status and state, and same step if possible.
function Compare-Exchange($Real, $Sandbox) {
    $found = [ordered]@{}
    $Real = @(Select-Distinct $Real)
    $Sandbox = @(Select-Distinct $Sandbox)
    $there = $Sandbox | Group-Object Operation, Status -AsHashTable -AsString
    $operations = $Sandbox | Group-Object Operation -AsHashTable -AsString
    $unseen = 0
    foreach ($one in $Real) {
        $candidates = $there["$($one.Operation), $($one.Status)"]
        if (-not $candidates) {
            $others = $operations[$one.Operation]
            $sandboxHas = $others ? (($others.Status | Sort-Object -Unique) -join ', ') : 'no such exchange'
            Add-Difference $found $one ([pscustomobject]@{ What = 'status'; Name = ''; Real = "$($one.Status)"; Sandbox = $sandboxHas })
            continue
        }

        $strange = foreach ($path in $one.States.Keys) { $one.States[$path] | Where-Object { $_ -notin $SandboxStates } | ForEach-Object { @{ Path = $path; Value = $_ } } }
        foreach ($state in $strange) { Add-Difference $found $one ([pscustomobject]@{ What = 'state'; Name = $state.Path; Real = $state.Value; Sandbox = '' }) }

        $same = @($candidates | Where-Object { Test-SameState $one $_ })
        $near = @($same | Where-Object Step -eq $one.Step)
        $best = $null
        foreach ($candidate in $near ? $near : $same) {
            $differences = @(Get-PairDifference $one $candidate)
            if ($null -eq $best -or $differences.Count -lt $best.Count) { $best = $differences }
            if (-not $best) { break }
        }

        if ($null -eq $best) {
            if (-not $strange) { $unseen += $one.Count }
            continue
        }

        foreach ($difference in $best) { Add-Difference $found $one $difference }
    }

    $asked = $Real | Group-Object Operation -AsHashTable -AsString
    foreach ($one in $Sandbox | Where-Object { $_.Operation -ne $Challenge -and -not $asked[$_.Operation] }) {
        Add-Difference $found $one ([pscustomobject]@{ What = 'status'; Name = ''; Real = 'no such exchange'; Sandbox = "$($one.Status)" })
    }

    if ($unseen) { Write-Verbose "$unseen exchanges were not compared: the Sandbox passed through their state between two requests." }
    $found.Values
}
