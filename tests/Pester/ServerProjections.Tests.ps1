#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeDiscovery {
    $server = $env:EVENTSTOREDB_URI
}

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
}

Describe 'Projections of the server' -Skip:(-not $server) {
    BeforeAll {
        Connect-EventStore $env:EVENTSTOREDB_URI
        $name = "pester-$([guid]::NewGuid())"
        1..3 | ForEach-Object { @{ Amount = $_ } } | Add-StreamEvent "$name-1" Deposited | Out-Null
        $query = "fromStream('$name-1').when({ Deposited: function (s, e) { s.sum = (s.sum || 0) + e.data.Amount; return s } })"
    }

    AfterAll {
        Get-ServerProjection "$name*" | Remove-ServerProjection -Force -Confirm:$false
        Get-EventStore | Disconnect-EventStore
    }

    It 'one is created, catches up and has a state' {
        New-ServerProjection $name $query | Watch-ServerProjection -Timeout 0:1:0 | Get-ServerProjectionState | ForEach-Object sum | Should -Be 6
    }

    It 'one is stopped, started and reset' {
        (Disable-ServerProjection $name -PassThru).Status | Should -Be Stopped
        (Enable-ServerProjection $name -PassThru).Status | Should -Be Running
        (Reset-ServerProjection $name -PassThru -Confirm:$false).Status | Should -Be Running
    }

    It 'a query that is none is told with the reason of the server' {
        { New-ServerProjection "$name-broken" 'fromAll().when({' -ErrorAction Stop } | Should -Throw -ErrorId 'ServerProjectionFaulted,*' -ExpectedMessage '*Unexpected*'
    }

    It 'one that runs is removed by force only' {
        { Remove-ServerProjection $name -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ServerProjectionNotStopped,*'
        Remove-ServerProjection $name -Force -Confirm:$false
        Get-ServerProjection "$name" -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
