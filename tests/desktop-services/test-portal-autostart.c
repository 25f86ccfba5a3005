/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-portal-autostart.h"

#include "bus-fixture.h"
#include "fake-portal.h"

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  FakePortal *fake;
  TbPortals *portals;
  TbBackgroundPortal *background;
  TbPortalAutostart *autostart;
  guint n_notified;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->fake = fake_portal_new (fixture->bus);
}

static void
set_answer (Fixture *fixture, gboolean background, gboolean autostart)
{
  g_clear_pointer (&fixture->fake->results, g_variant_unref);
  fixture->fake->results = g_variant_ref_sink (
      g_variant_new_parsed ("{'background': <%b>, 'autostart': <%b>}", background, autostart));
}

static void
on_enabled_changed (Fixture *fixture)
{
  fixture->n_notified++;
}

static void
start (Fixture *fixture, gboolean enabled)
{
  fixture->portals = tb_portals_new (fixture->connection);
  fixture->background = tb_background_portal_new (fixture->connection, fixture->portals);
  fixture->autostart = tb_portal_autostart_new (fixture->background, fixture->portals, enabled);
  g_signal_connect_swapped (fixture->autostart, "notify::enabled", G_CALLBACK (on_enabled_changed),
                            fixture);
}

static void
start_with_portal (Fixture *fixture, gboolean enabled)
{
  fake_portal_add (fixture->fake, "Background", 1);
  fake_portal_appear (fixture->fake);
  start (fixture, enabled);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->autostart);
  bus_fixture_settle (fixture->connection);
  g_assert_finalize_object (fixture->background);
  g_assert_finalize_object (fixture->portals);
  fake_portal_free (fixture->fake);
  bus_fixture_settle (fixture->connection);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
}

/* What the desktop was asked for last. */
static gboolean
get_asked (Fixture *fixture)
{
  g_autoptr (GVariant) options = fake_portal_dup_options (fixture->fake, "RequestBackground");
  gboolean autostart;

  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart));
  return autostart;
}

static void
test_asks_at_the_start_for_what_was_before (Fixture *fixture, gconstpointer data)
{
  set_answer (fixture, TRUE, TRUE);
  start_with_portal (fixture, TRUE);
  g_assert_true (tb_portal_autostart_get_enabled (fixture->autostart));
  g_assert_false (tb_portal_autostart_get_answered (fixture->autostart));
  WAIT_UNTIL (tb_portal_autostart_get_answered (fixture->autostart));

  g_assert_true (get_asked (fixture));
  g_assert_true (tb_portal_autostart_get_enabled (fixture->autostart));
  g_assert_true (tb_portal_autostart_get_available (fixture->autostart));
  g_assert_null (tb_portal_autostart_get_explanation (fixture->autostart));
  g_assert_cmpuint (fixture->n_notified, ==, 0);
}

static void
test_the_answer_is_the_truth (Fixture *fixture, gconstpointer data)
{
  /* The user has forbidden it in the desktop's settings since. */
  set_answer (fixture, TRUE, FALSE);
  start_with_portal (fixture, TRUE);
  WAIT_UNTIL (tb_portal_autostart_get_answered (fixture->autostart));
  g_assert_false (tb_portal_autostart_get_enabled (fixture->autostart));
  g_assert_nonnull (strstr (tb_portal_autostart_get_explanation (fixture->autostart), "login"));
  g_assert_cmpuint (fixture->n_notified, ==, 1);
}

static void
test_says_if_it_may_not_run_in_the_background (Fixture *fixture, gconstpointer data)
{
  set_answer (fixture, FALSE, FALSE);
  start_with_portal (fixture, FALSE);
  WAIT_UNTIL (tb_portal_autostart_get_answered (fixture->autostart));
  g_assert_nonnull (strstr (tb_portal_autostart_get_explanation (fixture->autostart), "window"));
}

