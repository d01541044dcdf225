# SPDX-License-Identifier: Apache-2.0
#
# quickstart.sh for Windows, with Visual Studio 2022 or its Build Tools, and vcpkg: builds, starts two sample gateways on
# loopback and scans both. With arguments it scans those targets instead; they are handed to `sstp-probe scan` as they
# stand.
#
#   powershell -ExecutionPolicy Bypass -File samples\quickstart.ps1
#   powershell -ExecutionPolicy Bypass -File samples\quickstart.ps1 vpn.example.net --sni other.example.net
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$root = Split-Path -Parent $PSScriptRoot
$build = Join-Path $root 'build\msvc'
$program = Join-Path $build 'Release\sstp-probe.exe'

function Say([string] $text) { Write-Host "==> $text" }

# Invoke-Checked COMMAND ARGUMENT...: programs set $LASTEXITCODE, which stops no script by itself.
function Invoke-Checked {
    $command, $arguments = $args
    & $command @arguments
    if ($LASTEXITCODE -ne 0) { throw "this ended with ${LASTEXITCODE}: $args" }
}

# What CMake, the compiler and git come with. vswhere.exe always stands in that place.
function Find-VisualStudio {
    $vswhere = Join-Path ${env:ProgramFiles(x86)} 'Microsoft Visual Studio\Installer\vswhere.exe'
    $studio = $null
    if (Test-Path $vswhere) {
        $studio = & $vswhere -latest -products * -version '[17,18)' -property installationPath `
            -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64
    }
    if (-not $studio) {
        throw 'Visual Studio 2022 with C++ is missing. As an administrator: winget install Microsoft.VisualStudio.2022.BuildTools ' +
            '--override "--passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"; then run this again.'
    }
    $studio
}

function Find-CMake([string] $studio) {
    $found = Get-Command cmake -ErrorAction SilentlyContinue
    if ($found) { return $found.Source }
    Join-Path $studio 'Common7\IDE\CommonExtensions\Microsoft\CMake\CMake\bin\cmake.exe'
}

# The libraries of vcpkg.json come from there. One that is installed is used, or else one of the user's own is made.
function Use-Vcpkg {
    if ($env:VCPKG_ROOT -and (Test-Path $env:VCPKG_ROOT)) { return }
    $env:VCPKG_ROOT = Join-Path $env:LOCALAPPDATA 'sstp-probe\vcpkg'
    if (-not (Test-Path $env:VCPKG_ROOT)) {
        Say "fetching vcpkg into $env:VCPKG_ROOT"
        Invoke-Checked git clone --quiet https://github.com/microsoft/vcpkg $env:VCPKG_ROOT
    }
    if (-not (Test-Path (Join-Path $env:VCPKG_ROOT 'vcpkg.exe'))) {
        Invoke-Checked (Join-Path $env:VCPKG_ROOT 'bootstrap-vcpkg.bat') -disableMetrics
    }
}

function Build-Program {
    $cmake = Find-CMake (Find-VisualStudio)
    Use-Vcpkg
    Push-Location $root
    try {
        if (-not (Test-Path $program)) { Say 'building (half an hour the first time: the libraries are built too)' }
        Invoke-Checked $cmake --preset msvc | Out-Host
        Invoke-Checked $cmake --build --preset msvc | Out-Host
    } finally {
        Pop-Location
    }
}

# Start-Gateway PROFILE WORK: its process and its address, once it listens.
function Start-Gateway([string] $profileName, [string] $work) {
    $log = Join-Path $work "$profileName.log"
    $process = Start-Process -PassThru -NoNewWindow -RedirectStandardOutput $log `
        -FilePath (Join-Path $build 'samples\gateway\Release\sstp-sample-gateway.exe') `
        -ArgumentList '--port', '0', ('"{0}"' -f (Join-Path $root "samples\gateway\$profileName.toml"))
    foreach ($try in 1..100) {
        $line = Select-String -Path $log -Pattern '^listening on (.*)$' -ErrorAction SilentlyContinue
        if ($line) { return @{ Process = $process; Address = $line.Matches[0].Groups[1].Value.Trim() } }
        if ($process.HasExited) { break }
        Start-Sleep -Milliseconds 100
    }
    throw "the sample gateway $profileName did not start"
}

Build-Program
if ($args.Count -gt 0) {
    & $program scan @args
    exit $LASTEXITCODE
}

$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
[void](New-Item -ItemType Directory $work)
$gateways = @()
try {
    $before = Start-Gateway 'before-cutoff' $work
    $gateways += $before
    $after = Start-Gateway 'after-cutoff' $work
    $gateways += $after
    Say "a gateway as they were before the cutoff: $($before.Address)"
    Invoke-Checked $program scan $before.Address
    Say "a gateway as they are after the cutoff: $($after.Address)"
    Invoke-Checked $program scan $after.Address
    Say "now your own: samples\quickstart.ps1 HOST[:PORT], or $program --help"
} finally {
    foreach ($gateway in $gateways) { if (-not $gateway.Process.HasExited) { $gateway.Process.Kill(); $gateway.Process.WaitForExit() } }
    Remove-Item -Recurse -Force $work
}
