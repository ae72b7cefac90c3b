# Shared by the files beside this one: a separate Sandbox, in a clone that was built.

function Open-SandboxProcess([string] $Root, [string[]] $Arguments, [string] $Folder, [string] $File) {
    $log = Join-Path $Folder 'sandbox.log'
    $program = Get-ChildItem (Join-Path $Root 'src/AtlasCmk.Sandbox/bin') -Recurse -Filter AtlasCmk.Sandbox.dll | Sort-Object LastWriteTime | Select-Object -Last 1
    $server = Start-Process dotnet -PassThru -ArgumentList (@('exec', "`"$($program.FullName)`"", 'serve') + $Arguments) -RedirectStandardOutput $File -RedirectStandardError $log
    while (-not (Get-Content $File -TotalCount 1)) {
        if ($server.HasExited) { throw "The Sandbox did not start: $(Get-Content $log)" }
        Start-Sleep -Milliseconds 100
    }

    $server
}

# A Sandbox that is asked to end deletes its files. Stop-Process would not let it.
# The kill of Git Bash on Windows knows only its own process IDs.
function Close-SandboxProcess($Server) {
    $kill = Get-Command kill -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($kill -and -not $IsWindows) { & $kill -TERM $Server.Id } else { $Server.Kill() }
    if (-not $Server.WaitForExit(30000)) { $Server.Kill() }
    $Server.WaitForExit()
}

# Creates a folder, and returns its path.
function Get-SandboxFolder {
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) "atlascmk-$([guid]::NewGuid())"
    $null = New-Item -ItemType Directory $folder
    $folder
}

# One process for the worlds of all files. Without it, each Sandbox is a process.
function Open-SandboxHost {
    $folder = Get-SandboxFolder
    $file = Join-Path $folder 'host.json'
    $server = Open-SandboxProcess (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path '--worlds' $folder $file
    $line = Get-Content $file -TotalCount 1 | ConvertFrom-Json
    [pscustomobject]@{ Worlds = [uri] $line.worlds; Token = $line.token; Folder = $folder; Server = $server }
}

function Close-SandboxHost($SandboxHost) {
    Close-SandboxProcess $SandboxHost.Server
    Remove-Item $SandboxHost.Folder -Recurse
}

function Open-Sandbox([string] $Stage = 'active', [string[]] $Options = @(), $SandboxHost) {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $folder = Get-SandboxFolder
    $file = Join-Path $folder 'sandbox.json'
    $arguments = @('--stage', $Stage, '--provisioning', '500') + $Options
    $server = $world = $null
    if ($SandboxHost) {
        $made = Invoke-WebRequest $SandboxHost.Worlds -Method Post -Headers @{ Authorization = "Bearer $($SandboxHost.Token)" } -Body (ConvertTo-Json $arguments) -NoProxy
        $world = [uri]::new($SandboxHost.Worlds, "$($made.Headers.Location)")
        Set-Content $file $made.Content
    }
    else {
        $server = Open-SandboxProcess $root $arguments $folder $file
    }

    [pscustomobject]@{
        Root     = $root
        Manifest = Join-Path $root 'AtlasCmk.psd1'
        Folder   = $folder
        File     = $file
        Line     = Get-Content $file -TotalCount 1 | ConvertFrom-Json
        Server   = $server
        World    = $world
        Host     = $SandboxHost
    }
}

function Close-Sandbox($Sandbox) {
    if ($Sandbox.Server) { Close-SandboxProcess $Sandbox.Server }
    else { $null = Invoke-WebRequest $Sandbox.World -Method Delete -Headers @{ Authorization = "Bearer $($Sandbox.Host.Token)" } -NoProxy }
    Remove-Item $Sandbox.Folder -Recurse -Force
}

function Get-SandboxRequest($Sandbox) {
    (Invoke-RestMethod "http://127.0.0.1:$($Sandbox.Line.httpPort)/sandbox/requests" -NoProxy).requests
}
