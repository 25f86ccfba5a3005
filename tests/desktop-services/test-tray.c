/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-tray.h"

#include "bus-fixture.h"
#include "fake-watcher.h"

#define ITEM "org.kde.StatusNotifierItem"

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection; /* the tray's */
  FakeWatcher *watcher;
  const char *name;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->name = g_dbus_connection_get_unique_name (fixture->connection);
  fixture->watcher = fake_watcher_new (fixture->bus, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_watcher_free (fixture->watcher);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
}

static GVariant *
get (Fixture *fixture, const char *property)
{
  return bus_fixture_get_property (fixture->watcher->connection, fixture->name, TB_TRAY_OBJECT_PATH,
                                   ITEM, property);
}

static void
assert_string (Fixture *fixture, const char *property, const char *expected)
{
  g_autoptr (GVariant) value = get (fixture, property);

  g_assert_cmpstr (g_variant_get_string (value, NULL), ==, expected);
}

static void
call (Fixture *fixture, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = bus_fixture_call (fixture->watcher->connection, fixture->name, TB_TRAY_OBJECT_PATH, ITEM,
                          method, parameters, &error);

  g_assert_no_error (error);
}

static void
test_registers_by_path_when_a_watcher_appears (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);
  g_autofree char *expected = g_strdup_printf ("%s %s", fixture->name, TB_TRAY_OBJECT_PATH);

  bus_fixture_settle (fixture->connection);
  g_assert_false (tb_tray_get_registered (tray));

  fake_watcher_appear (fixture->watcher);
  WAIT_UNTIL (tb_tray_get_registered (tray));
  g_assert_cmpuint (fixture->watcher->items->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->watcher->items, 0), ==, expected);

  g_assert_finalize_object (tray);
}

static void
test_registers_again_after_each_restart (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);

  for (guint i = 1; i <= 3; i++)
    {
      fake_watcher_appear (fixture->watcher);
      WAIT_UNTIL (tb_tray_get_registered (tray));
      g_assert_cmpuint (fixture->watcher->items->len, ==, i);
      fake_watcher_vanish (fixture->watcher);
      WAIT_UNTIL (!tb_tray_get_registered (tray));
    }

  g_assert_finalize_object (tray);
}

/* Keeps what goes to the bus itself, until it is opened. */
typedef struct
{
  GMutex mutex;
  gboolean is_open;
  GPtrArray *messages;
} Gate;

/* Called in the thread of the connection. */
static GDBusMessage *
on_message (GDBusConnection *connection,
            GDBusMessage *message,
            gboolean incoming,
            gpointer user_data)
{
  Gate *gate = user_data;

  if (incoming || g_strcmp0 (g_dbus_message_get_destination (message), "org.freedesktop.DBus") != 0)
    return message;

  g_mutex_lock (&gate->mutex);
  if (!gate->is_open)
    g_ptr_array_add (gate->messages, g_steal_pointer (&message));
  g_mutex_unlock (&gate->mutex);

  return message;
}

static void
open_gate (Gate *gate, GDBusConnection *connection)
{
  g_mutex_lock (&gate->mutex);
  gate->is_open = TRUE;
  g_mutex_unlock (&gate->mutex);
  for (guint i = 0; i < gate->messages->len; i++)
    g_dbus_connection_send_message (connection, g_ptr_array_index (gate->messages, i),
                                    G_DBUS_SEND_MESSAGE_FLAGS_PRESERVE_SERIAL, NULL, NULL);
}

