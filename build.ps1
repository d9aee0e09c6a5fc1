#Requires -Version 7.6
<#
.SYNOPSIS
Builds, tests or packs. Every task is one call of dotnet, which can be made without this script as well.
.DESCRIPTION
Build  assembles the module in out/PSEventSourcing.
Test   builds everything and runs all tests.
Pack   assembles the module without symbols in out/pack/PSEventSourcing, and the libraries' packages beside it.
.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pack')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'

switch ($Task) {
    'Build' { dotnet build "$PSScriptRoot/src/PSEventSourcing" --configuration $Configuration }
    'Test' { dotnet test "$PSScriptRoot/EventSourcing.slnx" --configuration $Configuration }
    'Pack' { dotnet build "$PSScriptRoot/src/PSEventSourcing" --configuration $Configuration --target:Pack }
}

exit $LASTEXITCODE
