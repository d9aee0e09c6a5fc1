#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
    New-Dog Fido -Id fido -WarningAction SilentlyContinue | Out-Null
}

AfterAll {
    Get-EventStore | Disconnect-EventStore
}

Describe 'An error that concerns one input' {
    It '<Id> is written, and the next input goes on' -ForEach @(
        @{ Id = 'DogNotFound'; Category = 'ObjectNotFound'; Target = 'rex'; Command = { 'rex', 'fido' | Get-Dog } }
        @{ Id = 'EmptyDogName'; Category = 'InvalidArgument'; Target = ''; Command = { '', 'Rex' | New-Dog } }
        @{ Id = 'InvalidDogId'; Category = 'InvalidArgument'; Target = ' '; Command = { ' ', 'fido' | Get-Dog } }
        @{ Id = 'StreamNotFound'; Category = 'ObjectNotFound'; Target = 'Dog-rex'; Command = { 'Dog-rex', 'Dog-fido' | Get-StreamEvent } }
        @{ Id = 'DogAlreadyExists'; Category = 'ResourceExists'; Target = 'fido'; Command = {
                [pscustomobject]@{ Name = 'Rex'; Id = 'fido' }, [pscustomobject]@{ Name = 'Bella'; Id = [guid]::NewGuid() } | New-Dog
            }
        }
    ) {
        $output = & $Command 2>&1
        $errors = @($output | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $rest = @($output | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })

        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $errors[0].CategoryInfo.Category | Should -Be $Category
        $errors[0].TargetObject | Should -Be $Target
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $rest | Should -HaveCount 1
    }
}

Describe 'An error in connecting' {
    It '<Id> ends the command and opens no session' -ForEach @(
        @{ Id = 'StoreUnavailable'; ConnectionString = 'esdb://127.0.0.1:1?tls=false' }
        @{ Id = 'InvalidConnectionString'; ConnectionString = 'esdb://localhost:2113?tsl=false' }
    ) {
        $before = @(Get-EventStore).Count

        { Connect-EventStore $ConnectionString } | Should -Throw -ErrorId "$Id,*"

        @(Get-EventStore).Count | Should -Be $before
    }
}
