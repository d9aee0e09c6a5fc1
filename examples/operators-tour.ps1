# A day in the office of a dog school: every cmdlet of the module that needs no server, in one story.
#
#   dotnet run --project tools/Shell -- examples/operators-tour.ps1
#   pwsh examples/operators-tour.ps1                     (after: dotnet build src/PSEventSourcing)
#
# It needs no server. Events are kept in memory, and in a temporary folder that is gone afterwards; nothing that you are
# connected to is touched. With EventStoreDB all is the same but for Connect-EventStore: give it a connection string.

$ErrorActionPreference = 'Stop'
if (-not (Get-Module PSEventSourcing)) {
    Import-Module "$PSScriptRoot/../out/PSEventSourcing/PSEventSourcing.psd1"
}

# Shows each command as if it were typed, and what it puts out. It is called with a dot, so that variables last.
function Step([string] $Title, [scriptblock] $Commands) {
    "`n# $Title" | Out-Default
    foreach ($command in $Commands.Ast.EndBlock.Statements.Extent.Text) {
        'PS> ' + ($command -replace '\r?\n {8}', "`n>> ") | Out-Default
        . ([scriptblock]::Create($command)) | Out-Default
    }
}

$folder = [System.IO.Directory]::CreateTempSubdirectory('operators-tour-').FullName
try {
    . Step 'Two stores: one in memory, and a file for what must last. Cmdlets use the one opened or selected last.' {
        $office = Connect-EventStore -Name office -Path :memory: -PassThru
        $archive = Connect-EventStore -Name archive -Path $folder/archive.db -PassThru
        Select-EventStore office
        Get-EventStore
        Test-EventStore -Quiet
    }

    . Step 'A booking begins a stream, which must not be there yet.' {
        $booking = Add-StreamEvent Booking-ada Placed '{"Dog":"Fido","Price":120}' -ExpectedRevision NoStream -CorrelationId ada
        $booking
    }

    . Step 'What follows from an event says so, and shows as a tree across streams.' {
        $invoice = Add-StreamEvent Invoice-ada Issued @{ Amount = 120 } -CorrelationId ada -CausationId $booking.Id
        $payment = Add-StreamEvent Invoice-ada Paid -CorrelationId ada -CausationId $invoice.Id
        Add-StreamEvent Booking-ada Confirmed -CorrelationId ada -CausationId $payment.Id | Out-Null
        Add-StreamEvent Mail-ada Sent -CorrelationId ada -CausationId $booking.Id | Out-Null
        Trace-StreamEvent ada
    }

    . Step 'Many events come through a pipeline, for one stream or for several.' {
        $others = 'bob', 'cleo' | ForEach-Object { [pscustomobject]@{ Stream = "Booking-$_"; Data = @{ Price = 90 } } }
        $others | Add-StreamEvent -Type Placed
    }

    . Step 'Two clerks have looked at one booking. The second one is told, and nothing is written.' {
        $seen = (Get-EventStream Booking-bob).LastRevision
        Add-StreamEvent Booking-bob Moved @{ Course = 'agility' } -ExpectedRevision $seen | Out-Null
        try { Add-StreamEvent Booking-bob Cancelled -ExpectedRevision $seen -ErrorAction Stop } catch { "$_" }
    }

    . Step 'Read streams or the whole log: forwards, or from the newest back; by type and by time.' {
        Get-StreamEvent Booking-ada
        (Get-StreamEvent Booking-bob -Backward -MaxCount 1).Data.Course
        Get-StreamEvent -All -Type Placed, Paid -After ([DateTimeOffset]::Now.AddHours(-1)) | ForEach-Object { "$_" }
    }

    . Step 'Find events by what they say: by text, by a pattern, or by a property and its value.' {
        Find-StreamEvent agility
        Find-StreamEvent -Property Price -Value 90 -Stream Booking-* | ForEach-Object { "$_" }
    }

    . Step 'See which streams there are, and what they are made of.' {
        Get-EventStream
        Measure-EventStream -All
    }

    . Step 'Follow events as they come. The place is kept in a file: even after a kill, a watch goes on where it was.' {
        Watch-StreamEvent Booking-* -From Start -Count 2 -CheckpointPath $folder/seen | ForEach-Object { "$_" }
        Watch-StreamEvent Booking-* -Count 3 -Timeout 0:1:0 -CheckpointPath $folder/seen | ForEach-Object { "$_" }
    }

    . Step 'The door counts visitors; only the last two counts are to be served.' {
        1..5 | ForEach-Object { @{ Visitors = $_ } } | Add-StreamEvent Door Counted | Out-Null
        Set-EventStreamMetadata Door -MaxCount 2 -Custom @{ owner = 'front desk' }
        Get-EventStreamMetadata Door
        Get-StreamEvent Door
    }

    . Step 'An aggregate is rebuilt from its events. Say what each does to it, or register a class of .NET.' {
        Register-Aggregate Account @{
            Opened    = { param($state, $e) $state.Owner = $e.Owner; $state.Balance = 0 }
            Deposited = { param($state, $e) $state.Balance += $e.Amount }
            Charged   = { param($state, $e) if ($e.Amount -gt $state.Balance) { throw 'Too little money.' }; $state.Balance -= $e.Amount }
        }
        Get-AggregateType
    }

    . Step 'As it is, as it was after any event, how it came to that, and what has changed.' {
        $account = New-Aggregate Account Opened @{ Owner = 'Ada' } -Id ada
        $account | Add-AggregateEvent Deposited @{ Amount = 200 } -PassThru | Add-AggregateEvent Charged @{ Amount = 120 }
        Get-Aggregate Account | Where-Object Balance -gt 50
        (Get-Aggregate Account ada -Revision 1).Balance
        Get-AggregateHistory Account ada
        Compare-Aggregate Account ada -Revision 1 -With 2
    }

    . Step 'What a handler refuses is not written. Who is late is told, and may have it tried again.' {
        try { Add-AggregateEvent Account ada Charged @{ Amount = 500 } -ErrorAction Stop } catch { "$_" }
        try { $account | Add-AggregateEvent Deposited @{ Amount = 10 } -ErrorAction Stop } catch { "$_" }
        $account | Add-AggregateEvent Deposited @{ Amount = 10 } -Retry -PassThru
    }

    . Step 'From a snapshot, what has a long history is rebuilt faster.' {
        Checkpoint-Aggregate Account ada
        Get-EventStream snapshot-* | ForEach-Object { "$_" }
    }

    . Step 'Dogs are aggregates too, of a class that comes with the module.' {
        New-Dog Fido -Id fido | Add-Trick sit, 'roll over'
        Get-Dog
        Get-AggregateHistory Dog fido | ForEach-Object { "$($_.Changes)" }
    }

    . Step 'Take streams to a file and back, here under other names. The file is verified before anything is written.' {
        $backup = Export-EventStream Booking-*, Invoice-* $folder/backup.ndjson.gz
        $backup | Import-EventStream -Prefix restored- -WhatIf
        $backup | Import-EventStream -Prefix restored-
    }

    . Step 'Copy streams to another store, and see what differs once somebody has gone on writing.' {
        Copy-EventStream Booking-*, Account-* -Destination archive
        Add-StreamEvent Booking-cleo Cancelled | Out-Null
        Compare-EventStream Booking-*, Account-* -DifferenceSession archive
    }

    . Step 'A stream that is deleted may be written to again, and its revisions go on; a tombstone is for ever.' {
        Remove-EventStream restored-* -Confirm:$false
        Remove-EventStream Door -Tombstone -WhatIf
        Get-EventStream restored-Booking-ada, Door
        Add-StreamEvent restored-Booking-ada Placed | ForEach-Object { "$_" }
    }

    . Step 'What was in memory ends with its session; what is in the file is there again.' {
        $office, $archive | Disconnect-EventStore
        $archive = Connect-EventStore -Path $folder/archive.db -PassThru
        Get-Aggregate Account
        Unregister-Aggregate Account
    }
}
finally {
    $archive, $office | Where-Object IsOpen | Disconnect-EventStore
    Unregister-Aggregate Account -ErrorAction Ignore
    [System.IO.Directory]::Delete($folder, $true)
}
