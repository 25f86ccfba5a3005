/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-background-portal.h"

#include "bus-fixture.h"
#include "desktop/tb-portal-request.h"
#include "fake-portal.h"

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  FakePortal *fake;
  TbPortals *portals;
  TbBackgroundPortal *background;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->fake = fake_portal_new (fixture->bus);
}

/* With the portal in this version; 0 is none. */
static void
start (Fixture *fixture, guint version)
{
  if (version > 0)
    {
      fake_portal_add (fixture->fake, "Background", version);
      fake_portal_appear (fixture->fake);
    }
  fixture->portals = tb_portals_new (fixture->connection);
  fixture->background = tb_background_portal_new (fixture->connection, fixture->portals);
  WAIT_UNTIL (tb_portals_get_known (fixture->portals));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->background);
  g_assert_finalize_object (fixture->portals);
  fake_portal_free (fixture->fake);
  bus_fixture_settle (fixture->connection);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
request (
    Fixture *fixture, gboolean wanted, gboolean *background, gboolean *autostart, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean answered;

  tb_background_portal_request_async (fixture->background, wanted, NULL, on_answered, &result);
  WAIT_UNTIL (result != NULL);
  answered = tb_background_portal_request_finish (fixture->background, result, background,
                                                  autostart, error);
  g_clear_object (&result);
  bus_fixture_settle (fixture->connection);
  return answered;
}

static void
set_answer (Fixture *fixture, const char *results)
{
  fixture->fake->results = g_variant_ref_sink (g_variant_new_parsed (results));
}

static char *
dup_status (Fixture *fixture)
{
  g_autoptr (GVariant) options = fake_portal_dup_options (fixture->fake, "SetStatus");
  char *message = NULL;

  g_assert_true (g_variant_lookup (options, "message", "s", &message));
  return message;
}

static void
test_always_says_whether_to_start_at_login (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean background = FALSE;
  gboolean autostart = FALSE;

  start (fixture, 1);
  set_answer (fixture, "{'background': <true>, 'autostart': <true>}");
  for (gboolean wanted = FALSE; wanted <= TRUE; wanted++)
    {
      g_autoptr (GVariant) options = NULL;
      g_auto (GStrv) command_line = NULL;
      g_autofree char *joined = NULL;
      const char *reason = NULL;
      gboolean value;

      g_assert_true (request (fixture, wanted, &background, &autostart, &error));
      g_assert_no_error (error);
      g_assert_true (background);
      g_assert_true (autostart);

      options = fake_portal_dup_options (fixture->fake, "RequestBackground");
      g_assert_true (g_variant_lookup (options, "autostart", "b", &value));
      g_assert_cmpint (value, ==, wanted);
      g_assert_true (g_variant_lookup (options, "dbus-activatable", "b", &value));
      g_assert_false (value);
      g_assert_true (g_variant_lookup (options, "commandline", "^as", &command_line));
      joined = g_strjoinv (" ", command_line);
      g_assert_cmpstr (joined, ==, "traybell --background");
      g_assert_true (g_variant_lookup (options, "reason", "&s", &reason));
      g_assert_cmpstr (reason, !=, "");
    }
}

static void
test_believes_the_answer_and_not_the_wish (Fixture *fixture, gconstpointer data)
{
  gboolean background = TRUE;
  gboolean autostart = TRUE;

  start (fixture, 1);
  set_answer (fixture, "{'background': <true>, 'autostart': <false>}");
  g_assert_true (request (fixture, TRUE, &background, &autostart, NULL));
  g_assert_true (background);
  g_assert_false (autostart);

  /* An answer that says nothing is a no. */
  g_clear_pointer (&fixture->fake->results, g_variant_unref);
  g_assert_true (request (fixture, TRUE, &background, &autostart, NULL));
  g_assert_false (background);
  g_assert_false (autostart);
}

static void
test_a_missing_portal_is_said_in_a_sentence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  start (fixture, 0);
  g_assert_false (request (fixture, TRUE, NULL, NULL, &error));
  g_assert_error (error, TB_PORTAL_ERROR, TB_PORTAL_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "flatpak run"));
}

static void
test_a_desktop_that_has_others_may_lack_this_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_portal_add (fixture->fake, "Notification", 1);
  fake_portal_appear (fixture->fake);
  start (fixture, 0);
  g_assert_false (request (fixture, TRUE, NULL, NULL, &error));
  g_assert_error (error, TB_PORTAL_ERROR, TB_PORTAL_ERROR_MISSING);
}

