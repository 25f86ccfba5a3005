# SPDX-License-Identifier: GPL-3.0-or-later
"""The server of the tests and the demonstration, and what can be asked of it while it runs."""

import json
import os
import ssl
import subprocess
import time
import urllib.request

from owned_processes import TIMEOUT, DesktopTimeout

USER_CHANNEL = "private-user-user_456"
TENANT_CHANNEL = "private-tenant-org_123"
ROOM_CHANNEL = "presence-room-doc_789"
TOKEN = "alice-token"
"""What proves to the server who Alice is; she is user_456 and belongs to org_123."""

_TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class DevServer:
    """The control interface of a server that PROCESS, an OwnedProcess, is running."""

    def __init__(self, process):
        self.process = process
        ready = self._wait_until_ready()
        self.url = ready["url"]
        self.port = ready["port"]
        self.key = ready["key"]
        # Whatever proxy this machine is set up with knows nothing of its loopback, and whose
        # certificate the server shows is the program's business.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=ssl._create_unverified_context()),
        )

    @property
    def auth_endpoint(self):
        return f"{self.url}/api/pusher/auth"

    def account_options(self, *further, host="127.0.0.1"):
        """What `traybell account add` is to be told for Alice's account here.

        HOST is a name by which the server can be reached.
        """
        encrypted = self.url.startswith("https:")
        url = self.url.replace("127.0.0.1", host)
        return [
            *("--name", "Demo", "--key", self.key),
            *("--host", host, "--port", str(self.port), *(() if encrypted else ("--no-tls",))),
            *("--auth-endpoint", f"{url}/api/pusher/auth", "--web-url", url),
            *("--user-id", "user_456", "--tenant-id", "org_123", "--room", "doc_789"),
            *further,
        ]

    def control(self, verb, **parameters):
        """POST /control/VERB, as `traybell-dev-server --help` lists them; the answer."""
        return self._ask(verb, json.dumps(parameters).encode())

    def state(self):
        return self._ask("state")

    def auth_requests(self):
        return self._ask("auth-requests")["requests"]

    def avatar_requests(self):
        """Requests for people's pictures, oldest first, with their headers."""
        return self._ask("avatar-requests")["requests"]

    def inbox(self):
        """Alice's list of notifications, and all requests for anybody's."""
        return self._ask("inbox")

    def publish(self, event, data, channel=USER_CHANNEL):
        """Sends EVENT with DATA to CHANNEL; how many connections it reached."""
        return self.control("publish", channel=channel, event=event, data=data)["delivered"]

    def join(self, user_id, name, action="join", avatar=None):
        """Lets somebody enter the room, with a picture at the address AVATAR, or leave it again."""
        self.control(
            "member",
            channel=ROOM_CHANNEL,
            userId=user_id,
            userInfo={"name": name, **({"avatar": avatar} if avatar else {})},
            action=action,
        )

    def wait(self, timeout=TIMEOUT, **conditions):
        """Waits until all CONDITIONS hold, which --help lists as well."""
        self.control("wait", timeout=int(timeout * 1000), **conditions)

    def wait_until_subscribed(self, timeout=TIMEOUT):
        """Waits until Alice's account is in all of its channels."""
        for channel in (USER_CHANNEL, TENANT_CHANNEL, ROOM_CHANNEL):
            self.wait(timeout, subscribed=channel)

    def _ask(self, verb, body=None):
        request = urllib.request.Request(
            f"{self.url}/control/{verb}", data=body, headers={"Content-Type": "application/json"}
        )
        with self._opener.open(request, timeout=TIMEOUT + 5) as answer:
            return json.loads(answer.read() or b"{}")

    def _wait_until_ready(self):
        """The one line of JSON that the server prints once it listens."""
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline and self.process.running:
            line, newline, _ = self.process.output().partition("\n")
            if newline:
                return json.loads(line)
            time.sleep(0.02)
        raise DesktopTimeout(f"the server did not start:\n{self.process.output()}")


def make_certificates(folder):
    """Authorities and certificates in FOLDER, which tests/server/make-certificates describes."""
    os.makedirs(folder, exist_ok=True)
    subprocess.run(
        [os.path.join(_TESTS, "server", "make-certificates"), folder], check=True, timeout=TIMEOUT
    )
    return folder
