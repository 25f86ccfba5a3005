# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-translations allows, refuses and writes."""

import check_test_case
import tap_runner

TEMPLATE = "po/traybell.pot"
HEADER = ('msgid ""', 'msgstr ""', '"Language: de\\n"', '"MIME-Version: 1.0\\n"',
          '"Content-Type: text/plain; charset=UTF-8\\n"', '"Content-Transfer-Encoding: 8bit\\n"',
          '"Project-Id-Version: Traybell\\n"', '"PO-Revision-Date: 2026-01-01 00:00+0000\\n"',
          '"Last-Translator: Somebody <somebody@example.com>\\n"',
          '"Language-Team: German\\n"', '"Plural-Forms: nplurals=2; plural=n != 1;\\n"', "")
OPEN = ('msgid "Open"', 'msgstr "Öffnen"', "")
LEFT = ('msgid "%u left"', 'msgid_plural "%u are left"', 'msgstr[0] "%u übrig"',
        'msgstr[1] "%u sind übrig"', "")


class CheckTranslationsTest(check_test_case.CheckTestCase):
    check = "check-translations"

    def setUp(self):
        super().setUp()
        options = (check_test_case.BUILD_AUX.parent / "po/XGETTEXT_OPTIONS").read_text("utf-8")
        self.write("po/XGETTEXT_OPTIONS", *options.splitlines())
        self.write("po/LINGUAS")
        self.write("po/POTFILES", "src/a.c")
        self.write("src/a.c", 'puts (_ ("Open"));',
                   'g_strdup_printf (ngettext ("%u left", "%u are left", n), n);')

    def write_template(self):
        self.assertEqual(self.run_check("--write"), (0, ""))

    def write_german(self, *lines):
        self.write("po/LINGUAS", "de")
        self.write("po/de.po", *HEADER, *lines)

    def test_what_it_writes_passes(self):
        self.write_template()
        text = (self.root / TEMPLATE).read_text(encoding="utf-8")
        self.assertIn('\nmsgid "Open"\n', text)
        self.assertIn('\nmsgid_plural "%u are left"\n', text)
        self.assert_passes()

    def test_a_missing_template_fails(self):
        self.assert_fails(f"{TEMPLATE}:1")

    def test_a_template_without_a_text_of_the_sources_fails(self):
        self.write_template()
        self.write("src/a.c", 'puts (_ ("Close"));')
        self.assert_fails(f"{TEMPLATE}:1: it is not what the sources say")

    def test_a_text_that_moves_within_its_file_passes(self):
        self.write_template()
        text = (self.root / "src/a.c").read_text(encoding="utf-8")
        self.write("src/a.c", "", "int i;", *text.splitlines())
        self.assert_passes()

    def test_a_template_that_is_right_is_not_written(self):
        self.write_template()
        before = (self.root / TEMPLATE).stat()
        self.write_template()
        self.assertEqual((self.root / TEMPLATE).stat().st_mtime_ns, before.st_mtime_ns)

    def test_a_format_that_gettext_cannot_read_fails(self):
        self.write_template()
        self.write("src/a.c", 'g_print (_ ("%" G_GSIZE_FORMAT " bytes"), size);')
        status, output = self.run_check()
        self.assertEqual(status, 1)
        self.assertIn("src/a.c:1: ", output)

    def test_a_complete_language_passes(self):
        self.write_template()
        self.write_german(*OPEN, *LEFT)
        self.assert_passes()

    def test_an_incomplete_language_fails(self):
        self.write_template()
        for lines in ((*OPEN,), ('msgid "Open"', 'msgstr ""', "", *LEFT),
                      ("#, fuzzy", *OPEN, *LEFT)):
            self.write_german(*lines)
            status, output = self.run_check()
            self.assertEqual(status, 1, lines)
            self.assertRegex(output, r"(?m)\Apo/", lines)

    def test_other_arguments_than_those_of_the_text_fail(self):
        self.write_template()
        self.write_german(*OPEN, "#, c-format", LEFT[0], LEFT[1], 'msgstr[0] "%s übrig"', LEFT[3])
        status, output = self.run_check()
        self.assertEqual(status, 1)
        self.assertIn("po/de.po:", output)
        self.assertIn("format", output)

    def test_a_list_without_a_language_or_out_of_order_fails(self):
        self.write_template()
        self.write_german(*OPEN, *LEFT)
        self.write("po/LINGUAS", "# none")
        self.assert_fails("po/de.po:1: the language is not in po/LINGUAS")
        self.write("po/LINGUAS", "fr", "de")
        self.assert_fails("po/LINGUAS:1: there is no po/fr.po", "po/LINGUAS:1: the list is not")

    def test_changes_are_merged_into_the_languages(self):
        self.write_template()
        self.write_german(*OPEN, *LEFT)
        self.write("src/a.c", 'puts (_ ("Open")); puts (_ ("Close"));')
        self.write_template()
        text = (self.root / "po/de.po").read_text(encoding="utf-8")
        self.assertIn('msgid "Open"\nmsgstr "Öffnen"\n', text)
        self.assertIn('msgid "Close"\nmsgstr ""\n', text)


if __name__ == "__main__":
    tap_runner.main(__name__)
