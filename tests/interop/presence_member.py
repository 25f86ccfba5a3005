# SPDX-License-Identifier: GPL-3.0-or-later
"""Another user of the application, connected with the real pusher-js."""

from line_process import LineProcess


class SubscriptionRefusedError(AssertionError):
    """pusher-js reported a subscription error; `data` is what came with it."""

    def __init__(self, channel, data):
        super().__init__(f'{channel}: {data}')
        self.data = data


class PresenceMember:
    """One member.js process; Bob, unless another token is given."""

    def __init__(self, node, soketi, application, log_directory, token=None):
        self._process = LineProcess(
            'member',
            node.command('member.js', {
                'host': soketi.host, 'port': soketi.port, 'key': soketi.key,
                'application': application.url, 'token': token or application.bob_token}),
            node.environment, log_directory)
        try:
            self.socket_id = self.wait_until_connected()['socketId']
        except AssertionError:
            self.stop()
            raise

    @property
    def position(self):
        """See LineProcess.position."""
        return self._process.position

    def wait_until_connected(self, since=0):
        """Wait for a connection made at or after position `since`.

        For long: pusher-js tries a server that is away after 15, 45 and 105 s.
        """
        return self._process.wait_for(
            lambda line: line.get('state') == 'connected', 'connected', 60.0, since)

    def events(self, event):
        """The data of every such event so far, in the order of arrival."""
        return [line.get('data') for line in self._process.lines if line.get('event') == event]

    def wait_for_event(self, event, channel=None, data=None, since=0, seconds=15.0):
        """Wait for an event; with `data`, for the one that carries just that."""
        return self._process.wait_for(
            lambda line: line.get('event') == event and line.get('channel') == channel
            and (data is None or line.get('data') == data),
            f'{event} on {channel}', seconds, since)

    def join(self, channel):
        """Subscribe to a channel; the members there are, by id, on a presence channel."""
        position = self._process.position
        self._process.send({'join': channel})
        answers = ('pusher:subscription_succeeded', 'pusher:subscription_error')
        line = self._process.wait_for(
            lambda line: line.get('channel') == channel and line.get('event') in answers,
            f'joined {channel}', since=position)
        if line['event'] == 'pusher:subscription_error':
            raise SubscriptionRefusedError(channel, line['data'])
        return (line.get('data') or {}).get('members')

    def leave(self, channel):
        """Unsubscribe from a channel."""
        self._process.send({'leave': channel})

    def sign_in(self):
        """Sign in as the token's user and wait until the server agrees."""
        position = self._process.position
        self._process.send({'signIn': True})
        self._process.wait_for(
            lambda line: line.get('event') == 'pusher:signin_success', 'signed in', since=position)

    def trigger(self, channel, event, data):
        """Send a client event to the other members of a channel."""
        position = self._process.position
        self._process.send({'trigger': {'channel': channel, 'event': event, 'data': data}})
        line = self._process.wait_for(
            lambda line: line.get('triggered') == event, f'{event} triggered', since=position)
        if line['sent'] is not True:
            raise AssertionError(f'{event} could not be sent: {self._process.describe()}')

    def stop(self):
        """Disconnect and end the process."""
        self._process.stop()
