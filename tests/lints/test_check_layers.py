# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-layers allows and refuses."""

import check_test_case
import tap_runner


class CheckLayersTest(check_test_case.CheckTestCase):
    check = "check-layers"

    def include(self, path, *headers):
        self.write(path, *(f"#include {header}" for header in headers))

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_the_arrows_of_the_house_pass(self):
        self.include("src/app/tb-alerts.c", '"ui/tb-window.h"', '"desktop/tb-tray.h"',
                     '"account/tb-session.h"', '"inbox/tb-inbox.h"', '"pusher/pusher-client.h"')
        self.include("src/ui/tb-window.c", "<gtk/gtk.h>", '"account/tb-session.h"',
                     '"inbox/tb-inbox.h"', '"pusher/pusher-client.h"')
        self.include("src/account/tb-session.c", '"desktop/tb-keyring.h"', '"inbox/tb-inbox.h"',
                     '"pusher/pusher-client.h"', '"tb-version.h"', "<libsoup/soup.h>")
        self.include("src/desktop/tb-keyring.c", "<libsecret/secret.h>", '"desktop/tb-keyring.h"')
        self.include("src/launch/tb-launcher.c", '"desktop/tb-tray.h"', '"launch/tb-program.h"',
                     '"tb-version.h"', "<gio/gio.h>", "<glib/gi18n.h>", "<signal.h>")
        self.include("src/desktop/tb-tray.c", '"desktop/tb-tray-menu.h"', "<gio/gio.h>")
        self.assert_passes()

    def test_an_arrow_that_points_up_fails(self):
        self.include("src/inbox/tb-inbox.c", "<glib.h>", '"account/tb-session.h"')
        self.include("src/account/tb-session.c", '"ui/tb-window.h"')
        self.include("src/ui/tb-window.c", '"app/tb-application.h"')
        self.assert_fails("src/account/tb-session.c:1: account must not",
                          "src/inbox/tb-inbox.c:2: inbox must not",
                          "src/ui/tb-window.c:1: ui must not")

    def test_rooms_side_by_side_do_not_see_each_other(self):
        self.include("src/desktop/tb-tray.c", '"inbox/tb-inbox.h"')
        self.include("src/inbox/tb-inbox.c", '"pusher/pusher-event.h"')
        self.include("src/pusher/pusher-client.c", '"desktop/tb-tray.h"')
        self.include("src/ui/tb-window.c", '"desktop/tb-tray.h"')
        self.assert_fails("src/desktop/tb-tray.c:1", "src/inbox/tb-inbox.c:1",
                          "src/pusher/pusher-client.c:1", "src/ui/tb-window.c:1")

    def test_an_account_sees_the_keyring_and_nothing_else_of_the_desktop(self):
        self.include("src/account/tb-session.c", '"desktop/tb-keyring.h"', '"desktop/tb-tray.h"')
        self.assert_fails("src/account/tb-session.c:2")

    def test_a_library_in_the_wrong_room_fails(self):
        self.include("src/app/tb-alerts.c", "<gtk/gtk.h>")
        self.include("src/desktop/tb-opener.c", "<libsoup/soup.h>")
        self.include("src/inbox/tb-inbox.h", "<sqlite3.h>")
        self.include("src/ui/tb-window.c", "<libsecret/secret.h>")
        self.assert_fails("src/app/tb-alerts.c:1: <gtk/gtk.h>", "src/desktop/tb-opener.c:1",
                          "src/inbox/tb-inbox.h:1", "src/ui/tb-window.c:1")

    def test_a_second_file_that_includes_libnotify_fails(self):
        self.include("src/desktop/tb-libnotify-notifier.c", "<libnotify/notify.h>")
        self.include("src/desktop/tb-libnotify-worker.c", "<libnotify/notify.h>")
        self.assert_fails("src/desktop/tb-libnotify-worker.c:1")

    def test_what_makes_the_executable_heavy_fails(self):
        self.include("src/launch/tb-launcher.c", '"inbox/tb-inbox.h"', "<sqlite3.h>", "<curl/curl.h>")
        self.include("src/desktop/tb-tray.c", '"desktop/tb-keyring.h"', "<json-glib/json-glib.h>")
        self.include("src/desktop/tb-opener.c", "<json-glib/json-glib.h>")
        self.assert_fails('src/desktop/tb-tray.c:1: "desktop/tb-keyring.h" is not in the executable',
                          "src/desktop/tb-tray.c:2: <json-glib/json-glib.h>",
                          "src/launch/tb-launcher.c:1: launch must not",
                          "src/launch/tb-launcher.c:2", "src/launch/tb-launcher.c:3: <curl/curl.h>")

    def test_a_header_without_its_room_fails(self):
        self.include("src/ui/tb-window.c", '"tb-window.h"', '"../inbox/tb-inbox.h"',
                     "<inbox/tb-inbox.h>")
        self.assert_fails("src/ui/tb-window.c:1", "src/ui/tb-window.c:2", "src/ui/tb-window.c:3")

    def test_a_file_in_no_room_fails(self):
        self.include("src/main.c", "<glib.h>")
        self.include("src/cellar/tb-wine.c", "<glib.h>")
        self.assert_fails("src/cellar/tb-wine.c:1", "src/main.c:1")

    def test_an_include_in_a_comment_does_not_count(self):
        self.write("src/inbox/tb-inbox.c", "/*", '#include "ui/tb-window.h"', "*/")
        self.assert_passes()


if __name__ == "__main__":
    tap_runner.main(__name__)
