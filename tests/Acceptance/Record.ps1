# The record of a run: which exchange belongs to which step, and what was skipped. The module writes one exchange a line.

$AcceptanceFiles = @{ Atlas = 'atlas-answers.json'; Azure = 'azure-connection-exchanges.json' }

# In the format of the module, with characters such as + unescaped.
$AcceptanceJson = [System.Text.Json.JsonSerializerOptions]::new()
$AcceptanceJson.Encoder = [System.Text.Encodings.Web.JavaScriptEncoder]::UnsafeRelaxedJsonEscaping

function Open-AcceptanceRecord([string] $Path) {
    [pscustomobject]@{
        Path    = $Path
        Steps   = [System.Collections.Generic.List[object]]::new()
        Skipped = [System.Collections.Generic.List[object]]::new()
    }
}

function Get-RecordLine($Record, [string] $File) {
    @(Get-Content (Join-Path $Record.Path $AcceptanceFiles[$File]) -Encoding utf8)
}

# Everything since the previous step belongs to this one.
function Save-AcceptanceStep($Record, [string] $Name) {
    $Record.Steps.Add([pscustomobject]@{ Name = $Name; Atlas = (Get-RecordLine $Record Atlas).Count - 2; Azure = (Get-RecordLine $Record Azure).Count - 2 })
}

# After the session has ended, each exchange gets the name of its step, and the head describes the run.
function Close-AcceptanceRecord($Record, $Setting) {
    foreach ($file in $AcceptanceFiles.Keys) {
        $lines = Get-RecordLine $Record $file
        $field = $file -eq 'Atlas' ? 'source' : 'note'
        $index = 0
        $written = foreach ($step in $Record.Steps) {
            for (; $index -lt $step.$file; $index++) {
                $exchange = [System.Text.Json.Nodes.JsonNode]::Parse($lines[$index + 1].TrimEnd(','))
                $exchange[$field] = "$($step.Name), $($exchange[$field])"
                $exchange.ToJsonString($AcceptanceJson)
            }
        }

        $whole = [System.Text.Json.Nodes.JsonNode]::Parse($lines -join '')
        $source = $whole['source']
        $source['run'] = [System.Text.Json.Nodes.JsonNode]::Parse((ConvertTo-Json -Compress -Depth 3 @{
                    regions = @($Setting.Regions); cluster = $Setting.ClusterTier; settlingSec = $Setting.SettlingSec; skip = @($Setting.Skip); skipped = @($Record.Skipped)
                }))
        $list = $file -eq 'Atlas' ? 'answers' : 'exchanges'
        # In place, so that only the owner can still read the file.
        [System.IO.File]::WriteAllText((Join-Path $Record.Path $AcceptanceFiles[$file]), "{`"source`": $($source.ToJsonString($AcceptanceJson)), `"$list`": [`n$($written -join ",`n")`n]}`n")
    }
}
