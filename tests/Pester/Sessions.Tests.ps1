# Sessions in the real shell: jobs, thread jobs, transcripts and files. For Pester 5, in a built clone.

# run.ps1 gives the process that serves all Sandboxes. Without it, this file starts one.
param($SandboxHost)

BeforeAll {
    . (Join-Path $PSScriptRoot 'Sandbox.ps1')
    $sandbox = Open-Sandbox -Options '--service-account' -SandboxHost $SandboxHost
    $line = $sandbox.Line
    $secrets = $line.clientSecret, $line.privateKey, $line.azureClientSecret, $line.azureAccessToken, $line.keyVaultAccessToken
    Import-Module $sandbox.Manifest
    Connect-Atlas -Sandbox $sandbox.File

    function Find-Secret([string] $Text) {
        # Every token that Atlas and Azure issue is a JWT.
        @($secrets | Where-Object { $Text.Contains($_) }) + @([regex]::Matches($Text, 'eyJ[\w-]+\.eyJ[\w-]+') | ForEach-Object Value)
    }
}

AfterAll {
    Remove-Module AtlasCmk
    Close-Sandbox $sandbox
}

Describe 'A session and other processes' {
    It 'says in a job that it cannot be handed over, and what to do' {
        $trouble = Get-AtlasSession | ForEach-Object {
            Start-Job { Import-Module $args[0]; Get-AtlasProject -Session $args[1] } -ArgumentList $sandbox.Manifest, $_
        } | Receive-Job -Wait -AutoRemoveJob -ErrorAction Continue 2>&1
        "$trouble" | Should -Match 'belongs to another process'
        "$trouble" | Should -Match 'Connect in this process'
    }

    It 'is made in a job by the job itself, whose output holds no secret' {
        $output = Start-Job { Import-Module $args[0]; Connect-Atlas -Sandbox $args[1]; Get-AtlasEncryptionAtRest; Disconnect-Atlas } -ArgumentList $sandbox.Manifest, $sandbox.File |
            Receive-Job -Wait -AutoRemoveJob
        $output.Count | Should -Be 2
        $output[1].Valid | Should -Be $true
        Find-Secret ($output | ConvertTo-Json -Depth 6) | Should -BeNullOrEmpty
    }

    It 'leaves no secret in a file' {
        $path = Join-Path $sandbox.Folder 'session.xml'
        (Get-AtlasSession), (Get-AtlasEncryptionAtRest), (Get-AtlasAkvPrivateEndpoint) | Export-Clixml $path -Depth 6
        Get-Content $path -Raw | Should -Match $line.clientId
        Find-Secret (Get-Content $path -Raw) | Should -BeNullOrEmpty
    }
}

Describe 'A session and other runspaces' {
    It 'works in a thread job' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $names = Start-ThreadJob { Import-Module $args[0]; (Get-AtlasProject -Session $args[1]).Name } -ArgumentList $sandbox.Manifest, (Get-AtlasSession) |
            Receive-Job -Wait -AutoRemoveJob
        $names | Should -Be 'payments'
    }

    It 'works in parallel' {
        $manifest = $sandbox.Manifest
        $names = @(Get-AtlasSession) * 4 | ForEach-Object -Parallel { Import-Module $using:manifest; (Get-AtlasProject -Session $_).Name }
        $names.Count | Should -Be 4
    }
}

Describe 'A transcript' {
    It 'shows the requests of a session and none of its secrets' {
        $path = Join-Path $sandbox.Folder 'transcript.txt'
        $null = Start-Transcript $path
        try {
            $VerbosePreference = $DebugPreference = 'Continue'
            New-AtlasSession -Sandbox $sandbox.File | ForEach-Object { Get-AtlasAkvPrivateEndpointConnection -Session $_; Disconnect-Atlas -Session $_ } | Out-Default
        }
        finally {
            $VerbosePreference = $DebugPreference = 'SilentlyContinue'
            $null = Stop-Transcript
        }

        $text = Get-Content $path -Raw
        $text | Should -Match 'POST /api/oauth/token'
        $text | Should -Match 'POST /api/oauth/revoke'
        $text | Should -Match 'privateEndpointConnections'
        Find-Secret $text | Should -BeNullOrEmpty
    }
}
