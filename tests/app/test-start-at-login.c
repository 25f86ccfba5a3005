/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-start-at-login.h"

#include <glib/gstdio.h>

#include "bus-fixture.h"
#include "fake-portal.h"

/* The same switch with either behind it. */

typedef struct
{
  GSimpleActionGroup *actions;
  TbStartAtLogin *start_at_login;
  GString *problems;

  /* In a sandbox only. */
  GTestDBus *bus;
  GDBusConnection *connection;
  FakePortal *fake;
  TbPortals *portals;
  TbBackgroundPortal *background;
  TbPortalAutostart *portal;
} Fixture;

static void
on_failed (TbStartAtLogin *start_at_login, const char *problem, gpointer user_data)
{
  g_string_append_printf (user_data, "%s\n", problem);
}

static void
follow (Fixture *fixture, TbPortalAutostart *portal)
{
  fixture->actions = g_simple_action_group_new ();
  fixture->problems = g_string_new ("");
  fixture->start_at_login = tb_start_at_login_new (G_ACTION_MAP (fixture->actions), portal);
  g_signal_connect (fixture->start_at_login, "failed", G_CALLBACK (on_failed), fixture->problems);
}

static void
unfollow (Fixture *fixture)
{
  g_assert_finalize_object (fixture->start_at_login);
  g_assert_false (g_action_group_has_action (G_ACTION_GROUP (fixture->actions), "start-at-login"));
  g_assert_finalize_object (fixture->actions);
  g_string_free (fixture->problems, TRUE);
}

static gboolean
is_on (Fixture *fixture)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (fixture->actions), "start-at-login");

  return g_variant_get_boolean (state);
}

static gboolean
can_be_moved (Fixture *fixture)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->actions), "start-at-login");
}

static void
move (Fixture *fixture, gboolean on)
{
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->actions), "start-at-login",
                                      g_variant_new_boolean (on));
}

static void
test_outside_a_sandbox_it_is_the_entry (Fixture *fixture, gconstpointer data)
{
  g_autofree char *entry = g_build_filename (g_get_user_config_dir (), "autostart",
                                             "com.nebutra.Traybell.desktop", NULL);

  follow (fixture, NULL);
  g_assert_true (can_be_moved (fixture));
  g_assert_false (is_on (fixture));
  move (fixture, TRUE);
  g_assert_true (is_on (fixture));
  g_assert_true (g_file_test (entry, G_FILE_TEST_EXISTS));
  move (fixture, FALSE);
  g_assert_false (is_on (fixture));
  g_assert_false (g_file_test (entry, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (fixture->problems->str, ==, "");
  unfollow (fixture);
}

static void
test_outside_a_sandbox_a_failure_is_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);

  /* A file where the folder is to be: this fails for everybody. */
  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  follow (fixture, NULL);
  move (fixture, TRUE);
  g_assert_false (is_on (fixture));
  g_assert_nonnull (strstr (fixture->problems->str, "cannot be changed"));
  unfollow (fixture);
  g_unlink (folder);
}

static void
set_up_sandbox (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->fake = fake_portal_new (fixture->bus);
}

static void
start_in_sandbox (Fixture *fixture)
{
  fixture->portals = tb_portals_new (fixture->connection);
  fixture->background = tb_background_portal_new (fixture->connection, fixture->portals);
  fixture->portal = tb_portal_autostart_new (fixture->background, fixture->portals, FALSE);
  follow (fixture, fixture->portal);
}

static void
tear_down_sandbox (Fixture *fixture, gconstpointer data)
{
  unfollow (fixture);
  g_assert_finalize_object (fixture->portal);
  bus_fixture_settle (fixture->connection);
  g_assert_finalize_object (fixture->background);
  g_assert_finalize_object (fixture->portals);
  fake_portal_free (fixture->fake);
  bus_fixture_settle (fixture->connection);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
}

static void
answer (Fixture *fixture, gboolean autostart)
{
  g_clear_pointer (&fixture->fake->results, g_variant_unref);
  fixture->fake->results = g_variant_ref_sink (
      g_variant_new_parsed ("{'background': <true>, 'autostart': <%b>}", autostart));
}

static void
test_in_a_sandbox_it_is_the_portals_answer (Fixture *fixture, gconstpointer data)
{
  fake_portal_add (fixture->fake, "Background", 1);
  fake_portal_appear (fixture->fake);
  answer (fixture, FALSE);
  start_in_sandbox (fixture);
  WAIT_UNTIL (tb_portal_autostart_get_answered (fixture->portal));
  g_assert_true (can_be_moved (fixture));

  answer (fixture, TRUE);
  move (fixture, TRUE);
  g_assert_false (is_on (fixture));
  WAIT_UNTIL (is_on (fixture));
  g_assert_cmpstr (fixture->problems->str, ==, "");

  answer (fixture, FALSE);
  move (fixture, TRUE);
  WAIT_UNTIL (!is_on (fixture));
  g_assert_nonnull (strstr (fixture->problems->str, "desktop does not let"));
  g_assert_nonnull (tb_start_at_login_get_explanation (fixture->start_at_login));
}

static void
test_in_a_sandbox_without_the_portal_it_cannot_be_moved (Fixture *fixture, gconstpointer data)
{
  start_in_sandbox (fixture);
  WAIT_UNTIL (!can_be_moved (fixture));
  g_assert_false (is_on (fixture));
  g_assert_nonnull (
      strstr (tb_start_at_login_get_explanation (fixture->start_at_login), "flatpak run"));
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("traybell-start-XXXXXX", NULL);
  g_autofree char *autostart = g_build_filename (folder, "autostart", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/start-at-login/entry", Fixture, NULL, NULL, test_outside_a_sandbox_it_is_the_entry,
              NULL);
  g_test_add ("/start-at-login/entry/failure", Fixture, NULL, NULL,
              test_outside_a_sandbox_a_failure_is_told, NULL);
  g_test_add ("/start-at-login/portal", Fixture, NULL, set_up_sandbox,
              test_in_a_sandbox_it_is_the_portals_answer, tear_down_sandbox);
  g_test_add ("/start-at-login/portal/missing", Fixture, NULL, set_up_sandbox,
              test_in_a_sandbox_without_the_portal_it_cannot_be_moved, tear_down_sandbox);

  status = g_test_run ();
  g_rmdir (autostart);
  g_rmdir (folder);
  return status;
}
