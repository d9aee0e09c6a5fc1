@{
    RootModule             = 'PSEventSourcing.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = 'f4d0d7c6-3c1e-4a53-9d0c-6f0b1a0f7d52'
    Author                 = 'The PSEventSourcing authors'
    CompanyName            = 'The PSEventSourcing authors'
    Copyright              = '(c) The PSEventSourcing authors. MIT License.'
    Description            = 'Event sourcing at the PowerShell prompt: append events, rebuild aggregates as they were at any revision, and read streams, in memory, in a SQLite file or on EventStoreDB.'
    PowerShellVersion      = '7.6'
    CompatiblePSEditions   = @('Core')
    # Loaded at once, so that scripts find the types of the core by name.
    RequiredAssemblies     = @('EventSourcing.dll')
    FormatsToProcess       = @('Aggregates.Format.ps1xml', 'Dogs.Format.ps1xml', 'Nodes.Format.ps1xml', 'Sessions.Format.ps1xml', 'Streams.Format.ps1xml', 'Transfer.Format.ps1xml', 'Users.Format.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Add-AggregateEvent'
        'Add-StreamEvent'
        'Add-Trick'
        'Checkpoint-Aggregate'
        'Compare-Aggregate'
        'Compare-EventStream'
        'Connect-EventStore'
        'Copy-EventStream'
        'Disable-EventStoreUser'
        'Disconnect-EventStore'
        'Enable-EventStoreUser'
        'Export-EventStream'
        'Find-StreamEvent'
        'Get-Aggregate'
        'Get-AggregateHistory'
        'Get-AggregateType'
        'Get-Dog'
        'Get-EventStore'
        'Get-EventStoreNode'
        'Get-EventStoreProfile'
        'Get-EventStoreScavenge'
        'Get-EventStoreStatistic'
        'Get-EventStoreUser'
        'Get-EventStream'
        'Get-EventStreamMetadata'
        'Get-StreamEvent'
        'Import-EventStream'
        'Measure-EventStream'
        'Merge-EventStoreIndex'
        'New-Aggregate'
        'New-Dog'
        'New-EventStoreUser'
        'Register-Aggregate'
        'Remove-EventStoreProfile'
        'Remove-EventStoreUser'
        'Remove-EventStream'
        'Reset-EventStoreUserPassword'
        'Save-EventStoreProfile'
        'Select-EventStore'
        'Set-EventStoreNode'
        'Set-EventStoreUser'
        'Set-EventStreamMetadata'
        'Start-EventStoreScavenge'
        'Stop-EventStoreNode'
        'Stop-EventStoreScavenge'
        'Switch-EventStoreLeader'
        'Test-EventStore'
        'Trace-StreamEvent'
        'Unregister-Aggregate'
        'Watch-StreamEvent'
    )
    PrivateData            = @{
        PSData = @{
            Tags       = @('EventSourcing', 'EventStoreDB', 'KurrentDB', 'SQLite', 'CQRS', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
