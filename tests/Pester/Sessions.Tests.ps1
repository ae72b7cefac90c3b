# What only the real shell shows of a session: jobs, thread jobs, transcripts and files. For Pester 5, in a clone that was built.

BeforeAll {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $manifest = Join-Path $root 'AtlasCmk.psd1'
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "atlascmk-$([guid]::NewGuid())"
    $null = New-Item -ItemType Directory $folder
    $file = Join-Path $folder 'sandbox.json'
    $program = Get-ChildItem (Join-Path $root 'src/AtlasCmk.Sandbox/bin') -Recurse -Filter AtlasCmk.Sandbox.dll | Sort-Object LastWriteTime | Select-Object -Last 1
    $server = Start-Process dotnet -PassThru -RedirectStandardOutput $file -RedirectStandardError (Join-Path $folder 'sandbox.log') `
        -ArgumentList 'exec', $program.FullName, 'serve', '--stage', 'active', '--service-account'
    while (-not ($text = Get-Content $file -TotalCount 1)) {
        if ($server.HasExited) { throw "The Sandbox did not start: $(Get-Content (Join-Path $folder 'sandbox.log'))" }
        Start-Sleep -Milliseconds 100
    }

    $line = $text | ConvertFrom-Json
    $secrets = $line.clientSecret, $line.privateKey, $line.azureClientSecret, $line.azureAccessToken, $line.keyVaultAccessToken
    Import-Module $manifest
    $session = Connect-Atlas -Sandbox $file

    function Find-Secret([string] $Text) {
        # Every token that Atlas and Azure issue is a JWT.
        @($secrets | Where-Object { $Text.Contains($_) }) + @([regex]::Matches($Text, 'eyJ[\w-]+\.eyJ[\w-]+').Value)
    }
}

AfterAll {
    Remove-Module AtlasCmk
    $server.Kill()
    $server.WaitForExit()
    Remove-Item $folder -Recurse
}

Describe 'A session and other processes' {
    It 'says in a job that it cannot be handed over, and what to do' {
        $trouble = Start-Job { Import-Module $using:manifest; Get-AtlasProject -Session $using:session } | Receive-Job -Wait -AutoRemoveJob 2>&1
        "$trouble" | Should -Match 'cannot cross a process'
        "$trouble" | Should -Match 'Connect in this process'
    }

    It 'is made in a job by the job itself, whose output holds no secret' {
        $output = Start-Job { Import-Module $using:manifest; Connect-Atlas -Sandbox $using:file; Get-AtlasEncryptionAtRest; Disconnect-Atlas } | Receive-Job -Wait -AutoRemoveJob
        $output.Count | Should -Be 2
        $output[1].Valid | Should -Be $true
        Find-Secret ($output | ConvertTo-Json -Depth 6) | Should -BeNullOrEmpty
    }

    It 'leaves no secret in a file' {
        $path = Join-Path $folder 'session.xml'
        $session, (Get-AtlasEncryptionAtRest), (Get-AtlasAkvPrivateEndpoint) | Export-Clixml $path -Depth 6
        Get-Content $path -Raw | Should -Match $line.clientId
        Find-Secret (Get-Content $path -Raw) | Should -BeNullOrEmpty
    }
}

Describe 'A session and other runspaces' {
    It 'works in a thread job' -Skip:(-not (Get-Command Start-ThreadJob -ErrorAction Ignore)) {
        $names = Start-ThreadJob { Import-Module $using:manifest; (Get-AtlasProject -Session $using:session).Name } | Receive-Job -Wait -AutoRemoveJob
        $names | Should -Be 'payments'
    }

    It 'works in parallel' {
        $names = 1..4 | ForEach-Object -Parallel { Import-Module $using:manifest; (Get-AtlasProject -Session $using:session).Name }
        $names.Count | Should -Be 4
    }
}

Describe 'A transcript' {
    It 'shows the requests of a session and none of its secrets' {
        $path = Join-Path $folder 'transcript.txt'
        $null = Start-Transcript $path
        try {
            $VerbosePreference = $DebugPreference = 'Continue'
            New-AtlasSession -Sandbox $file | ForEach-Object { Get-AtlasAkvPrivateEndpointConnection -Session $_; Disconnect-Atlas -Session $_ } | Out-Default
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
