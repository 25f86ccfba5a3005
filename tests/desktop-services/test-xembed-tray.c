/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-xembed-tray.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/xcb.h>

#include "bus-fixture.h"

/* On a display in memory. */

/* A tray manager: a window that owns the selection. */
typedef struct
{
  xcb_connection_t *connection;
  xcb_window_t root;
  xcb_window_t window;
} FakeManager;

static xcb_atom_t
get_atom (FakeManager *manager, const char *name)
{
  xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply (
      manager->connection,
      xcb_intern_atom (manager->connection, FALSE, (guint16) strlen (name), name), NULL);
  xcb_atom_t atom = reply->atom;

  free (reply);
  return atom;
}

static FakeManager *
fake_manager_new (void)
{
  FakeManager *manager = g_new0 (FakeManager, 1);
  int screen;

  manager->connection = xcb_connect (NULL, &screen);
  g_assert_cmpint (xcb_connection_has_error (manager->connection), ==, 0);
  manager->root = xcb_setup_roots_iterator (xcb_get_setup (manager->connection)).data->root;

  return manager;
}

static void
fake_manager_free (FakeManager *manager)
{
  xcb_disconnect (manager->connection);
  g_free (manager);
}

static void
fake_manager_appear (FakeManager *manager)
{
  xcb_client_message_event_t event = {
    .response_type = XCB_CLIENT_MESSAGE,
    .format = 32,
    .window = manager->root,
    .type = get_atom (manager, "MANAGER"),
  };

  manager->window = xcb_generate_id (manager->connection);
  xcb_create_window (manager->connection, XCB_COPY_FROM_PARENT, manager->window, manager->root, 0,
                     0, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, NULL);
  event.data.data32[1] = get_atom (manager, "_NET_SYSTEM_TRAY_S0");
  event.data.data32[2] = manager->window;
  xcb_set_selection_owner (manager->connection, manager->window, event.data.data32[1],
                           XCB_CURRENT_TIME);
  xcb_send_event (manager->connection, FALSE, manager->root, XCB_EVENT_MASK_STRUCTURE_NOTIFY,
                  (const char *) &event);
  xcb_flush (manager->connection);
}

static void
fake_manager_vanish (FakeManager *manager)
{
  xcb_destroy_window (manager->connection, manager->window);
  xcb_flush (manager->connection);
}

/* Everything that was sent is done. */
static void
fake_manager_sync (FakeManager *manager)
{
  get_atom (manager, "ANYTHING");
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The thread has a reference of its own, and nothing wakes us when it drops that. */
static void
wait_for_thread (TbXembedTray *tray)
{
  guint tick = g_timeout_add (10, on_tick, NULL);

  WAIT_UNTIL (G_OBJECT (tray)->ref_count == 1);
  g_source_remove (tick);
}

static void
on_present_changed (guint *n_changes)
{
  ++*n_changes;
}

static void
test_finds_one_that_is_there (void)
{
  FakeManager *manager = fake_manager_new ();
  TbXembedTray *tray;

  fake_manager_appear (manager);
  fake_manager_sync (manager);
  tray = tb_xembed_tray_new ();
  g_assert_false (tb_xembed_tray_get_present (tray));
  WAIT_UNTIL (tb_xembed_tray_get_present (tray));

  wait_for_thread (tray);
  g_assert_finalize_object (tray);
  fake_manager_free (manager);
}

static void
test_follows_one_that_comes_and_goes (void)
{
  FakeManager *manager = fake_manager_new ();
  TbXembedTray *tray = tb_xembed_tray_new ();
  guint n_changes = 0;

  g_signal_connect_swapped (tray, "notify::present", G_CALLBACK (on_present_changed), &n_changes);
  for (guint i = 1; i <= 10; i++)
    {
      fake_manager_appear (manager);
      WAIT_UNTIL (tb_xembed_tray_get_present (tray));
      fake_manager_vanish (manager);
      WAIT_UNTIL (!tb_xembed_tray_get_present (tray));
      g_assert_cmpuint (n_changes, ==, 2 * i);
    }

  wait_for_thread (tray);
  g_assert_finalize_object (tray);
  fake_manager_free (manager);
}

static void
test_one_takes_the_place_of_another (void)
{
  FakeManager *first = fake_manager_new ();
  FakeManager *second = fake_manager_new ();
  TbXembedTray *tray = tb_xembed_tray_new ();
  guint n_changes = 0;

  g_signal_connect_swapped (tray, "notify::present", G_CALLBACK (on_present_changed), &n_changes);
  fake_manager_appear (first);
  WAIT_UNTIL (tb_xembed_tray_get_present (tray));
  fake_manager_appear (second);
  fake_manager_sync (second);
  fake_manager_vanish (first);
  fake_manager_vanish (second);
  WAIT_UNTIL (!tb_xembed_tray_get_present (tray));
  g_assert_cmpuint (n_changes, ==, 2);

  wait_for_thread (tray);
  g_assert_finalize_object (tray);
  fake_manager_free (first);
  fake_manager_free (second);
}

static void
test_a_tray_that_crashes_is_gone (void)
{
  FakeManager *manager = fake_manager_new ();
  TbXembedTray *tray = tb_xembed_tray_new ();

  fake_manager_appear (manager);
  WAIT_UNTIL (tb_xembed_tray_get_present (tray));
  fake_manager_free (manager);
  WAIT_UNTIL (!tb_xembed_tray_get_present (tray));

  wait_for_thread (tray);
  g_assert_finalize_object (tray);
}

static void
test_may_be_dropped_before_the_display_answers (void)
{
  TbXembedTray *tray = tb_xembed_tray_new ();

  g_object_run_dispose (G_OBJECT (tray));
  wait_for_thread (tray);
  g_assert_finalize_object (tray);
}

static void
test_without_a_display_there_is_none (void)
{
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  TbXembedTray *tray;

  g_setenv ("DISPLAY", ":nonsense", TRUE);
  tray = tb_xembed_tray_new ();
  wait_for_thread (tray);
  g_assert_false (tb_xembed_tray_get_present (tray));
  g_setenv ("DISPLAY", display, TRUE);

  g_assert_finalize_object (tray);
}

static void
test_is_looked_for_on_x_only (void)
{
  g_assert_true (tb_xembed_tray_is_possible (":0", NULL));
  g_assert_true (tb_xembed_tray_is_possible (":0", ""));
  g_assert_false (tb_xembed_tray_is_possible (":0", "wayland-0"));
  g_assert_false (tb_xembed_tray_is_possible (NULL, NULL));
  g_assert_false (tb_xembed_tray_is_possible ("", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desktop/xembed-tray/present", test_finds_one_that_is_there);
  g_test_add_func ("/desktop/xembed-tray/coming-and-going", test_follows_one_that_comes_and_goes);
  g_test_add_func ("/desktop/xembed-tray/replaced", test_one_takes_the_place_of_another);
  g_test_add_func ("/desktop/xembed-tray/crashed", test_a_tray_that_crashes_is_gone);
  g_test_add_func ("/desktop/xembed-tray/dropped", test_may_be_dropped_before_the_display_answers);
  g_test_add_func ("/desktop/xembed-tray/no-display", test_without_a_display_there_is_none);
  g_test_add_func ("/desktop/xembed-tray/x-only", test_is_looked_for_on_x_only);

  return g_test_run ();
}
