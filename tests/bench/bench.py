# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measurements of one run share."""

import contextlib
import sys
import tempfile
import time

import peers
import places  # noqa: F401 (the paths of what follows)
from node_packages import NodePackages
from rest_publisher import RestPublisher
from soketi import Soketi


class Bench:
    """Servers that are started when they are first needed, and how much is to be measured.

    scale: 1 for all of it, less for a quick look
    """

    def __init__(self, scale=1.0):
        self.scale = scale
        self.directory = tempfile.mkdtemp(prefix='traybell-bench-')
        self._cleanups = contextlib.ExitStack()
        self._node = None
        self._soketi = None
        self._publisher = None

    def count(self, full, least=1):
        """So many, or fewer in a quick look."""
        return max(least, int(full * self.scale))

    @property
    def node(self):
        """The Node packages."""
        if self._node is None:
            self._node = NodePackages.from_environment()
        return self._node

    @property
    def soketi(self):
        """The one server of this run."""
        if self._soketi is None:
            # Nobody here has an account with the application.
            self._soketi = Soketi(self.node.directory, self.directory, sign_in=False)
            self._soketi.start()
            self._cleanups.callback(self._soketi.kill)
        return self._soketi

    @property
    def publisher(self):
        """Publishes to it."""
        if self._publisher is None:
            self._publisher = RestPublisher(self.soketi)
            self._cleanups.callback(self._publisher.close)
        return self._publisher

    @property
    def browser(self):
        """The path of a Chromium, or None."""
        return peers.find_browser()

    def start_node(self, *channels):
        """pusher-js on Node, subscribed."""
        return peers.PusherJsNode(self.node, self.soketi, channels, self.directory)

    def start_tab(self, *channels):
        """pusher-js in a browser, subscribed."""
        return peers.PusherJsTab(self.browser, self.node, self.soketi, channels)

    def start_receiver(self, channel):
        """The room pusher alone, subscribed."""
        return peers.EventReceiver(self.soketi, channel, self.directory)

    def start_sink(self, channel):
        """libsoup alone, subscribed."""
        return peers.WebsocketSink(self.soketi, channel, self.directory)

    @staticmethod
    def say(text):
        """What is going on, for whoever waits."""
        print(f'{time.strftime("%H:%M:%S")} {text}', file=sys.stderr, flush=True)

    def close(self):
        """End what was started."""
        self._cleanups.close()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()
