# SPDX-License-Identifier: GPL-3.0-or-later
"""An application's back end that publishes with the real Pusher server SDK."""

from line_process import LineProcess


class Publisher:
    """One publish.js process; each method returns when the server has taken the event."""

    def __init__(self, node, soketi, log_directory):
        self._process = LineProcess(
            'publish', node.command('publish.js', soketi.configuration),
            node.environment, log_directory)

    def request(self, request):
        """Send one request of publish.js and return its answer, whatever it says."""
        position = self._process.position
        self._process.send(request)
        return self._process.wait_for(lambda line: True, f'answer to {request}', since=position)

    def _publish(self, request):
        answer = self.request(request)
        if answer.get('ok') is not True:
            raise AssertionError(f'{request} was answered with {answer}')

    def trigger(self, channels, event, data):
        """Publish one event on a channel, or on each channel of a list."""
        if isinstance(channels, str):
            channels = [channels]
        self._publish({'trigger': {'channels': channels, 'event': event, 'data': data}})

    def trigger_batch(self, batch):
        """Publish up to 10 (channel, event, data) in one request."""
        self._publish({'triggerBatch': [{'channel': channel, 'name': event, 'data': data}
                                        for channel, event, data in batch]})

    def send_to_user(self, user_id, event, data):
        """Publish to whoever signed in as `user_id`."""
        self._publish({'sendToUser': {'userId': user_id, 'event': event, 'data': data}})

    def stop(self):
        """End the process."""
        self._process.stop()
