# Runs tests/Acceptance against a Sandbox in another process instead of the real services. For Pester 5, in a built clone.

# run.ps1 gives the process that serves all Sandboxes. Without it, this file starts one.
param($SandboxHost)

BeforeAll {
    . (Join-Path $PSScriptRoot '../Acceptance/Practice.ps1')

    function Get-World($Sandbox) { Invoke-RestMethod "http://127.0.0.1:$($Sandbox.Line.httpPort)/sandbox/world" -NoProxy }

    function Set-World($Sandbox, [string] $Face, $Body) {
        $null = Invoke-RestMethod "http://127.0.0.1:$($Sandbox.Line.httpPort)/sandbox/$Face" -Method Post -Body (ConvertTo-Json $Body -Depth 5) -ContentType application/json -NoProxy
    }

    function Get-Left($Sandbox) {
        $world = Get-World $Sandbox
        $project = $world.projects[0]
        $inAtlas = @($project.clusters | ForEach-Object name) + @($project.endpoints | ForEach-Object id) + @($project.encryption ? 'encryption' : $null)
        $inAtlas + @($world.vaults[0].connections | ForEach-Object name) | Where-Object { $_ }
    }

    # As Invoke-InEnvironment does, but in a new runspace of this process, which has compiled the shell and Pester already.
    function Invoke-InRunspace([hashtable] $Variables, [string] $Script, [string[]] $Arguments) {
        $path = Join-Path $PSScriptRoot "../Acceptance/$Script"
        $quoted = @($path) + $Arguments | ForEach-Object { $_ -match '^-[A-Za-z]+$' ? $_ : "'$($_.Replace("'", "''"))'" }
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault())
        $standardError = [System.Console]::Error
        $errors = [System.IO.StringWriter]::new()
        try {
            foreach ($name in $Variables.Keys) { [System.Environment]::SetEnvironmentVariable($name, $Variables[$name]) }
            [System.Console]::SetError($errors)
            $output = $shell.AddScript("& $quoted *>&1 | Out-String -Stream -Width 1000; `$LASTEXITCODE").Invoke()
            [pscustomobject]@{ ExitCode = $output[-1]; Output = ($output[0..($output.Count - 2)] -join "`n") + $errors }
        }
        finally {
            [System.Console]::SetError($standardError)
            foreach ($name in $Variables.Keys) { [System.Environment]::SetEnvironmentVariable($name, $null) }
            $shell.Dispose()
        }
    }

    $real = Open-EmptySandbox $SandboxHost
    $folder = Join-Path $real.Folder 'records'
    $null = New-Item -ItemType Directory $folder
    $record = Join-Path $folder 'real'
    $options = @{ Regions = 'US_EAST_2,EUROPE_WEST'; Cluster = 'M10' }
    $outcome = Invoke-InRunspace (Get-PracticeVariable $real $options) 'Invoke-Acceptance.ps1' '-RecordPath', $record

    # It serves a Sandbox and runs the steps against it, each in a new process as a user does, so it can run beside the other tests.
    $compare = Join-Path $PSScriptRoot '../Acceptance/Compare-AcceptanceRecord.ps1'
    $comparing = $record | ForEach-Object -Parallel { & $using:compare $_ *>&1 | Out-String -Width 1000; $LASTEXITCODE } -AsJob
}

AfterAll {
    Close-Sandbox $real
}

