# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's home and session bus that nobody else sees."""

import os
import pathlib
import select
import shutil
import subprocess
import tempfile

BUS_CONFIGURATION = """\
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

# What a program under test may see of the environment of the test. The display
# is not among it: nothing here has a window.
INHERITED = ('PATH', 'GSETTINGS_SCHEMA_DIR', 'LD_LIBRARY_PATH', 'G_MESSAGES_DEBUG',
             'ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS', 'MALLOC_PERTURB_')

BUS_START_SECONDS = 10.0


class PrivateProfile:
    """A home, the XDG folders, a session bus, and a keyring in a file.

        with PrivateProfile() as profile:
            subprocess.run(['traybell', 'status'], env=profile.environment)
    """

    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix='traybell-'))
        self.environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        for variable, name in (('HOME', 'home'), ('XDG_CONFIG_HOME', 'config'),
                               ('XDG_DATA_HOME', 'data'), ('XDG_CACHE_HOME', 'cache'),
                               ('XDG_STATE_HOME', 'state'), ('XDG_RUNTIME_DIR', 'run')):
            folder = self.directory / name
            folder.mkdir(mode=0o700)
            self.environment[variable] = str(folder)
        self.bus_address = f'unix:path={self.directory / "run" / "bus"}'
        self.environment |= {
            'LC_ALL': 'C.UTF-8',
            'TZ': 'UTC',
            'DBUS_SESSION_BUS_ADDRESS': self.bus_address,
            'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=/nonexistent',
            'GIO_USE_VFS': 'local',
            'GIO_USE_PROXY_RESOLVER': 'dummy',
            'GSETTINGS_BACKEND': 'keyfile',
            'G_DEBUG': 'fatal-criticals',
            'SECRET_BACKEND': 'file',
            'SECRET_FILE_TEST_PATH': str(self.directory / 'keyring'),
            'SECRET_FILE_TEST_PASSWORD': 'a password for tests',
        }
        # What the bus may start, as service files: nothing, unless a test puts it there.
        self.services = self.directory / 'services'
        self.services.mkdir()
        self._bus = self._start_bus()

    def _start_bus(self):
        configuration = self.directory / 'bus.conf'
        configuration.write_text(
            BUS_CONFIGURATION.format(socket=self.directory / 'run' / 'bus',
                                     services=self.services))
        with open(self.directory / 'bus.log', 'wb') as log:
            bus = subprocess.Popen(
                ['dbus-daemon', f'--config-file={configuration}', '--nofork', '--print-address'],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=log)
        # The address is printed when the socket is there to be connected to.
        readable, _, _ = select.select([bus.stdout], [], [], BUS_START_SECONDS)
        if not readable or not bus.stdout.readline().startswith(b'unix:path='):
            bus.kill()
            bus.wait()
            raise AssertionError('dbus-daemon did not start:\n'
                                 + (self.directory / 'bus.log').read_text(errors='replace'))
        return bus

    def close(self):
        """End the bus, and with it what still hangs on it, and remove everything."""
        self._bus.terminate()
        try:
            self._bus.wait(5.0)
        except subprocess.TimeoutExpired:
            self._bus.kill()
            self._bus.wait()
        self._bus.stdout.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()
