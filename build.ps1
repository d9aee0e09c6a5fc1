#Requires -Version 7.6
<#
.SYNOPSIS
Builds, tests or packs. The tasks are calls of dotnet, which can be made without this script as well.
.DESCRIPTION
Build  assembles the module in out/PSEventSourcing.
Test   builds everything and runs all tests.
Pack   puts the module as a zip file, and the packages of the libraries, in out/packages.
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
    'Pack' {
        dotnet pack "$PSScriptRoot/EventSourcing.slnx" --configuration $Configuration --output "$PSScriptRoot/out/packages"
        if ($LASTEXITCODE -eq 0) {
            dotnet build "$PSScriptRoot/src/PSEventSourcing" --configuration $Configuration --target:ZipModule
        }
    }
}

exit $LASTEXITCODE
