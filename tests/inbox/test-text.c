/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-text.h"

#include <string.h>

#define ENOUGH 1000

static void
check_line (const char *text, guint max_characters, const char *expected)
{
  g_autofree char *line = tb_text_clean_line (text, max_characters);

  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_cmpstr (line, ==, expected);
}

static void
check_body (const char *text, guint max_characters, const char *expected)
{
  g_autofree char *body = tb_text_clean_body (text, max_characters);

  g_assert_true (g_utf8_validate (body, -1, NULL));
  g_assert_cmpstr (body, ==, expected);
}

static void
test_a_line_is_one_line (void)
{
  check_line ("  New\norder\r\n\t received ", ENOUGH, "New order received");
  check_line ("a\xe2\x80\xa8"
              "b\xc2\x85"
              "c\xc2\xa0"
              "d",
              ENOUGH, "a b c d");
  check_line ("", ENOUGH, "");
  check_line (NULL, ENOUGH, "");
  check_line (" \n\t ", ENOUGH, "");
}

static void
test_a_body_keeps_its_lines (void)
{
  check_body ("\n\none\r\ntwo\rthree  \n\n\n\n  - four\n\n", ENOUGH, "one\ntwo\nthree\n\n  - four");
  check_body ("a  b\tc", ENOUGH, "a  b c");
  check_body ("\v\f\n", ENOUGH, "");
  check_body (NULL, ENOUGH, "");
}

static void
test_markup_is_text (void)
{
  check_line ("<b>5 &lt; 6</b> & more", ENOUGH, "<b>5 &lt; 6</b> & more");
  check_body ("<img src=\"http://x/\">\n<a href='y'>", ENOUGH,
              "<img src=\"http://x/\">\n<a href='y'>");
}

static void
test_control_characters_go (void)
{
  check_line ("a\001b\033[31mc\177d\xc2\x9b"
              "e\b",
              ENOUGH, "ab[31mcde");
  check_body ("a\007\nb\033]0;title\007", ENOUGH, "a\nb]0;title");
  /* Byte order mark, noncharacter, interlinear annotation. */
  check_line ("\xef\xbb\xbf"
              "a\xef\xbf\xbf"
              "b\xef\xbf\xb9"
              "c",
              ENOUGH, "abc");
}

static void
test_broken_bytes_become_replacement_characters (void)
{
  check_line ("a\xff"
              "b\xc3",
              ENOUGH,
              "a\xef\xbf\xbd"
              "b\xef\xbf\xbd");
}

static void
test_invisible_text_is_empty (void)
{
  check_line ("\xe2\x80\x8b\xe2\x80\x8d \xe2\x80\x8b", ENOUGH, "");
  check_body ("\xe2\x80\x8b\n\xe2\x80\x8b", ENOUGH, "");
}

static void
test_bidi_overrides_go (void)
{
  /* RLO, closed and not. */
  check_line ("photo_\xe2\x80\xaegpj.exe", ENOUGH, "photo_gpj.exe");
  check_line ("a\xe2\x80\xae"
              "b\xe2\x80\xac"
              "c",
              ENOUGH, "abc");
  /* LRO around a closed embedding: the embedding stays. */
  check_line ("\xe2\x80\xad\xe2\x80\xab"
              "b\xe2\x80\xac"
              "c\xe2\x80\xac",
              ENOUGH,
              "\xe2\x80\xab"
              "b\xe2\x80\xac"
              "c");
}

static void
test_bidi_isolates_stay_when_closed (void)
{
  const char *closed = "\xe2\x81\xa7שלום\xe2\x81\xa9!";

  check_line (closed, ENOUGH, closed);
  check_line ("\xe2\x81\xa7שלום", ENOUGH, "שלום");
  check_line ("a\xe2\x81\xa9\xe2\x80\xac", ENOUGH, "a");
  /* An isolate does not reach into the next line. */
  check_body ("\xe2\x81\xa7"
              "a\nb\xe2\x81\xa9",
              ENOUGH, "a\nb");
  /* One that the cut opened. */
  check_line ("ab\xe2\x81\xa7"
              "cdefgh\xe2\x81\xa9",
              6, "abcd…");
}

