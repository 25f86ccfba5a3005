/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-initials.h"

static void
expect (const char *name, const char *initials)
{
  g_autofree char *result = tb_initials_from_name (name);

  g_assert_cmpstr (result, ==, initials);
}

static void
test_initials_are_of_first_and_last_word (void)
{
  expect ("Alice Smith", "AS");
  expect ("John Ronald Reuel Tolkien", "JT");
  expect ("bob", "B");
  expect ("  padded   name ", "PN");
}

static void
test_initials_are_letters_of_any_script (void)
{
  expect ("Žofie Nováková", "ŽN");
  expect ("ليلى حداد", "لح");
  expect ("李雷", "李");
  expect ("ǆemal", "ǅ");
  expect ("4th Floor", "4F");
}

static void
test_initials_of_an_address_are_of_the_person (void)
{
  expect ("carol@example.com", "C");
  expect ("@carol", "C");
}

static void
test_initials_skip_what_is_no_letter (void)
{
  expect ("<b>Markup</b> & Co", "BC");
  expect ("(Bob) \"K\"", "BK");
  expect ("🎉", "?");
  expect ("", "?");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/initials/are-of-first-and-last-word",
                   test_initials_are_of_first_and_last_word);
  g_test_add_func ("/initials/are-letters-of-any-script", test_initials_are_letters_of_any_script);
  g_test_add_func ("/initials/of-an-address-are-of-the-person",
                   test_initials_of_an_address_are_of_the_person);
  g_test_add_func ("/initials/skip-what-is-no-letter", test_initials_skip_what_is_no_letter);

  return g_test_run ();
}
