# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to take pictures of: one function for each window or page.

A function brings its page on the screen and returns what to show of it: a Window, or None for the
whole screen. PAGES has them in the order of the pictures.
"""

from dev_server import ROOM_CHANNEL, TENANT_CHANNEL

_NOTIFICATIONS = [
    ("notification", {"title": "Weekly summary", "body": "12 orders, 3 new customers."}),
    (
        "alert",
        {"title": "Backup finished", "body": "All 214 files of the shared folder are safe."},
    ),
    (
        "notification",
        {"title": "Carla Ortiz shared a report", "body": "Sales by region, third quarter."},
    ),
    (
        "notification",
        {
            "title": "Bob Kern wrote to you",
            "body": "The figures for Thursday are in the shared document. "
            "Could you look at them before noon?",
            "type": "message",
            "url": "/messages/17",
        },
    ),
    (
        "notification",
        {
            "title": "New order received",
            "body": "Order 123 from ACME is waiting for you.",
            "type": "order",
            "orderId": "123",
            "url": "/orders/123",
        },
    ),
    (
        "notification:urgent",
        {
            "title": "The payment service is down",
            "body": "Orders cannot be paid since 09:41.",
            "url": "/status",
        },
    ),
]


_READ = 2
"""How many of them were read already, the oldest."""


def fill(stage):
    """Notifications and people, as nearly every picture has them."""
    for number, (event, data) in enumerate(_NOTIFICATIONS):
        stage.server.publish(event, {"id": f"picture-{number}", **data})
        stage.desktop.wait_until(
            lambda: any(n.id and n.summary == data["title"] for n in stage.desktop.notifications()),
            data["title"],
        )
        if number == _READ - 1:
            stage.activate("mark-all-read")
    for number, name in enumerate(("Bob Kern", "Carla Ortiz", "Dewi Lestari", "Žofie Nováková")):
        stage.server.join(f"user_{789 + number}", name)
    stage.desktop.dismiss_all_notifications()


def notifications(stage):
    """As the desktop shows them."""
    for event, data in _NOTIFICATIONS[-2:]:
        stage.server.publish(event, data)
    stage.desktop.wait_until(
        lambda: stage.desktop.displayed_notifications() == 2, "both on the screen"
    )
    return stage.desktop.wait_for_window("^Dunst$")


def popover(stage):
    stage.desktop.click_rectangle(stage.desktop.tray_icon_rectangle())
    window = stage.wait_for_window("popover")
    stage.server.publish("typing:start", {"userId": "user_789"}, ROOM_CHANNEL)
    stage.wait_for_text("Bob Kern")
    return window


def inbox(stage):
    window = stage.open_main_window("inbox")
    stage.wait_for_text("New order received")
    stage.desktop.press_key("Down")
    return window


def inbox_story(stage):
    window = inbox(stage)
    stage.desktop.press_key("alt+w")
    return window


def inbox_search(stage):
    window = stage.open_main_window("inbox")
    stage.desktop.press_key("ctrl+f")
    stage.desktop.type_text("order")
    return window


def inbox_narrow(stage):
    window = stage.open_main_window("inbox")
    return stage.resize(window, 400, 600)


def inbox_narrow_detail(stage):
    window = stage.open_main_window("inbox")
    window = stage.resize(window, 400, 600)
    stage.desktop.press_key("Down")
    stage.desktop.press_key("Return")
    return window


def people(stage):
    return stage.open_main_window("people")


def status(stage):
    return stage.open_main_window("status")


def status_trouble(stage):
    """The web app refuses the credentials, one channel is denied, and nobody shows notifications."""
    stage.server.control("auth", channel=TENANT_CHANNEL, status=403)
    stage.desktop.stop_notification_server()
    stage.server.control("drop")
    window = stage.open_main_window("status")
    stage.desktop.wait_until(
        lambda: not stage.desktop.accessible(stage.pid).find_text("dunst"), "the server to be gone"
    )
    return window


def _preferences(stage, page):
    """PAGE counts from 0: words differ from language to language."""
    window = stage.open_by_action("show-preferences")
    stage.desktop.wait_until_still()
    stage.choose("radio button", page)
    stage.desktop.wait_until_still()
    return window


def preferences_general(stage):
    return _preferences(stage, 0)


def preferences_notifications(stage):
    return _preferences(stage, 1)


def preferences_quiet(stage):
    window = _preferences(stage, 2)
    stage.choose("push button", -1)
    return window


def preferences_accounts(stage):
    return _preferences(stage, 3)


def preferences_account(stage):
    """What is shown of an account, of which a pattern and a single channel are muted."""
    stage.run(
        "account",
        "edit",
        stage.account_id(),
        "--mute-channel=private-tenant-*",
        f"--mute-channel={ROOM_CHANNEL}",
    )
    window = _preferences(stage, 3)
    stage.choose("toggle button", -1)
    return window


def _setup(stage, way=None):
    """WAY is the number of a button after that for leaving: sign in, import, fill in."""
    window = stage.open_by_action("add-account")
    stage.desktop.wait_until_still()
    if way is not None:
        stage.choose("push button", way)
        stage.desktop.wait_until_still()
    return window


def setup_start(stage):
    return _setup(stage)


def setup_browser(stage):
    return _setup(stage, 1)


def setup_import(stage):
    return _setup(stage, 2)


def setup_form(stage):
    return _setup(stage, 3)


_ADVANCED = 6
"""How many steps back from the first field there are to what few people need."""


def _account_window(stage, action):
    from gi.repository import GLib

    window = stage.open_by_action(action, [GLib.Variant("s", stage.account_id())])
    stage.desktop.wait_until_still()
    return window


def setup_edit(stage):
    return _account_window(stage, "edit-account")


def setup_advanced(stage):
    """What few people need, at the end of the form."""
    window = _account_window(stage, "edit-account")
    stage.desktop.press_key("alt+v")
    stage.desktop.wait_until_still()
    for _ in range(_ADVANCED):
        stage.desktop.press_key("shift+Tab")
    stage.desktop.wait_until_still()
    return window


def setup_check(stage):
    """All that is tried before an account is saved, with one step that failed."""
    stage.server.control("auth", channel=TENANT_CHANNEL, status=403)
    window = _account_window(stage, "edit-account")
    stage.desktop.press_key("Tab")
    stage.desktop.type_text("https://app.example.com/")
    stage.desktop.press_key("Return")
    stage.desktop.wait_for_accessible(stage.pid, "list item")
    return window


def setup_sign_in(stage):
    return _account_window(stage, "sign-in")


def setup_remove(stage):
    return _account_window(stage, "remove-account")


def shortcuts(stage):
    stage.open_main_window("inbox")
    return stage.open_by_action("show-shortcuts")


def about(stage):
    stage.open_main_window("inbox")
    return stage.open_by_action("show-about")


PAGES = {
    "notifications": notifications,
    "popover": popover,
    "inbox": inbox,
    "inbox-story": inbox_story,
    "inbox-search": inbox_search,
    "inbox-narrow": inbox_narrow,
    "inbox-narrow-detail": inbox_narrow_detail,
    "people": people,
    "status": status,
    "status-trouble": status_trouble,
    "preferences-general": preferences_general,
    "preferences-notifications": preferences_notifications,
    "preferences-quiet": preferences_quiet,
    "preferences-accounts": preferences_accounts,
    "preferences-account": preferences_account,
    "setup-start": setup_start,
    "setup-browser": setup_browser,
    "setup-import": setup_import,
    "setup-form": setup_form,
    "setup-edit": setup_edit,
    "setup-advanced": setup_advanced,
    "setup-check": setup_check,
    "setup-sign-in": setup_sign_in,
    "setup-remove": setup_remove,
    "shortcuts": shortcuts,
    "about": about,
}

UNFILLED = ["notifications"]
"""Those that begin with nothing."""

PUBLISHED = ["notifications", "popover", "inbox", "status"]
"""Those in data/screenshots."""