static void
test_right_to_left_text_is_untouched (void)
{
  check_line ("مرحبا بالعالم", ENOUGH, "مرحبا بالعالم");
}

static void
test_long_text_ends_in_an_ellipsis (void)
{
  check_line ("abcdef", 6, "abcdef");
  check_line ("abcdefg", 6, "abcde…");
  check_line ("äöüßäöü", 4, "äöü…");
  check_line ("abc def", 5, "abc…");
  check_line ("ab", 1, "…");
}

static void
test_a_cut_splits_no_character (void)
{
  /* e and acute accent. */
  check_line ("abcde\xcc\x81xyz", 6, "abcd…");
  check_line ("abce\xcc\x81xyz", 6, "abce\xcc\x81…");
  /* Family: three people joined. */
  check_line ("a👨‍👩‍👧xyz", 4, "a…");
  /* Thumb and skin tone. */
  check_line ("ab👍🏽xyz", 4, "ab…");
  /* Two flags: the cut may be between them alone. */
  check_line ("a🇩🇪🇫🇷xyz", 5, "a🇩🇪…");
  check_line ("a🇩🇪🇫🇷xyz", 4, "a🇩🇪…");
}

static void
test_a_heap_of_marks_is_cut_all_the_same (void)
{
  g_autoptr (GString) text = g_string_new ("a");
  g_autofree char *line = NULL;

  for (int i = 0; i < 500; i++)
    g_string_append (text, "\xcc\x81");
  line = tb_text_clean_line (text->str, 10);
  g_assert_cmpint (g_utf8_strlen (line, -1), ==, 10);
}

static void
test_a_huge_text_is_quick (void)
{
  g_autofree char *huge = g_strnfill (1000 * 1000, 'x');
  g_autofree char *body = NULL;
  gint64 start = g_get_monotonic_time ();

  body = tb_text_clean_body (huge, 2000);
  g_assert_cmpint (g_utf8_strlen (body, -1), ==, 2000);
  g_assert_true (g_str_has_suffix (body, "x…"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_TIME_SPAN_SECOND);
}

static void
check_bytes (const char *text, gsize max_bytes, const char *expected)
{
  g_autofree char *limited = tb_text_limit_bytes (text, max_bytes);

  g_assert_cmpstr (limited, ==, expected);
}

static void
test_bytes_are_limited_between_characters (void)
{
  check_bytes ("abc", 3, "abc");
  check_bytes ("abcd", 3, "abc");
  check_bytes ("aä", 2, "a");
  check_bytes ("aä", 3, "aä");
  check_bytes ("aäx", 3, "aä");
  check_bytes ("👍👍", 7, "👍");
  check_bytes ("\xff\xff", 3, "\xef\xbf\xbd");
  check_bytes ("x", 0, "");
  check_bytes (NULL, 3, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/a-line-is-one-line", test_a_line_is_one_line);
  g_test_add_func ("/text/a-body-keeps-its-lines", test_a_body_keeps_its_lines);
  g_test_add_func ("/text/markup-is-text", test_markup_is_text);
  g_test_add_func ("/text/control-characters-go", test_control_characters_go);
  g_test_add_func ("/text/broken-bytes-become-replacement-characters",
                   test_broken_bytes_become_replacement_characters);
  g_test_add_func ("/text/invisible-text-is-empty", test_invisible_text_is_empty);
  g_test_add_func ("/text/bidi-overrides-go", test_bidi_overrides_go);
  g_test_add_func ("/text/bidi-isolates-stay-when-closed", test_bidi_isolates_stay_when_closed);
  g_test_add_func ("/text/right-to-left-text-is-untouched", test_right_to_left_text_is_untouched);
  g_test_add_func ("/text/long-text-ends-in-an-ellipsis", test_long_text_ends_in_an_ellipsis);
  g_test_add_func ("/text/a-cut-splits-no-character", test_a_cut_splits_no_character);
  g_test_add_func ("/text/a-heap-of-marks-is-cut-all-the-same",
                   test_a_heap_of_marks_is_cut_all_the_same);
  g_test_add_func ("/text/a-huge-text-is-quick", test_a_huge_text_is_quick);
  g_test_add_func ("/text/bytes-are-limited-between-characters",
                   test_bytes_are_limited_between_characters);

  return g_test_run ();
}
