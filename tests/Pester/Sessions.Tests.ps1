#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
}

AfterAll {
    Get-EventStore | Disconnect-EventStore
}

Describe 'Without a session' {
    It 'one warning says that nothing outlives the runspace' {
        Get-EventStore | Disconnect-EventStore

        New-Dog Fido -WarningVariable first -WarningAction SilentlyContinue | Out-Null
        New-Dog Rex -WarningVariable second -WarningAction SilentlyContinue | Out-Null

        $first | Should -HaveCount 1
        $second | Should -HaveCount 0
    }
}

Describe 'The module' {
    It 'has help with examples for <_>' -ForEach @(
        'Add-Trick', 'Connect-EventStore', 'Disconnect-EventStore', 'Get-Dog', 'Get-EventStore', 'Get-StreamEvent', 'New-Dog'
    ) {
        $help = Get-Help $_ -Full

        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.examples.example | Should -Not -BeNullOrEmpty
    }

    It 'completes the ids of dogs' {
        $dog = New-Dog Fido -WarningAction SilentlyContinue

        $offered = (TabExpansion2 "Get-Dog $($dog.Id.Substring(0, 30))").CompletionMatches

        $offered.CompletionText | Should -Contain $dog.Id
    }

    It 'can be removed and imported again' {
        Remove-Module PSEventSourcing
        . "$PSScriptRoot/Import-Built.ps1"

        (New-Dog Fido -WarningAction SilentlyContinue).Name | Should -Be 'Fido'
    }
}

Describe 'A SQLite file' {
    It 'keeps dogs beyond the session' {
        Push-Location $TestDrive
        Connect-EventStore -Path school.db
        $dog = New-Dog Fido
        $dog | Add-Trick 'roll over'
        Disconnect-EventStore
        Connect-EventStore -Path school.db

        (Get-Dog $dog.Id).Tricks | Should -Be 'roll over'
        (Get-EventStore).Address | Should -Be (Join-Path $TestDrive 'school.db')
        Disconnect-EventStore
        Pop-Location
    }

    It 'that is none is an error that names it' {
        Set-Content (Join-Path $TestDrive 'letter.db') ('Dear Fido, ' * 500)

        { Connect-EventStore -Path (Join-Path $TestDrive 'letter.db') } | Should -Throw -ErrorId 'StoreFormat,*'
    }
}

Describe 'EventStoreDB' {
    BeforeAll {
        if ($env:EVENTSTOREDB_URI) {
            Connect-EventStore $env:EVENTSTOREDB_URI
        }
    }

    BeforeEach {
        if (-not $env:EVENTSTOREDB_URI) {
            Set-ItResult -Skipped -Because 'EVENTSTOREDB_URI is not set: no server to test against'
        }
    }

    It 'keeps dogs beyond the session' {
        $dog = New-Dog Fido
        $dog | Add-Trick 'roll over'
        Disconnect-EventStore
        Connect-EventStore $env:EVENTSTOREDB_URI

        (Get-Dog $dog.Id).Tricks | Should -Be 'roll over'
    }

    It 'says what it is' {
        $session = Connect-EventStore $env:EVENTSTOREDB_URI -PassThru

        $session.Store | Should -Be 'EventStoreDB'
        $session.Address | Should -Not -BeNullOrEmpty
    }
}
