#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
}

Describe 'Dogs' {
    BeforeEach {
        $dog = New-Dog Fido -WarningAction SilentlyContinue
    }

    AfterEach {
        Get-EventStore | Disconnect-EventStore
    }

    It 'are registered with a name and no tricks' {
        $dog.Name | Should -Be 'Fido'
        $dog.Revision | Should -Be 0
        $dog.Tricks | Should -HaveCount 0
    }

    It 'learn tricks, several in one save' {
        Add-Trick $dog.Id 'roll over'
        $after = $dog | Add-Trick 'play dead', 'fetch ball' -PassThru

        $after.Revision | Should -Be 3
        (Get-Dog $dog.Id).Tricks | Should -Be 'roll over', 'play dead', 'fetch ball'
    }

    It 'are rebuilt as they were' {
        $dog | Add-Trick 'roll over', 'play dead'

        (Get-Dog $dog.Id -Revision 1).Tricks | Should -Be 'roll over'
    }

    It 'are found by name' {
        'Rex', 'Frida' | New-Dog | Out-Null

        (Get-Dog F*).Name | Should -Be 'Fido', 'Frida'
        (Get-Dog).Name | Should -Be 'Fido', 'Rex', 'Frida'
    }

    It 'go through a pipeline one by one' {
        $dogs = 'Rex', 'Bella' | New-Dog | Add-Trick sit -PassThru

        $dogs.Name | Should -Be 'Rex', 'Bella'
        $dogs.Revision | Should -Be 1, 1
    }

    It 'are left alone with -WhatIf' {
        $dog | Add-Trick sit -WhatIf

        (Get-Dog $dog.Id).Revision | Should -Be 0
    }

    It 'show their tricks in a table' {
        $dog | Add-Trick 'roll over', 'play dead'

        Get-Dog $dog.Id | Out-String | Should -BeLike '*Fido*2*roll over, play dead*'
    }
}

Describe 'The events of a dog' {
    BeforeAll {
        $dog = New-Dog Fido -WarningAction SilentlyContinue
        $dog | Add-Trick 'roll over', 'play dead'
    }

    AfterAll {
        Get-EventStore | Disconnect-EventStore
    }

    It 'are read forwards' {
        (Get-StreamEvent "Dog-$($dog.Id)").Type | Should -Be 'Dog.Registered', 'Dog.TrickAdded', 'Dog.TrickAdded'
    }

    It 'are read backwards' {
        $last = Get-StreamEvent "Dog-$($dog.Id)" -Backward -MaxCount 1

        $last.Revision | Should -Be 2
        $last.Data.trick | Should -Be 'play dead'
    }

    It 'are read from a revision on' {
        (Get-StreamEvent "Dog-$($dog.Id)" -From 1).Revision | Should -Be 1, 2
    }

    It 'are no longer read when the pipeline has enough' {
        Get-StreamEvent "Dog-$($dog.Id)" | Select-Object -First 1 -ExpandProperty Revision | Should -Be 0
    }
}
