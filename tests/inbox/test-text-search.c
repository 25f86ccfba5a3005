/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-text-search.h"

static TbNotification *
make (const char *title, const char *body)
{
  const TbNotificationFields fields = {
    .account_id = "a",
    .channel = "private-user-7",
    .event = "order:created",
    .title = title,
    .body = body,
    .category = "Invoices",
    .raw_payload = "{\"hidden\":\"hidden\"}",
  };

  return tb_notification_new (&fields);
}

static gboolean
finds (const char *text, const char *title, const char *body)
{
  g_autoptr (TbNotification) notification = make (title, body);
  g_autoptr (TbTextSearch) search = tb_text_search_new (text);

  return search == NULL || tb_text_search_matches (search, notification);
}

static void
test_every_word_is_looked_for_in_every_text (void)
{
  g_assert_true (finds ("order", "New order", ""));
  g_assert_true (finds ("  acme\torder ", "New order", "from ACME"));
  g_assert_true (finds ("rde", "New order", ""));
  g_assert_true (finds ("private-user-7", "Title", ""));
  g_assert_true (finds ("order:created", "Title", ""));
  g_assert_true (finds ("invoices", "Title", ""));
  g_assert_false (finds ("order missing", "New order", ""));
  g_assert_false (finds ("hidden", "Title", ""));
  /* The end of one text and the start of the next are not one word. */
  g_assert_false (finds ("neworder", "New", "order"));
}

static void
test_case_and_accents_do_not_matter (void)
{
  g_assert_true (finds ("zofie novakova", "Žofie Nováková", ""));
  g_assert_true (finds ("ŽOFIE", "zofie", ""));
  g_assert_true (finds ("strasse", "Große Straße", ""));
  g_assert_true (finds ("STRASSE", "Große Straße", ""));
  g_assert_true (finds ("straße", "GROSSE STRASSE", ""));
  g_assert_true (finds ("lodz", "Łódź", ""));
  g_assert_true (finds ("kobenhavn", "København", ""));
  g_assert_true (finds ("istanbul", "İstanbul", ""));
  g_assert_true (finds ("διος", "ΔΙΌΣ", ""));
  g_assert_true (finds ("ёлка", "Елка", ""));
  g_assert_true (finds ("file", "ﬁle", ""));
  /* Composed or not is the same. */
  g_assert_true (finds ("cafe\xcc\x81", "café", ""));
  /* Vowel points of Arabic and Hebrew. */
  g_assert_true (finds ("مدرسة", "مَدْرَسَة", ""));
  g_assert_true (finds ("שלום", "שָׁלוֹם", ""));
  /* Vowels of Devanagari are letters. */
  g_assert_false (finds ("कि", "कु", ""));
}

static void
test_without_words_there_is_no_search (void)
{
  g_assert_null (tb_text_search_new (NULL));
  g_assert_null (tb_text_search_new (""));
  g_assert_null (tb_text_search_new (" \t\n\xe3\x80\x80"));
  g_assert_null (tb_text_search_new ("\xcc\x81"));
}

/* A person types on while it looks: it must be done before the next letter. */
static void
test_is_quick_on_a_full_history (void)
{
  static const char *const bodies[] = {
    "The figures for Thursday are in the shared document, please look at them before noon.",
    "Die Zahlen für Donnerstag stehen im gemeinsamen Dokument; bitte vor Mittag prüfen!",
    "أرقام يوم الخميس موجودة في المستند المشترك، يرجى الاطلاع عليها قبل الظهر",
  };
  g_autoptr (TbTextSearch) search = tb_text_search_new ("nowhere to be found");
  g_autoptr (GPtrArray) notifications
      = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_notification_unref);
  gint64 start;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_ptr_array_add (notifications, make ("A title of a usual length", bodies[i]));

  start = g_get_monotonic_time ();
  for (guint i = 0; i < 20000; i++)
    g_assert_false (
        tb_text_search_matches (search, g_ptr_array_index (notifications, i % notifications->len)));
  g_test_message ("20,000 notifications in %.1f ms",
                  (double) (g_get_monotonic_time () - start) / 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-search/every-word-is-looked-for-in-every-text",
                   test_every_word_is_looked_for_in_every_text);
  g_test_add_func ("/text-search/case-and-accents-do-not-matter",
                   test_case_and_accents_do_not_matter);
  g_test_add_func ("/text-search/without-words-there-is-no-search",
                   test_without_words_there_is_no_search);
  g_test_add_func ("/text-search/is-quick-on-a-full-history", test_is_quick_on_a_full_history);

  return g_test_run ();
}
