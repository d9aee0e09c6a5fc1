#Requires -Version 7.6
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0.0' }

BeforeAll {
    . "$PSScriptRoot/Import-Built.ps1"
    1..3 | ForEach-Object { Add-StreamEvent Account-1 Deposited @{ Amount = $_ } -WarningAction SilentlyContinue } | Out-Null
    Add-StreamEvent Account-2 Scanned ([byte[]] (0, 1, 255)) | Out-Null
}

AfterAll {
    Get-EventStore | Disconnect-EventStore
}

Describe 'Streams in a file' {
    It 'come back the same from <Name>' -ForEach @(
        @{ Name = 'plain.ndjson' }
        @{ Name = 'compressed.ndjson.gz' }
    ) {
        $export = Export-EventStream Account-* (Join-Path $TestDrive $Name)
        $prefix = "$([guid]::NewGuid())-"
        $import = $export | Import-EventStream -Prefix $prefix

        $export.Count | Should -Be 4
        $import.Written | Should -Be 3, 1
        Compare-EventStream Account-? -Prefix $prefix | Should -BeNullOrEmpty
        ($export | Import-EventStream -Prefix $prefix).Written | Should -Be 0, 0
    }

    It 'are a path that is relative to where PowerShell is' {
        Push-Location $TestDrive
        try {
            (Export-EventStream Account-1 here.ndjson).Path | Should -Be (Join-Path $TestDrive here.ndjson)
        }
        finally {
            Pop-Location
        }
    }

    It 'are refused when a byte of it has changed' {
        $path = (Export-EventStream Account-1 (Join-Path $TestDrive damaged.ndjson)).Path
        $text = [System.IO.File]::ReadAllText($path)
        [System.IO.File]::WriteAllText($path, $text.Replace('"Amount":2', '"Amount":7'))

        { Import-EventStream $path -Prefix damaged- -ErrorAction Stop } | Should -Throw -ErrorId 'ExportDamaged,*' -ExpectedMessage '*Line 5:*'
        Get-EventStream damaged-* | Should -BeNullOrEmpty
    }
}

Describe 'Streams of which one is a copy' {
    It 'differ in what was written since' {
        Copy-EventStream Account-1 -DestinationStream Account-9 | Out-Null
        Add-StreamEvent Account-9 Closed | Out-Null

        $difference = Compare-EventStream Account-1 Account-9
        $difference | Should -HaveCount 1
        $difference.SideIndicator | Should -Be '=>'
        $difference.Difference | Should -Be 'Missing'
        $difference.DifferenceEvent.Type | Should -Be 'Closed'
    }
}