Describe 'A run of the acceptance tests' {
    It 'passes' {
        $outcome.ExitCode | Should -Be 0 -Because $outcome.Output
        $outcome.Output | Should -Match 'Acceptance: \d\d passed, 0 failed, 0 skipped'
    }

    It 'leaves nothing behind' {
        Get-Left $real | Should -BeNullOrEmpty
    }

    It 'writes a record in the format of the recordings, with the step of each exchange' {
        $answers = (Get-Content (Join-Path $record 'atlas-answers.json') -Raw | ConvertFrom-Json).answers
        $answers.Count | Should -BeGreaterThan 50
        foreach ($answer in $answers) { $answer.PSObject.Properties.Name | Should -Be 'operationId', 'source', 'method', 'path', 'status', 'headers', 'body' }
        @($answers.source -notmatch '^[a-z -]+, after \d+\.\d s$').Count | Should -Be 0
        $exchanges = (Get-Content (Join-Path $record 'azure-connection-exchanges.json') -Raw | ConvertFrom-Json).exchanges
        $approvals = $exchanges | Where-Object { $_.request.method -eq 'PUT' -and $_.request.body.properties.privateLinkServiceConnectionState.status -eq 'Approved' }
        @($approvals).Count | Should -Be 3 -Because 'one of two was rejected and recreated'
    }

    It 'writes no secret and nothing of the estate' {
        $text = Get-ChildItem $record -File | Get-Content -Raw | Out-String
        $world = Get-World $real
        $estate = @($real.Line.PSObject.Properties | Where-Object { $_.Value -is [string] -and $_.Name -notin 'address' } | ForEach-Object Value)
        $estate = $estate + $world.vaults.keys.versions.version + $world.vaults.keys.name + 'payments' + 'atlascmk-acceptance'
        $estate.Count | Should -BeGreaterThan 15
        $estate | Where-Object { $text.Contains($_, [System.StringComparison]::OrdinalIgnoreCase) } | Should -BeNullOrEmpty
        [regex]::Matches($text, 'eyJ[\w-]+\.eyJ|\bmdb_sa_|[\w.-]+\.mongodb\.net') | Should -BeNullOrEmpty
    }

    It 'writes it for its owner alone' -Skip:$IsWindows {
        Get-ChildItem $record -File | ForEach-Object UnixMode | Sort-Object -Unique | Should -Be '-rw-------'
    }

    It 'is refused in a project that holds something, and changes nothing there' {
        Set-World $real world @{ command = 'addCluster'; argument = @{ name = 'orders' } }
        $null = Invoke-RestMethod "http://127.0.0.1:$($real.Line.httpPort)/sandbox/requests" -Method Delete -NoProxy
        try {
            $refused = Invoke-InRunspace (Get-PracticeVariable $real $options) 'Invoke-Acceptance.ps1' '-RecordPath', (Join-Path $folder 'refused')
            $refused.ExitCode | Should -Be 1
            $refused.Output | Should -Match 'is not empty: cluster orders'
            $refused.Output | Should -Match 'no step was run'
            $refused.Output | Should -Not -Match 'Compare it'
            $cleared = Invoke-InRunspace (Get-PracticeVariable $real $options) 'Clear-Acceptance.ps1' @()
            $cleared.ExitCode | Should -Be 1
            $cleared.Output | Should -Match 'holds what no run made: cluster orders'
            @(Get-SandboxRequest $real | Where-Object { $_.method -ne 'GET' }).Count | Should -Be 0
            @(Get-SandboxRequest $real).Count | Should -BeGreaterThan 2
        }
        finally {
            Set-World $real world @{ command = 'removeCluster'; argument = @{ name = 'orders' } }
        }
    }

    It 'refuses to skip what is no step' {
        $refused = Invoke-InEnvironment (Get-PracticeVariable $real @{ Skip = 'folow' }) 'Invoke-Acceptance.ps1' '-RecordPath', (Join-Path $folder 'misspelled')
        $refused.ExitCode | Should -Be 1
        $refused.Output | Should -Match 'no step: folow.*follow'
    }

    It 'cleans up after a step that failed, and skips what the credentials cannot do' {
        Set-World $real faults @{ path = '/keys/[^/]+/versions\?'; method = 'GET'; status = 400; times = 9; body = @{ error = @{ code = 'BadParameter'; message = 'No.' } } }
        Set-World $real faults @{ path = 'privateEndpointConnections'; method = 'PUT'; status = 403; times = 9; body = @{ error = @{ code = 'AuthorizationFailed'; message = 'No.' } } }
        try {
            $variables = Get-PracticeVariable $real @{
                Cluster = 'M10'
                Skip = 'preflight,wrong key,second enablement,off under an endpoint,public under an endpoint,remove the endpoints,public networking,off'
            }
            $failed = Invoke-InRunspace $variables 'Invoke-Acceptance.ps1' '-RecordPath', (Join-Path $folder 'failed')
            $failed.ExitCode | Should -Be 1 -Because $failed.Output
            $failed.Output | Should -Match 'approves .* is skipped, because the given credentials cannot do it \(AzureRoleTooSmall\)'
            $failed.Output | Should -Match 'checks the prerequisites is skipped, because ATLASCMK_ACCEPTANCE_SKIP names it'
            $failed.Output | Should -Match "creates a cluster is skipped, because it comes after the step 'active'"
            Get-Left $real | Should -BeNullOrEmpty
        }
        finally {
            $null = Invoke-RestMethod "http://127.0.0.1:$($real.Line.httpPort)/sandbox/faults" -Method Delete -NoProxy
        }
    }

    It 'names the prerequisites that fail, and what to do' {
        $variables = Get-PracticeVariable $real @{ Skip = 'enable' }
        $variables.ATLASCMK_ACCEPTANCE_CLIENT_SECRET = 'wrong'
        $failed = Invoke-InRunspace $variables 'Invoke-Acceptance.ps1' '-RecordPath', (Join-Path $folder 'unfit')
        $failed.ExitCode | Should -Be 1 -Because $failed.Output
        $failed.Output | Should -Match 'AtlasSignIn .*AADSTS7000215'
        $failed.Output | Should -Not -Match 'PropertyNotFoundException'
    }

    It 'can be cleaned up later by a command, without the secret of the application' {
        Set-World $real world @{ command = 'addCluster'; argument = @{ name = 'atlascmk-acceptance' } }
        $variables = Get-PracticeVariable $real $options
        foreach ($name in 'SUBSCRIPTION_ID', 'RESOURCE_GROUP', 'TENANT_ID', 'CLIENT_ID', 'CLIENT_SECRET') { $variables.Remove("ATLASCMK_ACCEPTANCE_$name") }
        $cleared = Invoke-InEnvironment $variables 'Clear-Acceptance.ps1' @()
        $cleared.ExitCode | Should -Be 0 -Because $cleared.Output
        $cleared.Output | Should -Match 'Removed: cluster atlascmk-acceptance'
        Get-Left $real | Should -BeNullOrEmpty
    }
}

