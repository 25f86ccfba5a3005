# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-spdx allows and refuses."""

import check_test_case
import tap_runner

TAG = "SPDX-License-" + "Identifier:"
GPL = f"{TAG} GPL-3.0-or-later"
LGPL = f"{TAG} LGPL-2.1-or-later"


class CheckSpdxTest(check_test_case.CheckTestCase):
    check = "check-spdx"

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_every_kind_of_file_passes_with_the_licence_first(self):
        self.write("meson.build", f"# {GPL}")
        self.write("src/pusher/pusher-client.c", f"/* {LGPL} */", "int i;")
        self.write("src/ui/tb-window.c", f"/* {GPL} */")
        self.write("src/ui/tb-window.ui", '<?xml version="1.0"?>', f"<!-- {GPL} -->",
                   "<interface/>")
        self.write("tests/interop/publish.js", f"// {GPL}")
        self.write("build-aux/run", "#!/bin/sh", f"# {GPL}")
        self.write("data/x.metainfo.xml.in", '<?xml version="1.0"?>', f"<!-- {TAG} CC0-1.0 -->")
        self.write("README.md", "No licence here")
        self.assert_passes()

    def test_a_file_without_licence_fails(self):
        self.write("build-aux/run", "#!/bin/sh", "true")
        self.write("data/x.desktop.in", "[Desktop Entry]")
        self.write("meson_options.txt", "option('fuzz', type: 'boolean')")
        self.write("src/ui/style.css", "window {}")
        self.write("src/ui/tb-window.h")
        self.assert_fails("build-aux/run:2", "data/x.desktop.in:1", "meson_options.txt:1",
                          "src/ui/style.css:1", "src/ui/tb-window.h:1")

    def test_a_licence_that_is_not_first_fails(self):
        self.write("src/ui/tb-window.c", "", f"/* {GPL} */")
        self.assert_fails("src/ui/tb-window.c:2: move the licence up to line 1")

    def test_the_protocol_library_is_lgpl_and_nothing_else_is(self):
        self.write("src/pusher/pusher-client.c", f"/* {GPL} */")
        self.write("tests/pusher/test-client.c", f"/* {LGPL} */")
        self.assert_fails("src/pusher/pusher-client.c:1", "tests/pusher/test-client.c:1")


if __name__ == "__main__":
    tap_runner.main(__name__)
