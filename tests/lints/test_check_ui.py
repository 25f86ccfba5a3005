# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-ui allows and refuses."""

import check_test_case
import tap_runner


class CheckUiTest(check_test_case.CheckTestCase):
    check = "check-ui"

    def list_files(self, path, *names):
        self.write(path, "<gresources><gresource>",
                   *(f"<file>{name}</file>" for name in names), "</gresource></gresources>")

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_listed_files_pass(self):
        self.write("src/ui/tb-row.ui", "<interface/>")
        self.write("src/ui/tb-window.ui", "<interface/>")
        self.list_files("src/ui/ui.gresource.xml", "tb-row.ui", "style.css")
        self.list_files("data/data.gresource.xml", "../src/ui/tb-window.ui")
        self.assert_passes()

    def test_a_file_that_is_not_listed_fails(self):
        self.write("src/ui/tb-row.ui", "<interface/>")
        self.write("src/ui/tb-window.ui", "<interface/>")
        self.list_files("src/ui/ui.gresource.xml", "tb-row.ui")
        self.assert_fails("src/ui/tb-window.ui:1: no .gresource.xml lists")

    def test_a_listed_file_that_does_not_exist_fails(self):
        self.list_files("src/ui/ui.gresource.xml", "tb-row.ui")
        self.assert_fails("src/ui/ui.gresource.xml:1: tb-row.ui")

    def test_broken_xml_fails(self):
        self.write("src/ui/tb-row.ui", "<interface>", "<object>", "</interface>")
        self.list_files("src/ui/ui.gresource.xml", "tb-row.ui")
        self.assert_fails("src/ui/tb-row.ui:3: this is not well-formed")

    def test_what_is_no_interface_fails(self):
        self.write("src/ui/tb-row.ui", "<object/>")
        self.list_files("src/ui/ui.gresource.xml", "tb-row.ui")
        self.assert_fails("src/ui/tb-row.ui:1: the outermost element is <object>")


if __name__ == "__main__":
    tap_runner.main(__name__)
