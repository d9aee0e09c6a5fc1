#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
}

Describe 'Aggregates defined by script blocks' {
    BeforeAll {
        Register-Aggregate Account @{
            Opened    = { param($state, $e) $state.Owner = $e.Owner; $state.Balance = 0 }
            Deposited = { param($state, $e) $state.Balance += $e.Amount }
            Withdrawn = { param($state, $e) if ($e.Amount -gt $state.Balance) { throw 'overdrawn' }; $state.Balance -= $e.Amount }
        }
    }

    BeforeEach {
        $account = New-Aggregate Account Opened @{ Owner = 'Ada' } -WarningAction SilentlyContinue
    }

    AfterEach {
        Get-EventStore | Disconnect-EventStore
    }

    AfterAll {
        Unregister-Aggregate Account
    }

    It 'begin with their first event' {
        $account.Revision | Should -Be 0
        $account.Owner | Should -Be 'Ada'
        $account.State.Balance | Should -Be 0
    }

    It 'are got at any revision' {
        $account | Add-AggregateEvent Deposited @{ Amount = 10 } -PassThru | Add-AggregateEvent Withdrawn @{ Amount = 3 }

        (Get-Aggregate Account $account.Id).Balance | Should -Be 7
        (Get-Aggregate Account $account.Id -Revision 1).Balance | Should -Be 10
        (Get-Aggregate Account * | Where-Object Balance -gt 5).Id | Should -Be $account.Id
    }

    It 'are not changed by who is late' {
        Add-AggregateEvent Account $account.Id Deposited @{ Amount = 1 }

        { $account | Add-AggregateEvent Deposited @{ Amount = 1 } -ErrorAction Stop } | Should -Throw -ErrorId 'WrongExpectedRevision,*'
        ($account | Add-AggregateEvent Deposited @{ Amount = 1 } -Retry -PassThru).Balance | Should -Be 2
    }

    It 'refuse what their handler refuses, and say where' {
        $account | Add-AggregateEvent Withdrawn @{ Amount = 1 } -ErrorVariable failed -ErrorAction SilentlyContinue

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'EventHandlerFailed,*'
        "$($failed[0])" | Should -BeLike "*Account.Withdrawn at revision 1: overdrawn*throw 'overdrawn'*"
        (Get-Aggregate Account $account.Id).Revision | Should -Be 0
    }

    It 'have a history' {
        $account | Add-AggregateEvent Deposited @{ Amount = 10 }

        $history = Get-AggregateHistory Account $account.Id
        $history.Type | Should -Be 'Account.Opened', 'Account.Deposited'
        "$($history[1].Changes)" | Should -Be 'Balance: 0 → 10'
        $history.State.Balance | Should -Be 0, 10
    }

    It 'are compared' {
        $account | Add-AggregateEvent Deposited @{ Amount = 10 }

        $change = Compare-Aggregate Account $account.Id -Revision 0 -With 1
        $change.Path, $change.Before, $change.After | Should -Be 'Balance', 0, 10
    }

    It 'are left alone with -WhatIf' {
        $account | Add-AggregateEvent Deposited @{ Amount = 10 } -WhatIf

        (Get-Aggregate Account $account.Id).Revision | Should -Be 0
    }
}

Describe 'Aggregates defined by a class of Add-Type' {
    BeforeAll {
        Add-Type -ReferencedAssemblies ([EventSourcing.Domain.Aggregate].Assembly.Location), 'System.Runtime' -TypeDefinition @'
            public sealed class Counter : EventSourcing.Domain.Aggregate
            {
                public int Value { get; private set; }

                private void Apply(Counted e) => Value += e.By;

                public sealed record Counted(int By);
            }
'@
        Register-Aggregate -Type ([Counter])
    }

    AfterAll {
        Unregister-Aggregate Counter
        Get-EventStore | Disconnect-EventStore
    }

    It 'work like any other' {
        $counter = New-Aggregate Counter Counted @{ By = 2 } -WarningAction SilentlyContinue
        $counter | Add-AggregateEvent Counted @{ By = 3 }

        (Get-Aggregate Counter $counter.Id).Value | Should -Be 5
        (Get-StreamEvent "Counter-$($counter.Id)").Type | Should -Be 'Counter.Counted', 'Counter.Counted'
    }
}

Describe 'Dogs' {
    It 'are aggregates, too' {
        $dog = New-Dog Fido -WarningAction SilentlyContinue
        $dog | Add-Trick sit

        (Get-Aggregate Dog $dog.Id).Tricks | Should -Be 'sit'
        Get-AggregateHistory Dog $dog.Id | Should -HaveCount 2
    }
}

Describe 'Aggregates in parallel' {
    It 'are used in each runspace that registers them' {
        $session = Get-EventStore | Select-Object -First 1
        $module = (Get-Module PSEventSourcing).Path

        $owners = 'Ada', 'Bob' | ForEach-Object -Parallel {
            Import-Module $using:module
            Register-Aggregate Account @{ Opened = { param($state, $e) $state.Owner = $e.Owner } }
            New-Aggregate Account Opened @{ Owner = $_ } -Session $using:session
        } | ForEach-Object Owner

        $owners | Sort-Object | Should -Be 'Ada', 'Bob'
    }
}
