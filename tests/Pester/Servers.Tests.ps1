#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeDiscovery {
    $server = $env:EVENTSTOREDB_URI
    $secure = $env:EVENTSTOREDB_SECURE_URI
    $disk = $env:EVENTSTOREDB_DISK_URI
}

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
}

AfterAll {
    Get-EventStore | Disconnect-EventStore
}

Describe 'A node' -Skip:(-not $server) {
    BeforeAll {
        Connect-EventStore $env:EVENTSTOREDB_URI
    }

    It 'tells of itself' {
        $node = Get-EventStoreNode

        $node.Role | Should -Be Leader
        $node.LogPosition | Should -BeGreaterThan 0
        (Get-EventStoreStatistic).Memory | Should -BeGreaterThan 0
    }

    It 'without TLS has no users' {
        { Get-EventStoreUser -ErrorAction Stop } | Should -Throw -ErrorId 'SecureConnectionRequired*'
    }
}

Describe 'A scavenge' -Skip:(-not $disk) {
    It 'says what it has saved' {
        Connect-EventStore $env:EVENTSTOREDB_DISK_URI

        $done = Start-EventStoreScavenge -Wait

        $done.Status | Should -Be Completed
        (Get-EventStoreScavenge $done.Id).SpaceSaved | Should -Be $done.SpaceSaved
    }
}

Describe 'A user' -Skip:(-not $secure) {
    BeforeAll {
        Connect-EventStore $env:EVENTSTOREDB_SECURE_URI
        $name = "pester-$([guid]::NewGuid())"
        $password = [System.Net.NetworkCredential]::new('', [guid]::NewGuid().ToString()).SecurePassword
    }

    AfterAll {
        Remove-EventStoreUser $name -Confirm:$false -ErrorAction Ignore
    }

    It 'is created, changed, disabled and removed' {
        (New-EventStoreUser $name $password -Group sales).Group | Should -Be sales
        (Set-EventStoreUser $name -AddGroup marketing -PassThru).Group | Should -Be sales, marketing
        (Disable-EventStoreUser $name -PassThru).IsDisabled | Should -BeTrue

        Remove-EventStoreUser $name -Confirm:$false

        { Get-EventStoreUser $name -ErrorAction Stop } | Should -Throw -ErrorId 'UserNotFound*'
    }
}
