#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeDiscovery {
    $server = $env:EVENTSTOREDB_URI
}

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
}

Describe 'Persistent subscriptions' -Skip:(-not $server) {
    BeforeAll {
        Connect-EventStore $env:EVENTSTOREDB_URI
        function Wait-Parked([string] $stream, [int] $count) {
            $until = [datetime]::UtcNow.AddSeconds(10)
            while ((Get-PersistentSubscription $stream g).Parked -ne $count -and [datetime]::UtcNow -lt $until) { Start-Sleep -Milliseconds 50 }
        }
    }

    BeforeEach {
        $stream = "pester-$([guid]::NewGuid())"
        0..3 | ForEach-Object { @{ n = $_ } } | Add-StreamEvent $stream Counted | Out-Null
        New-PersistentSubscription $stream g -From Start | Out-Null
    }

    AfterEach {
        Get-PersistentSubscription $stream | Remove-PersistentSubscription -Confirm:$false
        Remove-EventStream $stream -Confirm:$false
    }

    AfterAll {
        Get-EventStore | Disconnect-EventStore
    }

    It 'one is created, changed and removed' {
        (Get-PersistentSubscription $stream g).MaxRetryCount | Should -Be 10
        (Set-PersistentSubscription $stream g -MaxRetryCount 3 -PassThru).MaxRetryCount | Should -Be 3

        Remove-PersistentSubscription $stream g -Confirm:$false

        { Get-PersistentSubscription $stream g -ErrorAction Stop } | Should -Throw -ErrorId 'PersistentSubscriptionNotFound,*'
    }

    It 'what the pipeline has taken is done' {
        Receive-PersistentSubscription $stream g | Select-Object -First 2 | ForEach-Object { $_.Data.n } | Should -Be 0, 1
        Receive-PersistentSubscription $stream g -Count 2 | ForEach-Object { $_.Data.n } | Sort-Object | Should -Be 2, 3
    }

    It 'a handler decides, and what it parks is resumed' {
        Receive-PersistentSubscription $stream g -Count 4 -PassThru -Handler {
            param($e)
            if ($e.Data.n -eq 2) { 'Park: no address' }
        } | Where-Object Answer -eq Park | ForEach-Object Revision | Should -Be 2
        Wait-Parked $stream 1

        (Get-ParkedEvent $stream g).Reason | Should -Be 'no address'
        Resume-ParkedEvent $stream g
        Receive-PersistentSubscription $stream g -Count 1 | ForEach-Object { $_.Data.n } | Should -Be 2
        Wait-Parked $stream 0
        (Get-PersistentSubscription $stream g).Parked | Should -Be 0
    }

    It 'a handler that fails has the event come again' {
        $handled = Receive-PersistentSubscription $stream g -Count 5 -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue -Handler {
            if ($_.Data.n -eq 0 -and $_.RetryCount -eq 0) { throw 'no mail today' }
        }

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ReceiveHandlerFailed,*'
        $handled | Where-Object Revision -eq 0 | ForEach-Object { "$($_.Answer)" } | Should -Be Retry, Ack
    }

    It '-WhatIf changes nothing' {
        Remove-PersistentSubscription $stream g -WhatIf
        Set-PersistentSubscription $stream g -MaxRetryCount 3 -WhatIf

        (Get-PersistentSubscription $stream g).MaxRetryCount | Should -Be 10
    }
}
