# Dogs learn tricks: registered, trained, and looked up at any point of their past.
#
#   dotnet run --project tools/Shell -- examples/training-school.ps1
#   pwsh examples/training-school.ps1                    (after: dotnet build src/PSEventSourcing)
#
# Where the events are kept, the environment says; in memory, unless it does. For example:
#
#   PERSISTENCE_MODULE=EventSourcing.EventStoreDb
#   EVENTSTOREDB_URI=esdb://localhost:2113?tls=false

$ErrorActionPreference = 'Stop'
if (-not (Get-Module PSEventSourcing)) {
    Import-Module "$PSScriptRoot/../out/PSEventSourcing/PSEventSourcing.psd1"
}

$dog = New-Dog Fido
Add-Trick $dog.Id 'roll over'
$dog | Add-Trick 'play dead', 'fetch ball'
$others = 'Rex', 'Bella' | New-Dog
$others | Add-Trick sit

"The dogs:"
$dog, $others | ForEach-Object { $_ } | Get-Dog | Out-Default

"Fido, as he was after the first trick:"
Get-Dog $dog.Id -Revision 1 | Out-Default

"What is stored of him:"
Get-StreamEvent "Dog-$($dog.Id)" | Out-Default

"The id of Fido: $($dog.Id)"
if ($env:PERSISTENCE_MODULE) {
    "Another process finds him too:"
    "  dotnet run --project tools/Shell -- -c 'Get-Dog $($dog.Id)'"
}