static void
test_is_switched_on_and_off (Fixture *fixture, gconstpointer data)
{
  set_answer (fixture, TRUE, FALSE);
  start_with_portal (fixture, FALSE);
  WAIT_UNTIL (tb_portal_autostart_get_answered (fixture->autostart));
  g_assert_false (get_asked (fixture));

  set_answer (fixture, TRUE, TRUE);
  tb_portal_autostart_set_enabled (fixture->autostart, TRUE);
  g_assert_false (tb_portal_autostart_get_enabled (fixture->autostart));
  WAIT_UNTIL (tb_portal_autostart_get_enabled (fixture->autostart));
  g_assert_true (get_asked (fixture));

  set_answer (fixture, TRUE, FALSE);
  tb_portal_autostart_set_enabled (fixture->autostart, FALSE);
  WAIT_UNTIL (!tb_portal_autostart_get_enabled (fixture->autostart));
  g_assert_false (get_asked (fixture));
  g_assert_null (tb_portal_autostart_get_explanation (fixture->autostart));
}

static void
test_asks_for_the_last_of_several_wishes (Fixture *fixture, gconstpointer data)
{
  set_answer (fixture, TRUE, TRUE);
  start_with_portal (fixture, FALSE);
  WAIT_UNTIL (fake_portal_count (fixture->fake, "RequestBackground") == 1);
  tb_portal_autostart_set_enabled (fixture->autostart, TRUE);
  tb_portal_autostart_set_enabled (fixture->autostart, FALSE);
  tb_portal_autostart_set_enabled (fixture->autostart, TRUE);
  WAIT_UNTIL (tb_portal_autostart_get_answered (fixture->autostart));

  g_assert_cmpuint (fake_portal_count (fixture->fake, "RequestBackground"), ==, 2);
  g_assert_true (get_asked (fixture));
  g_assert_true (tb_portal_autostart_get_enabled (fixture->autostart));
}

static void
test_a_failure_changes_nothing (Fixture *fixture, gconstpointer data)
{
  fake_portal_add (fixture->fake, "Background", 1);
  fixture->fake->response = 1;
  fake_portal_appear (fixture->fake);
  start (fixture, TRUE);
  WAIT_UNTIL (tb_portal_autostart_get_explanation (fixture->autostart) != NULL);
  g_assert_true (tb_portal_autostart_get_enabled (fixture->autostart));
  g_assert_true (tb_portal_autostart_get_available (fixture->autostart));
  g_assert_false (tb_portal_autostart_get_answered (fixture->autostart));
}

static void
test_without_the_portal_it_is_off_until_there_is_one (Fixture *fixture, gconstpointer data)
{
  start (fixture, TRUE);
  WAIT_UNTIL (!tb_portal_autostart_get_available (fixture->autostart));
  g_assert_false (tb_portal_autostart_get_enabled (fixture->autostart));
  g_assert_false (tb_portal_autostart_get_answered (fixture->autostart));
  g_assert_nonnull (strstr (tb_portal_autostart_get_explanation (fixture->autostart), "portal"));

  set_answer (fixture, TRUE, TRUE);
  fake_portal_add (fixture->fake, "Background", 1);
  fake_portal_appear (fixture->fake);
  WAIT_UNTIL (tb_portal_autostart_get_answered (fixture->autostart));
  g_assert_true (tb_portal_autostart_get_available (fixture->autostart));
  g_assert_true (tb_portal_autostart_get_enabled (fixture->autostart));
  g_assert_null (tb_portal_autostart_get_explanation (fixture->autostart));
}

static void
test_may_be_dropped_while_the_user_thinks (Fixture *fixture, gconstpointer data)
{
  fixture->fake->keeps_silent = TRUE;
  start_with_portal (fixture, TRUE);
  WAIT_UNTIL (fake_portal_count (fixture->fake, "RequestBackground") == 1);
  bus_fixture_settle (fixture->connection);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/desktop/portal-autostart/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("start", test_asks_at_the_start_for_what_was_before);
  ADD ("truth", test_the_answer_is_the_truth);
  ADD ("background", test_says_if_it_may_not_run_in_the_background);
  ADD ("switch", test_is_switched_on_and_off);
  ADD ("wishes", test_asks_for_the_last_of_several_wishes);
  ADD ("failure", test_a_failure_changes_nothing);
  ADD ("missing", test_without_the_portal_it_is_off_until_there_is_one);
  ADD ("dropped", test_may_be_dropped_while_the_user_thinks);
#undef ADD

  return g_test_run ();
}
