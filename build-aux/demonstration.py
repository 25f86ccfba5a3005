# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration behind build-aux/demo: a server, an account, notifications, people.

On the desktop it runs in until Ctrl-C, or with --shots on a desktop without a screen, where it
clicks what a user would click, writes pictures, and checks that the right page was opened.
"""

import argparse
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile

_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(_ROOT, "tests", "desktop"))

from dev_server import ROOM_CHANNEL, TOKEN, DevServer  # noqa: E402
from owned_processes import DesktopTimeout, OwnedProcess  # noqa: E402

_APPLICATION = "com.nebutra.Traybell"
_STATUS_SECONDS = 10

_MESSAGE = {
    "id": "demo-1",
    "title": "Bob Kern wrote to you",
    "body": "The figures for Thursday are in the shared document.",
}
_ORDER = {
    "id": "demo-2",
    "title": "New order received",
    "message": "Order 123 is waiting for you. Click to open it.",
    "orderId": "123",
    "url": "/orders/123",
}
_URGENT = {
    "id": "demo-3",
    "title": "The payment service is down",
    "body": "Orders cannot be paid since 09:41.",
}


def _add_account_command(program, server):
    return [program, "account", "add", *server.account_options(), "--token-stdin"]


def _require_success(process):
    status = process.wait()
    if status != 0:
        raise DesktopTimeout(f"{process.name} ended with status {status}:\n{process.output()}")


def run_without_screen(arguments):
    """The whole demonstration on a desktop of its own; pictures go to arguments.shots."""
    from headless_desktop import HeadlessDesktop

    os.makedirs(arguments.shots, exist_ok=True)
    program = os.path.join(arguments.prefix, "bin", "traybell")
    pictures = []

    share = os.path.join(arguments.prefix, "share")
    with HeadlessDesktop(data_directories=[share], look=arguments.look) as desktop:

        def take_picture(name):
            pictures.append(os.path.join(arguments.shots, f"{len(pictures) + 1}-{name}.png"))
            desktop.wait_until_still()
            desktop.screenshot(pictures[-1])

        desktop.paint_background("#3d5a80", "#98c1d9")
        server = DevServer(desktop.start([arguments.server], name="server"))
        _require_success(
            desktop.start(_add_account_command(program, server), standard_input=TOKEN.encode())
        )
        traybell = desktop.start([program, "--background"], name="traybell")
        desktop.wait_for_tray_item(lambda item: item.id == _APPLICATION)
        server.wait_until_subscribed()
        print("Traybell is in the tray and connected.")

        server.publish("notification", _ORDER)
        order = desktop.wait_for_notification(lambda n: n.summary == _ORDER["title"])
        desktop.wait_for_window("^Dunst$")
        take_picture("notification")
        desktop.click_notification(order)
        page = f"{server.url}/orders/123"
        desktop.wait_for_opened(page)
        print(f"A click on the notification opened {page}")

        server.join("user_789", "Bob Kern")
        server.join("user_790", "Carla Ortiz", avatar="/avatars/carla.png")
        server.publish("notification", _MESSAGE)
        server.publish("notification:urgent", _URGENT)
        desktop.wait_for_notification(lambda n: n.summary == _MESSAGE["title"])
        desktop.wait_for_notification(
            lambda n: n.summary == _URGENT["title"] and n.urgency == "critical"
        )
        desktop.wait_until(
            lambda: desktop.displayed_notifications() == 2, "both notifications on the screen"
        )
        take_picture("urgent")

        desktop.click_rectangle(desktop.tray_icon_rectangle())
        desktop.wait_until(lambda: desktop.windows_of(traybell.pid), "a window of Traybell")
        desktop.wait_for_text(traybell.pid, _MESSAGE["title"])
        server.publish("typing:start", {"userId": "user_789"}, ROOM_CHANNEL)
        desktop.wait_for_text(traybell.pid, "typing")
        server.wait(avatarRequests=1)
        take_picture("popover")
        print("A click on the icon in the tray opened the inbox.")
        if not traybell.running:
            raise DesktopTimeout(f"Traybell ended:\n{traybell.output()}")

    for picture in pictures:
        print(picture)


def run_on_this_desktop(arguments):
    """The demonstration where the user can see it, until Ctrl-C."""
    if _is_running_already():
        raise DesktopTimeout("Traybell is running already. Please quit it, then start the demo.")
    program = os.path.join(arguments.prefix, "bin", "traybell")
    profile = tempfile.mkdtemp(prefix="traybell-demo-")
    environment = _private_environment(arguments.prefix, profile)
    processes = []

    def start(name, command, standard_input=None):
        processes.append(
            OwnedProcess(
                name,
                command,
                environment,
                os.path.join(profile, f"{name}.log"),
                standard_input=standard_input,
            )
        )
        return processes[-1]

    try:
        server = DevServer(start("server", [arguments.server]))
        _require_success(start("account", _add_account_command(program, server), TOKEN.encode()))
        traybell = start("traybell", [program])
        server.wait_until_subscribed()
        server.join("user_789", "Bob Kern")
        server.join("user_790", "Carla Ortiz", avatar="/avatars/carla.png")
        server.publish("notification", _MESSAGE)
        server.publish("notification", _ORDER)
        server.publish("notification:urgent", _URGENT)
        print("Three notifications are on their way.")
        print(_describe_tray(program, environment))
        print(f"Send more from {server.url}/ and press Ctrl-C to end.", flush=True)
        status = traybell.process.wait()
        if status != 0:
            raise DesktopTimeout(f"Traybell ended with {status}:\n{traybell.output()}")
    except KeyboardInterrupt:
        print()
    finally:
        for process in reversed(processes):
            process.stop()
        shutil.rmtree(profile, ignore_errors=True)


def _describe_tray(program, environment):
    answer = subprocess.run(
        [program, "status", "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        timeout=_STATUS_SECONDS,
    )
    if json.loads(answer.stdout)["tray"] == "registered":
        return "The icon is in the tray: click it for the window."
    return "This desktop shows no tray, so the window is the whole of it."


def _is_running_already():
    # A second start would only wake up the first, with the user's own accounts.
    answer = subprocess.run(
        ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus"]
        + ["--object-path", "/org/freedesktop/DBus"]
        + ["--method", "org.freedesktop.DBus.NameHasOwner", _APPLICATION],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        text=True,
    )
    return "true" in answer.stdout


def _private_environment(prefix, profile):
    own_config = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    own_data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    folders = {}
    for variable, name in (
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ):
        folders[variable] = os.path.join(profile, name)
        os.makedirs(folders[variable])
    # The user's own browser is still the one that opens the links.
    browsers = os.path.join(own_config, "mimeapps.list")
    if os.path.exists(browsers):
        shutil.copy(browsers, folders["XDG_CONFIG_HOME"])
    programs = os.path.join(own_data, "applications")
    if os.path.isdir(programs):
        os.symlink(programs, os.path.join(folders["XDG_DATA_HOME"], "applications"))

    environment = dict(os.environ)
    environment.update(folders)
    data_directories = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    environment.update(
        {
            "XDG_DATA_DIRS": f"{os.path.join(prefix, 'share')}:{data_directories}",
            "GSETTINGS_BACKEND": "keyfile",
            "SECRET_BACKEND": "file",
            "SECRET_FILE_TEST_PATH": os.path.join(profile, "keyring"),
            "SECRET_FILE_TEST_PASSWORD": secrets.token_hex(16),
        }
    )
    return environment


def _on_terminated(number, frame):
    # Ended from outside as with Ctrl-C: what was started here ends as well.
    raise KeyboardInterrupt


def main():
    parser = argparse.ArgumentParser(description="Shows Traybell at work.")
    parser.add_argument("--prefix", required=True, help="where Traybell is installed")
    parser.add_argument("--server", required=True, help="the server program")
    parser.add_argument("--shots", help="run without a screen and write pictures to this folder")
    parser.add_argument(
        "--look", choices=("light", "dark"), default="light", help="of the desktop without a screen"
    )
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _on_terminated)
    for program in (arguments.server, os.path.join(arguments.prefix, "bin", "traybell")):
        if not os.access(program, os.X_OK):
            print(f"{program} was not built", file=sys.stderr)
            return 1
    try:
        if arguments.shots:
            run_without_screen(arguments)
        else:
            run_on_this_desktop(arguments)
    except DesktopTimeout as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
