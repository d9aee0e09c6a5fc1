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
    FormatsToProcess       = @('Aggregates.Format.ps1xml', 'Dogs.Format.ps1xml', 'PersistentSubscriptions.Format.ps1xml', 'ServerProjections.Format.ps1xml', 'Sessions.Format.ps1xml', 'Streams.Format.ps1xml', 'Transfer.Format.ps1xml')
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
        'Disable-ServerProjection'
        'Disconnect-EventStore'
        'Enable-ServerProjection'
        'Export-EventStream'
        'Find-StreamEvent'
        'Get-Aggregate'
        'Get-AggregateHistory'
        'Get-AggregateType'
        'Get-Dog'
        'Get-EventStore'
        'Get-EventStoreNode'
        'Get-EventStoreProfile'
        'Get-EventStream'
        'Get-EventStreamMetadata'
        'Get-ParkedEvent'
        'Get-PersistentSubscription'
        'Get-ServerProjection'
        'Get-ServerProjectionState'
        'Get-StreamEvent'
        'Import-EventStream'
        'Measure-EventStream'
        'New-Aggregate'
        'New-Dog'
        'New-PersistentSubscription'
        'New-ServerProjection'
        'Receive-PersistentSubscription'
        'Register-Aggregate'
        'Remove-EventStoreProfile'
        'Remove-EventStream'
        'Remove-PersistentSubscription'
        'Remove-ServerProjection'
        'Reset-PersistentSubscription'
        'Reset-ServerProjection'
        'Restart-ServerProjection'
        'Resume-ParkedEvent'
        'Save-EventStoreProfile'
        'Select-EventStore'
        'Set-EventStreamMetadata'
        'Set-PersistentSubscription'
        'Set-ServerProjection'
        'Test-EventStore'
        'Trace-StreamEvent'
        'Unregister-Aggregate'
        'Watch-ServerProjection'
        'Watch-StreamEvent'
    )
    PrivateData            = @{
        PSData = @{
            Tags       = @('EventSourcing', 'EventStoreDB', 'KurrentDB', 'SQLite', 'CQRS', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
