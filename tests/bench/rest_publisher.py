# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishes many events fast, over one connection to a server's HTTP API."""

import hashlib
import hmac
import http.client
import itertools
import json
import time

# As many as the API takes at once.
BATCH = 10


class RestPublisher:
    """For the app of a Soketi."""

    def __init__(self, soketi):
        self._soketi = soketi
        self._connection = http.client.HTTPConnection(soketi.host, soketi.port, timeout=30)

    def publish(self, channel, name, data):
        """Publish one event and wait until the server has taken it."""
        self._post('events', {'name': name, 'channel': channel, 'data': json.dumps(data)})

    def publish_all(self, events):
        """Publish each (channel, name, data), as fast as the server takes them."""
        iterator = iter(events)
        while batch := list(itertools.islice(iterator, BATCH)):
            self._post('batch_events', {'batch': [
                {'channel': channel, 'name': name, 'data': json.dumps(data)}
                for channel, name, data in batch]})

    def close(self):
        """End the connection."""
        self._connection.close()

    def _post(self, resource, content):
        body = json.dumps(content).encode()
        path = f'/apps/{self._soketi.app_id}/{resource}'
        query = (f'auth_key={self._soketi.key}&auth_timestamp={int(time.time())}'
                 f'&auth_version=1.0&body_md5={hashlib.md5(body).hexdigest()}')
        signature = hmac.new(self._soketi.secret.encode(), f'POST\n{path}\n{query}'.encode(),
                             hashlib.sha256).hexdigest()
        self._connection.request('POST', f'{path}?{query}&auth_signature={signature}', body,
                                 {'Content-Type': 'application/json'})
        answer = json.loads(self._connection.getresponse().read())
        if answer != {'ok': True}:
            raise AssertionError(f'soketi answered {answer}')
