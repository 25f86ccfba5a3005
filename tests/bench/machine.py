# SPDX-License-Identifier: GPL-3.0-or-later
"""What figures were measured on, without which they say little."""

import json
import os
import pathlib
import platform
import subprocess
import time


def _first_line(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except OSError:
        return None
    return (done.stdout or done.stderr).strip().partition('\n')[0] or None


def _field(path, name):
    for line in pathlib.Path(path).read_text().splitlines():
        key, colon, value = line.partition(':')
        if colon and key.strip() == name:
            return value.strip()
    return None


def _distribution():
    return platform.freedesktop_os_release().get('PRETTY_NAME')


def _package(bench, name):
    manifest = bench.node.directory / 'node_modules' / name / 'package.json'
    return json.loads(manifest.read_text())['version']


def describe_machine(bench):
    """The computer and the versions of everything that was measured or compared with."""
    libraries = {name: _first_line(['pkg-config', '--modversion', module])
                 for name, module in (('GLib', 'glib-2.0'), ('GTK', 'gtk+-3.0'),
                                      ('libsoup', 'libsoup-3.0'), ('json-glib', 'json-glib-1.0'))}
    return {
        'date': time.strftime('%Y-%m-%d'),
        'processor': _field('/proc/cpuinfo', 'model name'),
        'processors': os.cpu_count(),
        'memory_mb': int(_field('/proc/meminfo', 'MemTotal').split()[0]) * 1024 // 1000000,
        'kernel': platform.release().partition('-')[0],
        'system': _distribution(),
        'virtual': _first_line(['systemd-detect-virt']) or
        ('hypervisor' if 'hypervisor' in pathlib.Path('/proc/cpuinfo').read_text() else 'no'),
        'load': [round(load, 2) for load in os.getloadavg()],
        'compiler': _first_line(['cc', '--version']),
        'scale': bench.scale,
        **libraries,
        'node': _first_line(['node', '--version']),
        'pusher-js': _package(bench, 'pusher-js'),
        'soketi': _package(bench, '@soketi/soketi'),
        'browser': _first_line([bench.browser, '--version']) if bench.browser else None,
    }


def list_machine(machine):
    """The same for people."""
    return (
        f'Measured on {machine["date"]} on {machine["processors"]} processors '
        f'{machine["processor"]} (virtual: {machine["virtual"]}), '
        f'{machine["memory_mb"]:,} MB of memory, {machine["system"]}, Linux {machine["kernel"]}; '
        f'load at the end {", ".join(str(load) for load in machine["load"])}.\n'
        f'{machine["compiler"]}; GLib {machine["GLib"]}, GTK {machine["GTK"]}, '
        f'libsoup {machine["libsoup"]}, json-glib {machine["json-glib"]}. '
        f'Peers: pusher-js {machine["pusher-js"]} on Node {machine["node"]} and in '
        f'{machine["browser"] or "no browser"}; server: soketi {machine["soketi"]}.\n')
