# Which projects deviate, and from what? Connect first.
param([string] $ProjectName = '*')
Get-AtlasProject -ProjectName $ProjectName | Test-AtlasCmkCompliance | Where-Object Result -EQ Failed
