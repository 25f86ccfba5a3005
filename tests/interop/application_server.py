# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP side of an application, which signs with the real Pusher server SDK."""

import json
import urllib.request

from line_process import LineProcess


class ApplicationServer:
    """One auth-server.js process on a free loopback port.

    It knows Alice (user_456, tenant org_123) by the bearer token `alice-token`
    and Bob (user_789, tenants org_123 and org_999) by `bob-token`.
    """

    alice = 'user_456'
    alice_token = 'alice-token'
    bob = 'user_789'
    bob_token = 'bob-token'

    def __init__(self, node, soketi, log_directory):
        self._process = LineProcess(
            'auth-server', node.command('auth-server.js', soketi.configuration),
            node.environment, log_directory)
        line = self._process.wait_for(lambda line: 'listening' in line, 'the port')
        self.url = f'http://127.0.0.1:{line["listening"]}'
        self.auth_endpoint = f'{self.url}/api/pusher/auth'
        # Loopback needs no proxy, whatever the environment says.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def _call(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with self._opener.open(f'{self.url}{path}', data=data, timeout=5.0) as response:
            return json.load(response)

    @property
    def requests(self):
        """Every authorisation asked for so far, oldest first."""
        return self._call('/requests')

    def set_mode(self, **mode):
        """Change signChannelData, accepts or status; see auth-server.js."""
        return self._call('/mode', mode)

    def stop(self):
        """End the process."""
        self._process.stop()