/* @data: whether it answers only when the tray knows of the other one. */
static void
test_a_watcher_that_goes_before_it_is_looked_for_is_replaced (Fixture *fixture, gconstpointer data)
{
  FakeWatcher *second = fake_watcher_new (fixture->bus, TRUE);
  Gate gate = { .messages = g_ptr_array_new_with_free_func (g_object_unref) };
  guint filter = g_dbus_connection_add_filter (fixture->connection, on_message, &gate, NULL);
  TbTray *tray;

  fixture->watcher->keeps_silent = GPOINTER_TO_INT (data);
  fake_watcher_appear (fixture->watcher);
  tray = tb_tray_new (fixture->connection);
  WAIT_UNTIL (fixture->watcher->items->len == 1);
  fake_watcher_vanish (fixture->watcher);
  fake_watcher_appear (second);
  open_gate (&gate, fixture->connection);
  bus_fixture_settle (fixture->connection);
  if (fixture->watcher->keeps_silent)
    g_dbus_method_invocation_return_value (
        g_ptr_array_steal_index (fixture->watcher->unanswered, 0), NULL);

  WAIT_UNTIL (second->items->len == 1);
  WAIT_UNTIL (tb_tray_get_registered (tray));
  g_assert_finalize_object (tray);
  g_dbus_connection_remove_filter (fixture->connection, filter);
  bus_fixture_settle (fixture->connection);
  g_ptr_array_unref (gate.messages);
  fake_watcher_free (second);
}

static void
test_is_registered_only_while_there_is_a_host (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);

  fixture->watcher->has_host = FALSE;
  fake_watcher_appear (fixture->watcher);
  WAIT_UNTIL (fixture->watcher->items->len == 1);
  bus_fixture_settle (fixture->connection);
  g_assert_false (tb_tray_get_registered (tray));

  fake_watcher_set_host (fixture->watcher, TRUE);
  WAIT_UNTIL (tb_tray_get_registered (tray));
  fake_watcher_set_host (fixture->watcher, FALSE);
  WAIT_UNTIL (!tb_tray_get_registered (tray));

  g_assert_finalize_object (tray);
}

static void
test_a_watcher_that_refuses_leaves_it_unregistered (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);

  fixture->watcher->refuses = TRUE;
  fake_watcher_appear (fixture->watcher);
  WAIT_UNTIL (fixture->watcher->items->len == 1);
  bus_fixture_settle (fixture->connection);
  g_assert_false (tb_tray_get_registered (tray));

  g_assert_finalize_object (tray);
}

static void
test_a_silent_watcher_does_not_keep_the_tray_alive (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);

  fixture->watcher->keeps_silent = TRUE;
  fake_watcher_appear (fixture->watcher);
  WAIT_UNTIL (fixture->watcher->items->len == 1);
  g_assert_finalize_object (tray);

  /* An answer that comes too late finds nobody. */
  g_dbus_method_invocation_return_value (g_ptr_array_steal_index (fixture->watcher->unanswered, 0),
                                         NULL);
  bus_fixture_settle (fixture->watcher->connection);
  bus_fixture_settle (fixture->connection);
}

static void
test_says_what_hosts_need (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);
  g_autoptr (GVariant) item_is_menu = get (fixture, "ItemIsMenu");
  g_autoptr (GVariant) menu = get (fixture, "Menu");
  g_autoptr (GVariant) pixmap = get (fixture, "IconPixmap");

  g_assert_false (g_variant_get_boolean (item_is_menu));
  g_assert_cmpstr (g_variant_get_string (menu, NULL), ==, TB_TRAY_MENU_OBJECT_PATH);
  g_assert_true (g_variant_is_of_type (pixmap, G_VARIANT_TYPE ("a(iiay)")));
  assert_string (fixture, "Id", "com.nebutra.Traybell");
  assert_string (fixture, "Category", "Communications");
  assert_string (fixture, "Title", "Traybell");
  assert_string (fixture, "Status", "Active");

  g_assert_finalize_object (tray);
}

static void
on_item_signal (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface_name,
                const char *signal_name,
                GVariant *parameters,
                gpointer user_data)
{
  g_autofree char *printed = g_variant_print (parameters, FALSE);

  g_string_append_printf (user_data, "%s%s ", signal_name, printed);
}