Describe 'The comparison with the Sandbox' {
    It 'finds no difference in a record of a Sandbox' {
        $output, $exitCode = $comparing | Receive-Job -Wait -AutoRemoveJob
        $output | Should -Match 'No difference from the Sandbox'
        $exitCode | Should -Be 0
    }

    It 'shows what was changed in a record' {
        $changed = Join-Path $folder 'changed'
        Copy-Item $record $changed -Recurse
        $path = Join-Path $changed 'atlas-answers.json'
        $node = [System.Text.Json.Nodes.JsonNode]::Parse((Get-Content $path -Raw))
        foreach ($answer in $node['answers']) {
            $operation = "$($answer['operationId'])"
            if ($operation -eq 'getGroup' -and "$($answer['status'])" -eq '200') {
                $null = $answer['body'].Remove('clusterCount')
                $answer['body']['weather'] = 'fine'
                $null = $answer['headers'].Remove('X-Java-Method')
            }

            if ($operation -eq 'createGroupEncryptionAtRestPrivateEndpoint') { $answer['status'] = 201 }
            if ($operation -eq 'updateGroupEncryptionAtRest' -and $answer['body']['errorCode']) { $answer['body']['errorCode'] = 'ANOTHER_CODE' }
            if ($operation -eq 'getGroupEncryptionAtRest' -and $answer['body']['enabledForSearchNodes']) { $answer['body']['enabledForSearchNodes'] = 'no' }
            if ($operation -eq 'updateGroupCluster') { $answer['body']['stateName'] = 'DREAMING' }
        }

        # A nonce can expire at any request, so a challenge does not belong to the request.
        $challenge = @($node['answers'] | Where-Object { "$($_['status'])" -eq '401' })[0].DeepClone()
        $challenge['operationId'] = 'updateGroupCluster'
        $node['answers'].Add($challenge)

        Set-Content $path $node.ToJsonString()
        $compared = Invoke-InRunspace @{} 'Compare-AcceptanceRecord.ps1' $changed, '-SandboxRecordPath', $record
        $compared.ExitCode | Should -BeGreaterThan 5
        foreach ($row in 'field extra +clusterCount', 'field missing +weather', 'header +X-Java-Method', 'status +201',
            'error code +ANOTHER_CODE', 'type +enabledForSearchNodes', 'state +stateName +DREAMING') {
            $compared.Output | Should -Match $row
        }

        $compared.Output | Should -Not -Match '\b401\b'
    }
}
