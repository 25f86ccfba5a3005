# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-potfiles allows, refuses and writes."""

import check_test_case
import tap_runner


class CheckPotfilesTest(check_test_case.CheckTestCase):
    check = "check-potfiles"

    def test_an_empty_list_passes_if_nothing_is_translated(self):
        self.write("po/POTFILES")
        self.write("src/ui/tb-plain.c", 'static const char *text = "_(not a call)";',
                   '/* _("nor this") */', "#define _(text) gettext (text)",
                   "int underscored_ (void);")
        self.write("src/ui/tb-plain.ui", "<interface/>")
        self.write("tests/ui/test-text.c", '_ ("in a test")')
        self.assert_passes()

    def test_a_missing_list_fails(self):
        self.assert_fails("po/POTFILES:1")

    def test_every_way_to_mark_text_must_be_listed(self):
        self.write("po/POTFILES")
        self.write("data/x.desktop.in")
        self.write("data/x.metainfo.xml.in")
        self.write("src/a/context.c", 'C_ ("context", "text")')
        self.write("src/a/label.ui", '<property name="label" translatable="yes">Text</property>')
        self.write("src/a/later.c", 'N_("text")')
        self.write("src/a/now.c", '_ ("text")')
        self.write("src/a/number.c", 'g_dngettext (NULL, "one", "many", n)')
        self.write("src/a/plural.c", 'ngettext ("one", "many", n)')
        status, output = self.run_check()
        self.assertEqual(status, 1)
        self.assertEqual([line.split()[1] for line in output.splitlines()[:-1]],
                         ["data/x.desktop.in", "data/x.metainfo.xml.in", "src/a/context.c",
                          "src/a/label.ui", "src/a/later.c", "src/a/now.c", "src/a/number.c",
                          "src/a/plural.c"])

    def test_what_does_not_belong_in_the_list_fails(self):
        self.write("src/a.c", '_ ("text")')
        self.write("src/b.c", "int i;")
        self.write("po/POTFILES", "src/a.c", "src/a.c", "src/b.c", "src/gone.c")
        self.assert_fails("po/POTFILES:2: src/a.c is listed twice", "po/POTFILES:3: src/b.c",
                          "po/POTFILES:4: src/gone.c")

    def test_an_unsorted_list_fails(self):
        self.write("src/a.c", '_ ("text")')
        self.write("src/b.c", '_ ("text")')
        self.write("po/POTFILES", "src/b.c", "src/a.c")
        self.assert_fails("po/POTFILES:1: the list is not sorted")

    def test_what_it_writes_passes(self):
        self.write("src/b.c", '_ ("text")')
        self.write("src/a.c", '_ ("text")')
        self.write("po/POTFILES", "src/gone.c")
        self.assertEqual(self.run_check("--write"), (0, ""))
        lines = (self.root / "po/POTFILES").read_text(encoding="utf-8").splitlines()
        self.assertEqual(lines[1:], ["src/a.c", "src/b.c"])
        self.assert_passes()


if __name__ == "__main__":
    tap_runner.main(__name__)