static void
test_each_state_has_its_icon_and_only_urgent_asks_for_attention (Fixture *fixture,
                                                                 gconstpointer data)
{
  static const char *const icons[] = {
    [TB_TRAY_STATE_OFFLINE] = "com.nebutra.Traybell-offline-symbolic",
    [TB_TRAY_STATE_CONNECTING] = "com.nebutra.Traybell-connecting-symbolic",
    [TB_TRAY_STATE_ONLINE] = "com.nebutra.Traybell-online-symbolic",
    [TB_TRAY_STATE_UNREAD] = "com.nebutra.Traybell-unread-symbolic",
    [TB_TRAY_STATE_URGENT] = "com.nebutra.Traybell-urgent-symbolic",
    [TB_TRAY_STATE_SIGN_IN] = "com.nebutra.Traybell-sign-in-symbolic",
    [TB_TRAY_STATE_QUIET] = "com.nebutra.Traybell-quiet-symbolic",
  };
  TbTray *tray = tb_tray_new (fixture->connection);

  for (guint state = 0; state < G_N_ELEMENTS (icons); state++)
    {
      tb_tray_set_state (tray, state);
      assert_string (fixture, "IconName", icons[state]);
      assert_string (fixture, "Status",
                     state == TB_TRAY_STATE_URGENT ? "NeedsAttention" : "Active");
    }
  assert_string (fixture, "AttentionIconName", icons[TB_TRAY_STATE_URGENT]);

  g_assert_finalize_object (tray);
}

static void
test_hosts_are_told_of_changes_and_of_nothing_else (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);
  g_autoptr (GString) seen = g_string_new ("");
  GDBusConnection *host = fixture->watcher->connection;
  guint subscription = g_dbus_connection_signal_subscribe (
      host, fixture->name, ITEM, NULL, TB_TRAY_OBJECT_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      on_item_signal, seen, NULL);

  bus_fixture_settle (host);
  tb_tray_set_state (tray, TB_TRAY_STATE_OFFLINE);
  tb_tray_set_tooltip (tray, NULL, "");
  tb_tray_set_state (tray, TB_TRAY_STATE_ONLINE);
  tb_tray_set_state (tray, TB_TRAY_STATE_ONLINE);
  g_object_set (tray, "state", TB_TRAY_STATE_URGENT, NULL);
  tb_tray_set_tooltip (tray, NULL, "3 unread");
  g_object_set (tray, "title", "Bell", NULL);
  tb_tray_set_icon_theme_path (tray, "/icons");
  bus_fixture_settle (fixture->connection);
  bus_fixture_settle (host);

  g_assert_cmpstr (seen->str, ==,
                   "NewIcon() NewIcon() NewAttentionIcon() NewStatus('NeedsAttention',) "
                   "NewToolTip() NewTitle() NewIconThemePath('/icons',) NewIcon() ");
  assert_string (fixture, "IconThemePath", "/icons");

  g_dbus_connection_signal_unsubscribe (host, subscription);
  g_assert_finalize_object (tray);
}

static void
test_a_tooltip_is_never_markup (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);
  const char *title;
  const char *text;

  g_object_set (tray, "title", "Tray & bell", NULL);
  tb_tray_set_tooltip (tray, NULL, "<b>A & B</b>");
  {
    g_autoptr (GVariant) tooltip = get (fixture, "ToolTip");

    g_variant_get (tooltip, "(&sa(iiay)&s&s)", NULL, NULL, &title, &text);
    g_assert_cmpstr (title, ==, "Tray & bell");
    g_assert_cmpstr (text, ==, "&lt;b&gt;A &amp; B&lt;/b&gt;");
  }

  g_assert_finalize_object (tray);
}

static void
on_position (TbTray *tray, int x, int y, const char *token, gpointer user_data)
{
  g_string_append_printf (user_data, "%d,%d,%s ", x, y, token != NULL ? token : "none");
}

