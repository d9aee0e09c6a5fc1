# The module as it was built last: dotnet build src/PSEventSourcing
Import-Module "$PSScriptRoot/../../out/PSEventSourcing/PSEventSourcing.psd1"
