#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory the program takes while it waits, with notifications in its inbox or none.

    idle_memory.py [--notifications N] [--rounds N]

TRAYBELL is the built program, TRAYBELL_DEV_SERVER the built server, and GSETTINGS_SCHEMA_DIR the
folder with the compiled schemas; `meson devenv` sets none of them, so:

    TRAYBELL=_build/src/app/traybell TRAYBELL_DEV_SERVER=_build/tests/server/traybell-dev-server \\
        GSETTINGS_SCHEMA_DIR=_build/data tests/bench/idle_memory.py --notifications 10000
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.request

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / 'interop'))

from private_profile import PrivateProfile  # noqa: E402
from traybell_process import TraybellProcess  # noqa: E402

CHANNEL = 'private-user-user_456'
BATCH = 1000
# Longer than it takes the program to give back what a flood took.
SETTLE_SECONDS = 12
FIELDS = ('Rss', 'Pss', 'Private_Dirty')


def post(server, verb, **parameters):
    """Sends one of the server's control verbs; its answer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(f'{server["url"]}/control/{verb}',
                                     data=json.dumps(parameters).encode())
    with opener.open(request, timeout=60) as answer:
        return json.loads(answer.read() or b'{}')


def measure(pid):
    """What the kernel counts for the process, in kB by name."""
    values = {}
    for line in pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines():
        name, _, rest = line.partition(':')
        if name in FIELDS:
            values[name] = int(rest.split()[0])
    return values


def describe(what, values):
    print(f'{what:<44}' + '  '.join(f'{name} {values[name]:>6} kB' for name in FIELDS), flush=True)


def fill(server, traybell, count):
    """Sends `count` notifications of usual length and waits until all have come."""
    sent = 0
    while sent < count:
        times = min(BATCH, count - sent)
        post(server, 'publish', channel=CHANNEL, event='notification', times=times,
             data={'title': 'New order received',
                   'body': 'Order 123 of ACME Corporation waits for your approval. ' * 2,
                   'url': '/orders/123', 'type': 'order'})
        sent += times
        traybell.wait_for_account(lambda account: account['unread'] >= sent,
                                  f'{sent} notifications', 60)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--notifications', type=int, default=0)
    parser.add_argument('--rounds', type=int, default=3)
    arguments = parser.parse_args()

    with PrivateProfile() as profile:
        with subprocess.Popen([os.environ['TRAYBELL_DEV_SERVER']], stdout=subprocess.PIPE,
                              stdin=subprocess.DEVNULL) as process:
            try:
                run(profile, json.loads(process.stdout.readline()), arguments)
            finally:
                process.terminate()


def run(profile, server, arguments):
    traybell = TraybellProcess(os.environ['TRAYBELL'], profile.environment, profile.directory)
    if arguments.notifications > 0:
        subprocess.run(['gsettings', 'set', 'com.nebutra.Traybell', 'history-count', '20000'],
                       env=profile.environment, check=True)
    traybell.add_account('--key', server['key'], '--host', '127.0.0.1', '--port',
                         str(server['port']), '--no-tls', '--auth-endpoint',
                         server['url'] + '/api/pusher/auth', '--user-id', 'user_456',
                         token='alice-token')
    for number in range(arguments.rounds):
        traybell.start()
        traybell.wait_until_subscribed(CHANNEL)
        time.sleep(SETTLE_SECONDS)
        describe(f'start {number + 1}', measure(traybell.process_id))
        if number == 0 and arguments.notifications > 0:
            fill(server, traybell, arguments.notifications)
            time.sleep(SETTLE_SECONDS)
            describe(f'after {arguments.notifications} notifications came',
                     measure(traybell.process_id))
        traybell.stop()


if __name__ == '__main__':
    main()