static void
test_clicks_arrive_with_their_token_once (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);
  g_autoptr (GString) first = g_string_new ("");
  g_autoptr (GString) second = g_string_new ("");
  g_autoptr (GString) menu = g_string_new ("");

  g_signal_connect (tray, "activate", G_CALLBACK (on_position), first);
  g_signal_connect (tray, "secondary-activate", G_CALLBACK (on_position), second);
  g_signal_connect (tray, "context-menu", G_CALLBACK (on_position), menu);

  call (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", "t0k3n"));
  call (fixture, "Activate", g_variant_new ("(ii)", 10, 20));
  call (fixture, "Activate", g_variant_new ("(ii)", -1, 2147483647));
  call (fixture, "SecondaryActivate", g_variant_new ("(ii)", 1, 2));
  call (fixture, "ContextMenu", g_variant_new ("(ii)", 3, 4));
  call (fixture, "Scroll", g_variant_new ("(is)", 120, "vertical"));

  g_assert_cmpstr (first->str, ==, "10,20,t0k3n -1,2147483647,none ");
  g_assert_cmpstr (second->str, ==, "1,2,none ");
  g_assert_cmpstr (menu->str, ==, "3,4,none ");

  g_assert_finalize_object (tray);
}

static void
on_activate_drop (TbTray *tray, int x, int y, const char *token, gpointer user_data)
{
  g_clear_object ((TbTray **) user_data);
}

static void
test_a_click_may_end_the_tray (Fixture *fixture, gconstpointer data)
{
  TbTray *tray = tb_tray_new (fixture->connection);

  g_object_add_weak_pointer (G_OBJECT (tray), (gpointer *) &tray);
  g_signal_connect (tray, "activate", G_CALLBACK (on_activate_drop), &tray);
  call (fixture, "Activate", g_variant_new ("(ii)", 0, 0));
  g_assert_null (tray);
}

static void
test_coming_and_going_ten_times_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) model = g_menu_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_menu_append (model, "Open", "app.open");
  fake_watcher_appear (fixture->watcher);
  for (guint i = 1; i <= 10; i++)
    {
      TbTray *tray = tb_tray_new (fixture->connection);

      tb_tray_set_menu (tray, G_MENU_MODEL (model), G_ACTION_GROUP (actions));
      WAIT_UNTIL (tb_tray_get_registered (tray));
      g_assert_cmpuint (fixture->watcher->items->len, ==, i);
      tb_tray_set_state (tray, TB_TRAY_STATE_UNREAD);
      g_assert_finalize_object (tray);
    }

  bus_fixture_settle (fixture->connection);
  g_assert_cmpuint (G_OBJECT (model)->ref_count, ==, 1);
  g_assert_cmpuint (G_OBJECT (actions)->ref_count, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/desktop/tray/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("registers-by-path", test_registers_by_path_when_a_watcher_appears);
  ADD ("registers-again-after-each-restart", test_registers_again_after_each_restart);
  ADD ("replaced-before-it-is-looked-for",
       test_a_watcher_that_goes_before_it_is_looked_for_is_replaced);
  g_test_add ("/desktop/tray/replaced-before-it-answers", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_a_watcher_that_goes_before_it_is_looked_for_is_replaced, tear_down);
  ADD ("registered-only-with-a-host", test_is_registered_only_while_there_is_a_host);
  ADD ("refusing-watcher", test_a_watcher_that_refuses_leaves_it_unregistered);
  ADD ("silent-watcher", test_a_silent_watcher_does_not_keep_the_tray_alive);
  ADD ("says-what-hosts-need", test_says_what_hosts_need);
  ADD ("each-state-has-its-icon", test_each_state_has_its_icon_and_only_urgent_asks_for_attention);
  ADD ("hosts-are-told-of-changes", test_hosts_are_told_of_changes_and_of_nothing_else);
  ADD ("tooltip-is-never-markup", test_a_tooltip_is_never_markup);
  ADD ("clicks-arrive-with-their-token-once", test_clicks_arrive_with_their_token_once);
  ADD ("click-may-end-the-tray", test_a_click_may_end_the_tray);
  ADD ("ten-times-leaves-nothing", test_coming_and_going_ten_times_leaves_nothing);
#undef ADD

  return g_test_run ();
}
