# What the files beside this one have in common: a Sandbox of their own, in a clone that was built.

function Open-Sandbox([string] $Stage = 'active', [string[]] $Options = @()) {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "atlascmk-$([guid]::NewGuid())"
    $null = New-Item -ItemType Directory $folder
    $file = Join-Path $folder 'sandbox.json'
    $log = Join-Path $folder 'sandbox.log'
    $program = Get-ChildItem (Join-Path $root 'src/AtlasCmk.Sandbox/bin') -Recurse -Filter AtlasCmk.Sandbox.dll | Sort-Object LastWriteTime | Select-Object -Last 1
    $arguments = @('exec', "`"$($program.FullName)`"", 'serve', '--stage', $Stage, '--provisioning', '500') + $Options
    $server = Start-Process dotnet -PassThru -ArgumentList $arguments -RedirectStandardOutput $file -RedirectStandardError $log
    while (-not ($text = Get-Content $file -TotalCount 1)) {
        if ($server.HasExited) { throw "The Sandbox did not start: $(Get-Content $log)" }
        Start-Sleep -Milliseconds 100
    }

    [pscustomobject]@{
        Root     = $root
        Manifest = Join-Path $root 'AtlasCmk.psd1'
        Folder   = $folder
        File     = $file
        Line     = $text | ConvertFrom-Json
        Server   = $server
    }
}

function Close-Sandbox($Sandbox) {
    # One that is asked to end takes its files with it. The shell's own kill is another command.
    $kill = Get-Command kill -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($kill) { & $kill -TERM $Sandbox.Server.Id } else { $Sandbox.Server.Kill() }
    if (-not $Sandbox.Server.WaitForExit(30000)) { $Sandbox.Server.Kill() }
    $Sandbox.Server.WaitForExit()
    Remove-Item $Sandbox.Folder -Recurse
}

function Get-SandboxRequest($Sandbox) {
    (Invoke-RestMethod "http://127.0.0.1:$($Sandbox.Line.httpPort)/sandbox/requests" -NoProxy).requests
}
