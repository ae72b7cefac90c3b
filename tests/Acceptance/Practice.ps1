# A run against a Sandbox in another process instead of the real services.

. (Join-Path $PSScriptRoot '../Pester/Sandbox.ps1')

# An empty project, as a user creates one for a run.
function Clear-SandboxProject($Line) {
    $world = "http://127.0.0.1:$($Line.httpPort)/sandbox/world"
    foreach ($cluster in (Invoke-RestMethod $world -NoProxy).projects[0].clusters) {
        $command = @{ command = 'removeCluster'; argument = @{ name = $cluster.name } } | ConvertTo-Json
        $null = Invoke-RestMethod $world -Method Post -Body $command -ContentType application/json -NoProxy
    }
}

# The world and the waits of a session run twenty times as fast. Ten seconds of the world are long enough for a busy machine to see each state.
function Open-EmptySandbox($SandboxHost) {
    $sandbox = Open-Sandbox -Stage fresh -Options '--speed', '20', '--provisioning', '10000' -SandboxHost $SandboxHost
    Clear-SandboxProject $sandbox.Line
    $sandbox
}

# Sets the variables in this shell, for a Sandbox that was served by hand.
function Enter-Practice([string] $File) {
    $line = Get-Content $File -TotalCount 1 -ErrorAction Stop
    if (-not $line) { throw "$File is empty: the Sandbox has not started yet. Wait until the file is filled." }
    $sandbox = [pscustomobject]@{ File = (Resolve-Path $File).Path; Line = $line | ConvertFrom-Json -ErrorAction Stop }
    Clear-SandboxProject $sandbox.Line
    $variables = Get-PracticeVariable $sandbox @{ Cluster = 'M10' }
    foreach ($name in $variables.Keys) { [System.Environment]::SetEnvironmentVariable($name, $variables[$name]) }
    'This shell now runs against the Sandbox. Close it before you run against the real services.'
}

# The variables that a user sets, with the values that the Sandbox printed.
function Get-PracticeVariable($Sandbox, $Options = @{}) {
    @{
        ATLASCMK_ACCEPTANCE_SANDBOX         = $Sandbox.File
        ATLASCMK_ACCEPTANCE_SUBSCRIPTION_ID = $Sandbox.Line.subscriptionId
        ATLASCMK_ACCEPTANCE_RESOURCE_GROUP  = $Sandbox.Line.resourceGroup
        ATLASCMK_ACCEPTANCE_KEY_IDENTIFIER  = $Sandbox.Line.keyIdentifier
        ATLASCMK_ACCEPTANCE_TENANT_ID       = $Sandbox.Line.tenantId
        ATLASCMK_ACCEPTANCE_CLIENT_ID       = $Sandbox.Line.azureClientId
        ATLASCMK_ACCEPTANCE_CLIENT_SECRET   = $Sandbox.Line.azureClientSecret
        ATLASCMK_ACCEPTANCE_REGIONS         = $Options['Regions']
        ATLASCMK_ACCEPTANCE_CLUSTER         = $Options['Cluster']
        ATLASCMK_ACCEPTANCE_SKIP            = $Options['Skip']
        ATLASCMK_ACCEPTANCE_SETTLING_SEC    = '3'
    }
}

# The options of the recorded run, so that the Sandbox's run does the same. Skipped steps are omitted here.
function Get-RunOption([string] $RecordPath) {
    $source = (Get-Content (Join-Path $RecordPath 'atlas-answers.json') -Raw -Encoding utf8 | ConvertFrom-Json).source
    $run = $source.PSObject.Properties['run']
    if (-not $run) { throw "$RecordPath is the record of a run that did not end, so its steps are not known. Run Invoke-Acceptance.ps1 again." }
    @{
        Regions = $run.Value.regions -join ','
        Cluster = $run.Value.cluster
        Skip    = @($run.Value.skipped | ForEach-Object step | Where-Object { $_ }) -join ','
    }
}

# Runs a script of this folder in another process, with these variables and without any credentials of this one.
function Invoke-InEnvironment([hashtable] $Variables, [string] $Script, [string[]] $Arguments) {
    $pwsh = [System.Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
    $own = (Split-Path $pwsh -LeafBase) -eq 'pwsh' ? @($pwsh) : @('dotnet', (Join-Path $PSHOME 'pwsh.dll'))
    $start = [System.Diagnostics.ProcessStartInfo]::new($own[0])
    foreach ($argument in @($own | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-File', (Join-Path $PSScriptRoot $Script) + $Arguments) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    foreach ($name in @($start.Environment.Keys -match '^(ATLASCMK_ACCEPTANCE|MONGODB_ATLAS|MCLI|AZURE)_')) { $null = $start.Environment.Remove($name) }
    foreach ($name in $Variables.Keys) { if ($Variables[$name]) { $start.Environment[$name] = $Variables[$name] } }
    $start.Environment['NO_COLOR'] = '1'
    $process = [System.Diagnostics.Process]::Start($start)
    $errors = $process.StandardError.ReadToEndAsync()
    $output = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output + $errors.Result }
}

function Invoke-Practice([string] $RecordPath, $Options) {
    $sandbox = Open-EmptySandbox
    try {
        (Invoke-InEnvironment (Get-PracticeVariable $sandbox $Options) 'Invoke-Acceptance.ps1' '-RecordPath', $RecordPath).Output
    }
    finally {
        Close-Sandbox $sandbox
    }
}
