#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
}

AfterAll {
    Get-EventStore | Disconnect-EventStore
}

Describe 'Events that are appended' {
    BeforeEach {
        $first = Add-StreamEvent Account-1 Opened @{ Owner = 'Ada' } -WarningAction SilentlyContinue
    }

    AfterEach {
        Get-EventStore | Disconnect-EventStore
    }

    It 'tell where they are' {
        $first.Stream | Should -Be 'Account-1'
        $first.Revision | Should -Be 0
        $first.Id | Should -Be (Get-StreamEvent Account-1).Id
    }

    It 'are kept as JSON: <Name>' -ForEach @(
        @{ Name = 'a hashtable'; Data = @{ Amount = 19.99 }; Json = '{"Amount":19.99}' }
        @{ Name = 'an object'; Data = [pscustomobject]@{ Note = 'é'; Tags = 'a', $null, $true }; Json = '{"Note":"é","Tags":["a",null,true]}' }
        @{ Name = 'a list'; Data = 1, 2; Json = '[1,2]' }
        @{ Name = 'text that is JSON, as it is'; Data = '{ "Amount": 1.0 }'; Json = '{ "Amount": 1.0 }' }
    ) {
        Add-StreamEvent Account-2 Noted $Data | Out-Null

        $stored = Get-StreamEvent Account-2
        [System.Text.Encoding]::UTF8.GetString($stored.Raw) | Should -BeExactly $Json
        $stored.IsJson | Should -BeTrue
    }

    It 'are no JSON where they are bytes, or nothing' {
        Add-StreamEvent Scan-1 Scanned ([byte[]] (255, 254)) | Out-Null
        Add-StreamEvent Scan-1 Lost | Out-Null

        $events = Get-StreamEvent Scan-1
        $events[0].Raw | Should -Be 255, 254
        $events[0].IsJson | Should -BeFalse
        $events[1].Data | Should -BeNullOrEmpty
    }

    It 'are refused where they are text that is no JSON' {
        { Add-StreamEvent Account-2 Noted 'no json' -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidEventData,*'
    }

    It 'keep the order of their pipeline in each stream' {
        1..4 | ForEach-Object { [pscustomobject]@{ Stream = ('even', 'odd')[$_ % 2]; Type = 'Counted'; Data = $_ } } | Add-StreamEvent | Out-Null

        (Get-StreamEvent odd).Data | Should -Be 1, 3
        (Get-StreamEvent even).Data | Should -Be 2, 4
    }

    It 'are not written where the stream is not as expected: <Demand>' -ForEach @(
        @{ Demand = 'NoStream' }
        @{ Demand = 7 }
    ) {
        { Add-StreamEvent Account-1 Closed -ExpectedRevision $Demand -ErrorAction Stop } | Should -Throw -ErrorId 'WrongExpectedRevision,*' -ExpectedMessage '*revision 0*'
        Get-StreamEvent Account-1 | Should -HaveCount 1
    }

    It 'are written where it is: <Demand>' -ForEach @(
        @{ Demand = 0 }
        @{ Demand = 'StreamExists' }
        @{ Demand = 'Any' }
    ) {
        (Add-StreamEvent Account-1 Closed -ExpectedRevision $Demand).Revision | Should -Be 1
    }

    It 'say what they belong to, and what has caused them' {
        Add-StreamEvent Account-2 Opened -CorrelationId order-1 -CausationId $first.Id -Metadata @{ Clerk = 'ann' } | Out-Null

        $metadata = (Get-StreamEvent Account-2).Metadata
        $metadata.'$correlationId' | Should -Be 'order-1'
        $metadata.'$causationId' | Should -Be $first.Id
        $metadata.Clerk | Should -Be 'ann'
    }

    It 'are to the byte what they were when they were read' {
        Get-StreamEvent Account-1 | Add-StreamEvent Account-2 | Out-Null

        $copy = Get-StreamEvent Account-2
        $copy.Id | Should -Be $first.Id
        $copy.Raw | Should -Be (Get-StreamEvent Account-1).Raw
    }

    It 'are not written with -WhatIf' {
        Add-StreamEvent Account-1 Closed -WhatIf

        Get-StreamEvent Account-1 | Should -HaveCount 1
    }
}

Describe 'Events that are read' {
    BeforeAll {
        1..4 | Add-StreamEvent Account-1 Deposited -WarningAction SilentlyContinue | Out-Null
        Add-StreamEvent Account-2 Opened '{"Owner":{"Name":"Ada","Dogs":["Fido","Rex"]}}' | Out-Null
    }

    AfterAll {
        Get-EventStore | Disconnect-EventStore
    }

    It 'come from any revision, both ways: <Name>' -ForEach @(
        @{ Name = 'all'; Read = @{}; Revisions = 0, 1, 2, 3 }
        @{ Name = 'from 2 on'; Read = @{ From = 2 }; Revisions = 2, 3 }
        @{ Name = 'one from 1 on'; Read = @{ From = 1; MaxCount = 1 }; Revisions = 1 }
        @{ Name = 'backwards'; Read = @{ Backward = $true }; Revisions = 3, 2, 1, 0 }
        @{ Name = 'backwards from 1'; Read = @{ Backward = $true; From = 1 }; Revisions = 1, 0 }
        @{ Name = 'beyond the end'; Read = @{ From = 9 }; Revisions = @() }
    ) {
        (Get-StreamEvent Account-1 @Read).Revision | Should -Be $Revisions
    }

    It 'are reached into with a dot' {
        $owner = (Get-StreamEvent Account-2).Data.Owner

        $owner.Name | Should -Be 'Ada'
        $owner.Dogs[1] | Should -Be 'Rex'
    }

    It 'are found in the log by the names of streams, and by types' {
        (Get-StreamEvent Account-*).Stream | Should -Be 'Account-1', 'Account-1', 'Account-1', 'Account-1', 'Account-2'
        (Get-StreamEvent -All -Type Open*).Stream | Should -Be 'Account-2'
        Get-StreamEvent account-* | Should -BeNullOrEmpty
    }

    It 'are read from a position on, or back from it' {
        $third = Get-StreamEvent Account-1 -From 2 -MaxCount 1

        (Get-StreamEvent -All -FromPosition $third.Position -MaxCount 1).Id | Should -Be $third.Id
        (Get-StreamEvent -All -FromPosition "$($third.Position)" -Backward).Revision | Should -Be 1, 0
    }

    It 'are those of a time' {
        $begin = (Get-StreamEvent Account-1 -MaxCount 1).Created

        Get-StreamEvent Account-1 -After $begin -Before ([DateTimeOffset]::Now.AddDays(1)) | Should -HaveCount 4
        Get-StreamEvent Account-1 -Before $begin | Should -BeNullOrEmpty
    }

    It 'are no longer read when the pipeline has enough, and the session goes on' {
        Get-StreamEvent -All | Select-Object -First 1 -ExpandProperty Revision | Should -Be 0
        Get-StreamEvent -All | Should -HaveCount 5
    }

    It 'are a table for each stream' {
        Get-StreamEvent Account-2 | Out-String | Should -BeLike '*Stream: Account-2*0*Opened*'
    }

    It 'are missed by their stream, and the next one is read' {
        $read = 'nobody', 'Account-2' | Get-StreamEvent -ErrorVariable failed -ErrorAction SilentlyContinue

        $read.Stream | Should -Be 'Account-2'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'StreamNotFound,*'
        $failed[0].TargetObject | Should -Be 'nobody'
    }
}

Describe 'Events that are searched for' {
    BeforeAll {
        Add-StreamEvent Order-1 Placed @{ Items = @(@{ Name = 'ball'; Price = 7.5 }, @{ Name = 'leash'; Price = 12 }) } -Metadata @{ Clerk = 'ann' } -WarningAction SilentlyContinue | Out-Null
        Add-StreamEvent Order-2 Placed '{"Owner":"Zo\u00eb"}' | Out-Null
        Add-StreamEvent Log-1 Written @{ Text = 'error 404: no ball' } | Out-Null
    }

    AfterAll {
        Get-EventStore | Disconnect-EventStore
    }

    It 'are found by <Name>' -ForEach @(
        @{ Name = 'text, in the order of the log'; Search = @{ Text = 'BALL' }; Found = 'Order-1', 'Log-1' }
        @{ Name = 'text, newest first'; Search = @{ Text = 'ball'; Backward = $true }; Found = 'Log-1', 'Order-1' }
        @{ Name = 'text that JSON has escaped'; Search = @{ Text = 'Zoë' }; Found = 'Order-2' }
        @{ Name = 'text in their metadata'; Search = @{ Text = 'ann'; In = 'Metadata' }; Found = 'Order-1' }
        @{ Name = 'a pattern'; Search = @{ Pattern = 'error\s+\d+' }; Found = 'Log-1' }
        @{ Name = 'a property'; Search = @{ Property = 'owner' }; Found = 'Order-2' }
        @{ Name = 'a property and its value'; Search = @{ Property = 'items[*].price'; Value = 12; Stream = 'Order-*' }; Found = 'Order-1' }
        @{ Name = 'what none of them says'; Search = @{ Text = 'cat' }; Found = @() }
    ) {
        (Find-StreamEvent @Search).Stream | Should -Be $Found
    }

    It 'are not searched for by a pattern that is none' {
        { Find-StreamEvent -Pattern '(' -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPattern,*'
    }
}

Describe 'Events that are watched' {
    BeforeEach {
        1..3 | Add-StreamEvent Account-1 Deposited -WarningAction SilentlyContinue | Out-Null
        4, 5 | Add-StreamEvent Account-2 Withdrawn | Out-Null
    }

    AfterEach {
        Get-EventStore | Disconnect-EventStore
    }

    It 'come from where it is to begin' {
        (Watch-StreamEvent Account-1 -From 1 -Count 2).Data | Should -Be 2, 3
        (Watch-StreamEvent Account-* -From Start -Count 5).Data | Should -Be 1, 2, 3, 4, 5
        (Watch-StreamEvent -All -From Start -Type With* -Count 2).Data | Should -Be 4, 5
    }

    It 'are none when only what comes is wanted, and nothing does' {
        Watch-StreamEvent -All -Timeout 0:0:0.2 | Should -BeNullOrEmpty
    }

    It 'come as they are appended' {
        $session = Get-EventStore
        $module = Join-Path (Get-Module PSEventSourcing).ModuleBase PSEventSourcing.psd1
        $writer = 6, 7 | ForEach-Object -AsJob -ThrottleLimit 1 -Parallel {
            Import-Module $using:module
            Add-StreamEvent Account-3 Deposited $_ -Session $using:session | Out-Null
        }

        (Watch-StreamEvent Account-* -From Start -Count 7 -Timeout 0:1:0).Data | Should -Be 1, 2, 3, 4, 5, 6, 7
        $writer | Receive-Job -Wait -AutoRemoveJob
    }

    It 'go on where the checkpoint is' {
        $checkpoint = Join-Path $TestDrive watch.checkpoint

        (Watch-StreamEvent Account-* -From Start -Count 2 -CheckpointPath $checkpoint).Data | Should -Be 1, 2
        (Watch-StreamEvent Account-* -From Start -Count 3 -CheckpointPath $checkpoint).Data | Should -Be 3, 4, 5
    }

    It 'cannot go on from the checkpoint of another watch' {
        $checkpoint = Join-Path $TestDrive other.checkpoint
        Watch-StreamEvent Account-1 -From Start -Count 1 -CheckpointPath $checkpoint | Out-Null

        { Watch-StreamEvent Account-2 -CheckpointPath $checkpoint -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidCheckpoint,*'
    }
}

Describe 'Events that have caused others' {
    BeforeAll {
        $order = Add-StreamEvent Order-1 Placed -CorrelationId order-1 -WarningAction SilentlyContinue
        $invoice = Add-StreamEvent Invoice-1 Issued -CorrelationId order-1 -CausationId $order.Id
        Add-StreamEvent Invoice-1 Paid -CorrelationId order-1 -CausationId $invoice.Id | Out-Null
        Add-StreamEvent Parcel-1 Packed -CorrelationId order-1 -CausationId $order.Id | Out-Null
        Add-StreamEvent Parcel-2 Packed | Out-Null
    }

    AfterAll {
        Get-EventStore | Disconnect-EventStore
    }

    It 'are a tree' {
        $trace = Trace-StreamEvent order-1

        $trace.Tree | Should -Be 'Placed', '├─ Issued', '│  └─ Paid', '└─ Packed'
        $trace.Depth | Should -Be 0, 1, 2, 1
        $trace[0].Caused.Type | Should -Be 'Issued', 'Packed'
    }

    It 'are found from any of them' {
        Get-StreamEvent Parcel-1 | Trace-StreamEvent | Should -HaveCount 4
    }

    It 'are none where nothing belongs together' {
        Trace-StreamEvent nobody | Should -BeNullOrEmpty
        { Get-StreamEvent Parcel-2 | Trace-StreamEvent -ErrorAction Stop } | Should -Throw -ErrorId 'NotCorrelated,*'
    }
}

Describe 'Streams' {
    BeforeEach {
        1..3 | Add-StreamEvent Account-1 Deposited -WarningAction SilentlyContinue | Out-Null
        4 | Add-StreamEvent Account-2 Withdrawn | Out-Null
    }

    AfterEach {
        Get-EventStore | Disconnect-EventStore
    }

    It 'are listed with their first and last events' {
        (Get-EventStream).Stream | Should -Be 'Account-1', 'Account-2'
        $stream = Get-EventStream Account-1
        $stream.FirstRevision, $stream.LastRevision | Should -Be 0, 2
        $stream.LastEvent | Should -Be (Get-StreamEvent Account-1 -Backward -MaxCount 1).Created
        $stream.State | Should -Be 'Active'
    }

    It 'are measured by type, and by stream' {
        $types = Measure-EventStream -All

        $types.Group | Should -Be 'Deposited', 'Withdrawn'
        $types | ForEach-Object Count | Should -Be 3, 1
        $types[0].Share | Should -Be 0.75
        (Measure-EventStream Account-* -By Stream).Group | Should -Be 'Account-1', 'Account-2'
        Measure-EventStream Account-1 -By Total | ForEach-Object Count | Should -Be 3
    }

    It 'can be written to again after a soft delete' {
        Remove-EventStream Account-1 -Confirm:$false

        (Get-EventStream Account-1).State | Should -Be 'SoftDeleted'
        (Add-StreamEvent Account-1 Deposited 5).Revision | Should -Be 3
        (Get-StreamEvent Account-1).Revision | Should -Be 3
    }

    It 'are gone for ever after a tombstone' {
        Remove-EventStream Account-1 -Tombstone -Confirm:$false

        (Get-EventStream Account-1).State | Should -Be 'Tombstoned'
        { Add-StreamEvent Account-1 Deposited 5 -ErrorAction Stop } | Should -Throw -ErrorId 'StreamDeleted,*'
    }

    It 'are not deleted where they are not as expected, nor with -WhatIf' {
        { Remove-EventStream Account-1 -ExpectedRevision 1 -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'WrongExpectedRevision,*'
        Remove-EventStream Account-* -Tombstone -WhatIf

        (Get-EventStream).State | Should -Be 'Active', 'Active'
    }

    It 'serve what their metadata says' {
        Set-EventStreamMetadata Account-1 -MaxCount 2 -MaxAge 1.00:00:00 -Custom @{ Owner = 'ann' } -Acl @{ Read = 'ann', '$ops' }
        Set-EventStreamMetadata Account-1 -Remove MaxAge

        $metadata = Get-EventStreamMetadata Account-1
        $metadata.MaxCount | Should -Be 2
        $metadata.MaxAge | Should -BeNullOrEmpty
        $metadata.Custom.Owner | Should -Be 'ann'
        $metadata.Acl.Read | Should -Be 'ann', '$ops'
        (Get-StreamEvent Account-1).Revision | Should -Be 1, 2
        (Get-EventStream Account-1).State | Should -Be 'Truncated'
    }

    It 'have metadata set by wildcard, and put out when asked for' {
        $set = Set-EventStreamMetadata Account-* -TruncateBefore 1 -PassThru

        $set.Stream | Should -Be 'Account-1', 'Account-2'
        $set.TruncateBefore | Should -Be 1, 1
    }

    It 'have their metadata among what is the store''s own' {
        Set-EventStreamMetadata Account-1 -MaxCount 2

        (Get-EventStream).Stream | Should -Not -Contain '$$Account-1'
        (Get-EventStream -IncludeSystem).Stream | Should -Contain '$$Account-1'
    }

    It 'that are not there are errors, and the next one goes on' {
        $streams = 'nobody', 'Account-1' | Get-EventStream -ErrorVariable failed -ErrorAction SilentlyContinue

        $streams.Stream | Should -Be 'Account-1'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'StreamNotFound,*'
    }
}

Describe 'A store that is tested' {
    It 'answers' {
        Connect-EventStore -Path (Join-Path $TestDrive test.db)

        Test-EventStore -Quiet | Should -BeTrue
        (Test-EventStore).Store | Should -Be 'SQLite'
        Disconnect-EventStore
    }

    It 'that does not answer is no error: <Id>' -ForEach @(
        @{ Id = 'StoreUnavailable'; ConnectionString = 'esdb://localhost:1?tls=false&maxDiscoverAttempts=1' }
        @{ Id = 'InvalidConnectionString'; ConnectionString = 'esdb://localhost:nowhere' }
    ) {
        $test = Test-EventStore $ConnectionString

        $test.IsReachable | Should -BeFalse
        $test.ErrorId | Should -Be $Id
        Test-EventStore $ConnectionString -Quiet | Should -BeFalse
    }
}
