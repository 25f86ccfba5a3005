/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-portals.h"

#include "bus-fixture.h"
#include "fake-portal.h"

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  FakePortal *fake;
  TbPortals *portals;
  guint n_changes;
} Fixture;

static void
on_changed (TbPortals *portals, gpointer user_data)
{
  ((Fixture *) user_data)->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->fake = fake_portal_new (fixture->bus);
}

static void
start (Fixture *fixture)
{
  fixture->portals = tb_portals_new (fixture->connection);
  g_signal_connect (fixture->portals, "changed", G_CALLBACK (on_changed), fixture);
  g_assert_false (tb_portals_get_known (fixture->portals));
  WAIT_UNTIL (fixture->n_changes == 1);
  g_assert_true (tb_portals_get_known (fixture->portals));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->portals);
  fake_portal_free (fixture->fake);
  bus_fixture_settle (fixture->connection);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
}

static void
test_tells_what_the_desktop_has (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) options = NULL;

  fake_portal_add (fixture->fake, "Notification", 2);
  fake_portal_set_property (fixture->fake, "Notification", "SupportedOptions",
                            g_variant_new_parsed ("{'category': <['im.received']>}"));
  fake_portal_add (fixture->fake, "OpenURI", 4);
  fake_portal_add (fixture->fake, "Secret", 1);
  fake_portal_appear (fixture->fake);
  start (fixture);

  g_assert_cmpuint (tb_portals_get_version (fixture->portals, TB_PORTAL_NOTIFICATION), ==, 2);
  g_assert_cmpuint (tb_portals_get_version (fixture->portals, TB_PORTAL_OPEN_URI), ==, 4);
  g_assert_cmpuint (tb_portals_get_version (fixture->portals, TB_PORTAL_SECRET), ==, 1);
  g_assert_cmpuint (tb_portals_get_version (fixture->portals, TB_PORTAL_BACKGROUND), ==, 0);
  options = tb_portals_dup_property (fixture->portals, TB_PORTAL_NOTIFICATION, "SupportedOptions",
                                     G_VARIANT_TYPE_VARDICT);
  g_assert_true (g_variant_lookup (options, "category", "as", NULL));
  g_assert_null (tb_portals_dup_property (fixture->portals, TB_PORTAL_BACKGROUND, "version",
                                          G_VARIANT_TYPE_UINT32));
}

static void
test_explains_each_that_is_missing_in_a_sentence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  start (fixture);
  for (TbPortal portal = 0; portal < TB_N_PORTALS; portal++)
    {
      const char *sentence = tb_portals_explain (fixture->portals, portal);

      g_test_message ("%s: %s", tb_portals_get_label (portal), sentence);
      g_assert_cmpuint (tb_portals_get_version (fixture->portals, portal), ==, 0);
      g_assert_nonnull (strstr (sentence, "portal"));
      g_assert_true (g_hash_table_add (sentences, (gpointer) sentence));
    }
}

static void
test_explains_nothing_that_is_there (Fixture *fixture, gconstpointer data)
{
  for (TbPortal portal = 0; portal < TB_N_PORTALS; portal++)
    fake_portal_add (fixture->fake, strrchr (tb_portals_get_interface (portal), '.') + 1, 1);
  fake_portal_appear (fixture->fake);
  start (fixture);

  for (TbPortal portal = 0; portal < TB_N_PORTALS; portal++)
    g_assert_null (tb_portals_explain (fixture->portals, portal));
}

static void
test_asks_again_when_they_are_started_anew (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  g_assert_cmpuint (tb_portals_get_version (fixture->portals, TB_PORTAL_BACKGROUND), ==, 0);

  fake_portal_add (fixture->fake, "Background", 1);
  fake_portal_appear (fixture->fake);
  WAIT_UNTIL (fixture->n_changes == 2);
  g_assert_cmpuint (tb_portals_get_version (fixture->portals, TB_PORTAL_BACKGROUND), ==, 1);

  /* What is gone for a moment is not missing. */
  fake_portal_vanish (fixture->fake);
  bus_fixture_settle (fixture->connection);
  g_assert_cmpuint (tb_portals_get_version (fixture->portals, TB_PORTAL_BACKGROUND), ==, 1);
  g_assert_cmpuint (fixture->n_changes, ==, 2);

  fake_portal_set_property (fixture->fake, "Background", "version", g_variant_new_uint32 (2));
  fake_portal_appear (fixture->fake);
  WAIT_UNTIL (fixture->n_changes == 3);
  g_assert_cmpuint (tb_portals_get_version (fixture->portals, TB_PORTAL_BACKGROUND), ==, 2);
}

static void
test_may_be_dropped_before_they_answer (Fixture *fixture, gconstpointer data)
{
  fake_portal_appear (fixture->fake);
  fixture->portals = tb_portals_new (fixture->connection);
  g_assert_finalize_object (g_steal_pointer (&fixture->portals));
  bus_fixture_settle (fixture->connection);
  fixture->portals = tb_portals_new (fixture->connection);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/desktop/portals/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("present", test_tells_what_the_desktop_has);
  ADD ("missing", test_explains_each_that_is_missing_in_a_sentence);
  ADD ("all-present", test_explains_nothing_that_is_there);
  ADD ("restart", test_asks_again_when_they_are_started_anew);
  ADD ("dropped", test_may_be_dropped_before_they_answer);
#undef ADD

  return g_test_run ();
}
