# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-translations allows and refuses."""

import check_test_case
import tap_runner

_TEMPLATE = ('msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"', '')


class CheckTranslationsTest(check_test_case.CheckTestCase):
    check = "check-translations"

    def write_project(self, source, template, *translation):
        self.write("po/POTFILES", "src/a.c")
        self.write("src/a.c", f'const char *text = _ ("{source}");')
        self.write("po/traybell.pot", *_TEMPLATE, f'msgid "{template}"', 'msgstr ""')
        self.write("po/LINGUAS", "de" if translation else "")
        if translation:
            self.write("po/de.po", *_TEMPLATE, *translation)

    def test_an_empty_tree_passes(self):
        self.assert_passes()

    def test_a_template_with_the_texts_of_the_sources_passes(self):
        self.write_project("One", "One")
        self.assert_passes()

    def test_an_old_template_fails(self):
        self.write_project("One and another", "One")
        self.assert_fails("po/traybell.pot:1: ")

    def test_a_complete_language_passes(self):
        self.write_project("One", "One", 'msgid "One"', 'msgstr "Eins"')
        self.assert_passes()

    def test_a_text_that_is_not_translated_fails(self):
        self.write_project("One", "One", 'msgid "One"', 'msgstr ""')
        self.assert_fails("po/de.po:1: ")

    def test_a_text_that_may_be_wrong_fails(self):
        self.write_project("One", "One", "#, fuzzy", 'msgid "One"', 'msgstr "Zwei"')
        self.assert_fails("po/de.po:1: ")

    def test_a_placeholder_that_is_lost_fails(self):
        self.write_project("One %s", "One %s", "#, c-format", 'msgid "One %s"', 'msgstr "Eins"')
        self.assert_fails("po/de.po:1: ")


if __name__ == "__main__":
    tap_runner.main(__name__)