static void
test_a_refusal_is_told_from_a_missing_portal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) dismissed = NULL;
  g_autoptr (GError) failed = NULL;

  start (fixture, 1);
  fixture->fake->response = 1;
  g_assert_false (request (fixture, TRUE, NULL, NULL, &dismissed));
  g_assert_error (dismissed, TB_PORTAL_ERROR, TB_PORTAL_ERROR_DISMISSED);

  fixture->fake->fails = TRUE;
  g_assert_false (request (fixture, TRUE, NULL, NULL, &failed));
  g_assert_error (failed, TB_PORTAL_ERROR, TB_PORTAL_ERROR_FAILED);
  g_assert_cmpstr (failed->message, ==, "Not here");
}

static void
test_tells_a_status_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *status = NULL;

  start (fixture, 2);
  tb_background_portal_set_status (fixture->background, "Connected");
  tb_background_portal_set_status (fixture->background, "Connected");
  WAIT_UNTIL (fake_portal_count (fixture->fake, "SetStatus") == 1);
  bus_fixture_settle (fixture->connection);
  g_assert_cmpuint (fake_portal_count (fixture->fake, "SetStatus"), ==, 1);
  status = dup_status (fixture);
  g_assert_cmpstr (status, ==, "Connected");
}

static void
test_a_burst_of_statuses_becomes_the_last (Fixture *fixture, gconstpointer data)
{
  g_autofree char *status = NULL;

  start (fixture, 2);
  fixture->fake->keeps_silent = TRUE;
  for (guint i = 0; i <= 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      tb_background_portal_set_status (fixture->background, text);
    }
  WAIT_UNTIL (fixture->fake->unanswered->len == 1);
  fixture->fake->keeps_silent = FALSE;
  fake_portal_answer (fixture->fake);
  WAIT_UNTIL (fake_portal_count (fixture->fake, "SetStatus") == 2);
  status = dup_status (fixture);
  g_assert_cmpstr (status, ==, "100");
}

static void
test_the_first_version_is_told_no_status (Fixture *fixture, gconstpointer data)
{
  start (fixture, 1);
  tb_background_portal_set_status (fixture->background, "Connected");
  bus_fixture_settle (fixture->connection);
  g_assert_cmpuint (fake_portal_count (fixture->fake, "SetStatus"), ==, 0);
}

static void
test_tells_a_portal_that_was_started_anew (Fixture *fixture, gconstpointer data)
{
  start (fixture, 2);
  tb_background_portal_set_status (fixture->background, "Connected");
  WAIT_UNTIL (fake_portal_count (fixture->fake, "SetStatus") == 1);
  fake_portal_vanish (fixture->fake);
  fake_portal_appear (fixture->fake);
  WAIT_UNTIL (fake_portal_count (fixture->fake, "SetStatus") == 2);
}

static void
test_a_status_is_cut_to_what_the_portal_takes (void)
{
  g_autofree char *short_one = tb_background_portal_fit_status ("Connected · 3 unread");
  g_autofree char *lines = tb_background_portal_fit_status ("  One\nTwo\tThree\r\n");
  GString *text = g_string_new ("");
  g_autofree char *longest = NULL;
  g_autofree char *cut = NULL;

  for (guint i = 0; i < TB_BACKGROUND_PORTAL_STATUS_MAXIMUM; i++)
    g_string_append (text, "世");
  longest = tb_background_portal_fit_status (text->str);
  g_string_append (text, "界");
  cut = tb_background_portal_fit_status (text->str);

  g_assert_cmpstr (short_one, ==, "Connected · 3 unread");
  g_assert_cmpstr (lines, ==, "One Two Three");
  g_assert_true (g_str_has_suffix (longest, "世"));
  g_assert_cmpint (g_utf8_strlen (longest, -1), ==, TB_BACKGROUND_PORTAL_STATUS_MAXIMUM);
  g_assert_true (g_str_has_suffix (cut, "世…"));
  g_assert_cmpint (g_utf8_strlen (cut, -1), ==, TB_BACKGROUND_PORTAL_STATUS_MAXIMUM);
  g_string_free (text, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desktop/background-portal/fitting",
                   test_a_status_is_cut_to_what_the_portal_takes);
#define ADD(path, function)                                                                        \
  g_test_add ("/desktop/background-portal/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("explicit-autostart", test_always_says_whether_to_start_at_login);
  ADD ("answer", test_believes_the_answer_and_not_the_wish);
  ADD ("no-portals", test_a_missing_portal_is_said_in_a_sentence);
  ADD ("missing", test_a_desktop_that_has_others_may_lack_this_one);
  ADD ("refusal", test_a_refusal_is_told_from_a_missing_portal);
  ADD ("status", test_tells_a_status_once);
  ADD ("burst", test_a_burst_of_statuses_becomes_the_last);
  ADD ("first-version", test_the_first_version_is_told_no_status);
  ADD ("restart", test_tells_a_portal_that_was_started_anew);
#undef ADD

  return g_test_run ();
}
