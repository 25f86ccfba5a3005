# SPDX-License-Identifier: GPL-3.0-or-later
"""Passes TCP connections on to a server, until it is told to pass nothing on any more."""

import select
import socket
import threading


class TcpForwarder:
    """Accepts on LISTENERS, sockets that listen already, and connects to (HOST, PORT)."""

    def __init__(self, listeners, host, port):
        self._target = (host, port)
        self._listeners = list(listeners)
        self._peers = {}
        self._holding = False
        self._ended = False
        # Written to whenever the thread has to look at what was changed.
        self._waker, self._wakes = socket.socketpair()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def hold(self):
        """From now on nothing is read, and nobody is told."""
        self._holding = True
        self._waker.send(b"!")

    def release(self):
        self._holding = False
        self._waker.send(b"!")

    def stop(self):
        self._ended = True
        self._waker.send(b"!")
        self._thread.join()

    def _run(self):
        while not self._ended:
            watched = [self._wakes]
            if not self._holding:
                watched += [*self._listeners, *self._peers]
            for ready in select.select(watched, [], [])[0]:
                if ready is self._wakes:
                    ready.recv(1)
                    break  # What else was ready may not be read any more.
                if ready in self._listeners:
                    self._accept(ready)
                elif ready in self._peers:
                    self._pass_on(ready)
        for ended in (*self._listeners, *self._peers, self._waker, self._wakes):
            ended.close()

    def _accept(self, listener):
        client = listener.accept()[0]
        try:
            server = socket.create_connection(self._target)
        except OSError:
            client.close()
            return
        self._peers[client] = server
        self._peers[server] = client

    def _pass_on(self, source):
        """What is on the way here is far less than a socket takes without waiting."""
        try:
            content = source.recv(65536)
            if content:
                self._peers[source].sendall(content)
                return
        except OSError:
            pass
        for ended in (self._peers[source], source):
            del self._peers[ended]
            ended.close()


def listen(address, port=0):
    """A socket that listens at (ADDRESS, PORT), a free port unless told which."""
    return socket.create_server((address, port), backlog=16)
