/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-tray-menu.h"

#include "bus-fixture.h"

#define MENU "com.canonical.dbusmenu"
#define PATH "/menu"

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GDBusConnection *host;
  TbTrayMenu *menu;
  GMenu *model;
  GSimpleActionGroup *actions;
  guint subscription;
  GPtrArray *updates; /* of "signal parameters" */
  GString *activated;
} Fixture;

static void
on_menu_signal (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface_name,
                const char *signal_name,
                GVariant *parameters,
                gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *printed = g_variant_print (parameters, FALSE);

  g_ptr_array_add (fixture->updates, g_strdup_printf ("%s%s", signal_name, printed));
}

static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *printed = parameter != NULL ? g_variant_print (parameter, FALSE) : NULL;

  g_string_append_printf (user_data, "%s(%s) ", g_action_get_name (G_ACTION (action)),
                          printed != NULL ? printed : "");
}

static GSimpleAction *
add_action (Fixture *fixture, const char *name, const char *type, GVariant *state)
{
  g_autoptr (GSimpleAction) action
      = state != NULL ? g_simple_action_new_stateful (
            name, type != NULL ? G_VARIANT_TYPE (type) : NULL, state)
                      : g_simple_action_new (name, type != NULL ? G_VARIANT_TYPE (type) : NULL);

  g_signal_connect (action, "activate", G_CALLBACK (on_activate), fixture->activated);
  g_action_map_add_action (G_ACTION_MAP (fixture->actions), G_ACTION (action));
  return action;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->host = bus_fixture_connect (fixture->bus);
  fixture->updates = g_ptr_array_new_with_free_func (g_free);
  fixture->activated = g_string_new ("");
  fixture->menu = tb_tray_menu_new (fixture->connection, PATH, &error);
  g_assert_no_error (error);
  fixture->model = g_menu_new ();
  fixture->actions = g_simple_action_group_new ();
  fixture->subscription = g_dbus_connection_signal_subscribe (fixture->host, NULL, MENU, NULL, PATH,
                                                              NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                              on_menu_signal, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_signal_unsubscribe (fixture->host, fixture->subscription);
  g_assert_finalize_object (fixture->menu);
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->actions);
  bus_fixture_disconnect (fixture->host);
  bus_fixture_disconnect (fixture->connection);
  g_ptr_array_unref (fixture->updates);
  g_string_free (fixture->activated, TRUE);
  bus_fixture_down (fixture->bus);
}

static void
export_model (Fixture *fixture)
{
  tb_tray_menu_set_model (fixture->menu, G_MENU_MODEL (fixture->model),
                          G_ACTION_GROUP (fixture->actions));
}

static void
settle (Fixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  bus_fixture_settle (fixture->connection);
  bus_fixture_settle (fixture->host);
}

static GVariant *
call (Fixture *fixture, const char *method, const char *parameters, GError **error)
{
  return bus_fixture_call (fixture->host, g_dbus_connection_get_unique_name (fixture->connection),
                           PATH, MENU, method, g_variant_new_parsed (parameters), error);
}

static GVariant *
call_with_id (Fixture *fixture, const char *method, const char *format, int id, GError **error)
{
  g_autofree char *parameters = g_strdup_printf ("(%d%s)", id, format);

  return call (fixture, method, parameters, error);
}

static void
assert_fails (Fixture *fixture, const char *method, const char *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = call (fixture, method, parameters, &error);

  g_test_message ("%s%s: %s", method, parameters, error != NULL ? error->message : "no error");
  g_assert_nonnull (error);
  g_assert_true (g_dbus_error_is_remote_error (error));
  g_assert_null (reply);
}

/* One line an item, "id:label" with marks, "-" for a separator, nested in
 * brackets. */
static void
print_children (GString *out, GVariant *node)
{
  g_autoptr (GVariant) children = g_variant_get_child_value (node, 2);

  for (gsize i = 0; i < g_variant_n_children (children); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (children, i);
      g_autoptr (GVariant) child = g_variant_get_variant (boxed);
      g_autoptr (GVariant) properties = g_variant_get_child_value (child, 1);
      const char *label = "";
      const char *type = "standard";
      const char *toggle = "";
      gboolean enabled = TRUE;
      gboolean visible = TRUE;
      int toggled = -1;

      g_variant_lookup (properties, "label", "&s", &label);
      g_variant_lookup (properties, "type", "&s", &type);
      g_variant_lookup (properties, "toggle-type", "&s", &toggle);
      g_variant_lookup (properties, "toggle-state", "i", &toggled);
      g_variant_lookup (properties, "enabled", "b", &enabled);
      g_variant_lookup (properties, "visible", "b", &visible);

      g_string_append_c (out, i > 0 ? ' ' : '[');
      if (g_str_equal (type, "separator"))
        g_string_append_c (out, '-');
      g_string_append (out, label);
      if (!enabled)
        g_string_append_c (out, '!');
      if (!visible)
        g_string_append_c (out, '~');
      if (*toggle != '\0')
        g_string_append_printf (out, "(%c%d)", *toggle, toggled);
      print_children (out, child);
    }
  if (g_variant_n_children (children) > 0)
    g_string_append_c (out, ']');
}

static char *
print_layout (Fixture *fixture, const char *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = call (fixture, "GetLayout", parameters, &error);
  g_autoptr (GVariant) root = NULL;
  GString *out = g_string_new ("");

  g_assert_no_error (error);
  root = g_variant_get_child_value (reply, 1);
  print_children (out, root);
  return g_string_free (out, FALSE);
}

static void
assert_layout (Fixture *fixture, const char *expected)
{
  g_autofree char *layout = print_layout (fixture, "(0, -1, @as [])");

  g_assert_cmpstr (layout, ==, expected);
}

static int
find_in (GVariant *node, const char *label)
{
  g_autoptr (GVariant) children = g_variant_get_child_value (node, 2);
  g_autoptr (GVariant) properties = g_variant_get_child_value (node, 1);
  const char *found;
  int id = -1;

  if (g_variant_lookup (properties, "label", "&s", &found) && g_str_equal (found, label))
    g_variant_get_child (node, 0, "i", &id);
  for (gsize i = 0; id == -1 && i < g_variant_n_children (children); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (children, i);
      g_autoptr (GVariant) child = g_variant_get_variant (boxed);

      id = find_in (child, label);
    }

  return id;
}

static int
find_id (Fixture *fixture, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = call (fixture, "GetLayout", "(0, -1, @as [])", &error);
  g_autoptr (GVariant) root = g_variant_get_child_value (reply, 1);

  return find_in (root, label);
}

static void
test_an_empty_menu_has_a_root (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) version = NULL;

  assert_layout (fixture, "");
  version = bus_fixture_get_property (fixture->host,
                                      g_dbus_connection_get_unique_name (fixture->connection), PATH,
                                      MENU, "Version");
  g_assert_cmpuint (g_variant_get_uint32 (version), ==, 3);
}

static void
append_section (GMenu *menu, const char *label, ...)
{
  g_autoptr (GMenu) section = g_menu_new ();
  const char *item;
  va_list items;

  va_start (items, label);
  while ((item = va_arg (items, const char *)) != NULL)
    g_menu_append (section, item, "app.quit");
  va_end (items);
  g_menu_append_section (menu, label, G_MENU_MODEL (section));
}

static void
test_sections_become_separators_between_items (Fixture *fixture, gconstpointer data)
{
  add_action (fixture, "quit", NULL, NULL);
  append_section (fixture->model, NULL, NULL);
  append_section (fixture->model, NULL, "A", "B", NULL);
  append_section (fixture->model, NULL, NULL);
  append_section (fixture->model, "Head", "C", NULL);
  g_menu_append (fixture->model, "D", "app.quit");
  append_section (fixture->model, NULL, NULL);
  export_model (fixture);

  assert_layout (fixture, "[A B - Head! C - D]");
}

static void
test_submenus_nest_and_depth_is_obeyed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) inner = g_menu_new ();
  g_autoptr (GMenu) outer = g_menu_new ();
  g_autofree char *shallow = NULL;
  g_autofree char *flat = NULL;

  add_action (fixture, "quit", NULL, NULL);
  g_menu_append (inner, "C", "quit");
  g_menu_append_submenu (outer, "B", G_MENU_MODEL (inner));
  g_menu_append_submenu (fixture->model, "A", G_MENU_MODEL (outer));
  export_model (fixture);

  assert_layout (fixture, "[A[B[C]]]");
  shallow = print_layout (fixture, "(0, 2, @as [])");
  g_assert_cmpstr (shallow, ==, "[A[B]]");
  flat = print_layout (fixture, "(0, 0, @as [])");
  g_assert_cmpstr (flat, ==, "");
}

static void
test_a_menu_within_itself_ends (Fixture *fixture, gconstpointer data)
{
  g_autofree char *layout = NULL;

  g_menu_append_submenu (fixture->model, "Again", G_MENU_MODEL (fixture->model));
  export_model (fixture);
  layout = print_layout (fixture, "(0, -1, @as [])");
  g_assert_cmpuint (strlen (layout), <, 1000);

  g_menu_remove_all (fixture->model);
  settle (fixture);
  assert_layout (fixture, "");
}

static void
test_enabled_and_marks_follow_the_actions (Fixture *fixture, gconstpointer data)
{
  GSimpleAction *quiet;
  GSimpleAction *choice;
  g_autoptr (GMenuItem) hidden = g_menu_item_new ("H", "app.later");

  quiet = add_action (fixture, "quiet", NULL, g_variant_new_boolean (FALSE));
  choice = add_action (fixture, "choice", "s", g_variant_new_string ("one"));
  g_menu_append (fixture->model, "Quiet", "app.quiet");
  g_menu_append (fixture->model, "One", "app.choice::one");
  g_menu_append (fixture->model, "Two", "app.choice::two");
  g_menu_append (fixture->model, "Three", "app.choice(3)");
  g_menu_append (fixture->model, "Missing", "app.missing");
  g_menu_append (fixture->model, "None", NULL);
  g_menu_item_set_attribute (hidden, "hidden-when", "s", "action-missing");
  g_menu_append_item (fixture->model, hidden);
  export_model (fixture);
  assert_layout (fixture, "[Quiet(c0) One(r1) Two(r0) Three! Missing! None! H!~]");

  settle (fixture);
  g_ptr_array_set_size (fixture->updates, 0);
  g_simple_action_set_state (quiet, g_variant_new_boolean (TRUE));
  g_simple_action_set_state (choice, g_variant_new_string ("two"));
  g_simple_action_set_enabled (quiet, FALSE);
  add_action (fixture, "later", NULL, NULL);
  assert_layout (fixture, "[Quiet!(c1) One(r0) Two(r1) Three! Missing! None! H]");
  settle (fixture);
  g_assert_cmpuint (fixture->updates->len, ==, 1);
  g_assert_true (
      g_str_has_prefix (g_ptr_array_index (fixture->updates, 0), "ItemsPropertiesUpdated("));

  /* Back and forth within one turn of the main loop is no change. */
  g_simple_action_set_enabled (quiet, TRUE);
  g_simple_action_set_enabled (quiet, FALSE);
  settle (fixture);
  g_assert_cmpuint (fixture->updates->len, ==, 1);
}

static void
test_a_mark_that_goes_is_announced (Fixture *fixture, gconstpointer data)
{
  add_action (fixture, "quiet", NULL, g_variant_new_boolean (TRUE));
  g_menu_append (fixture->model, "Quiet", "app.quiet");
  export_model (fixture);
  settle (fixture);
  g_ptr_array_set_size (fixture->updates, 0);

  g_action_map_remove_action (G_ACTION_MAP (fixture->actions), "quiet");
  settle (fixture);
  g_assert_cmpuint (fixture->updates->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (fixture->updates, 0), "'enabled': <false>"));
  g_assert_nonnull (
      strstr (g_ptr_array_index (fixture->updates, 0), "['toggle-type', 'toggle-state']"));
}

static void
test_many_changes_are_one_update (Fixture *fixture, gconstpointer data)
{
  export_model (fixture);
  settle (fixture);
  g_ptr_array_set_size (fixture->updates, 0);

  for (guint i = 0; i < 20; i++)
    g_menu_append (fixture->model, "Item", "app.quit");
  g_menu_remove (fixture->model, 3);
  settle (fixture);

  g_assert_cmpuint (fixture->updates->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->updates, 0), ==, "LayoutUpdated(3, 0)");
}

static void
test_a_change_in_a_submenu_names_the_submenu (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMenu) submenu = g_menu_new ();
  g_autofree char *expected = NULL;

  g_menu_append_submenu (fixture->model, "Sub", G_MENU_MODEL (submenu));
  export_model (fixture);
  settle (fixture);
  g_ptr_array_set_size (fixture->updates, 0);

  g_menu_append (submenu, "New", "app.quit");
  settle (fixture);
  expected = g_strdup_printf ("LayoutUpdated(3, %d)", find_id (fixture, "Sub"));
  g_assert_cmpuint (fixture->updates->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->updates, 0), ==, expected);
}

static void
test_ids_stay_with_their_items (Fixture *fixture, gconstpointer data)
{
  int second;
  int third;

  g_menu_append (fixture->model, "First", "app.first");
  g_menu_append (fixture->model, "Second", "app.second");
  g_menu_append (fixture->model, "Third", "app.third");
  export_model (fixture);
  second = find_id (fixture, "Second");
  third = find_id (fixture, "Third");

  g_menu_remove (fixture->model, 0);
  g_menu_prepend (fixture->model, "Zeroth", "app.zeroth");
  g_assert_cmpint (find_id (fixture, "Second"), ==, second);
  g_assert_cmpint (find_id (fixture, "Third"), ==, third);
  g_assert_cmpint (find_id (fixture, "Zeroth"), >, third);
}

static void
test_a_click_activates_with_its_target (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) second = NULL;
  g_autoptr (GVariant) third = NULL;

  g_simple_action_set_enabled (add_action (fixture, "disabled", NULL, NULL), FALSE);
  add_action (fixture, "open", "s", NULL);
  g_menu_append (fixture->model, "Open", "app.open::inbox");
  g_menu_append (fixture->model, "Disabled", "app.disabled");
  export_model (fixture);

  first = call_with_id (fixture, "Event", ", 'clicked', <''>, uint32 7", find_id (fixture, "Open"),
                        &error);
  g_assert_no_error (error);
  second = call_with_id (fixture, "Event", ", 'clicked', <''>, uint32 7",
                         find_id (fixture, "Disabled"), &error);
  g_assert_no_error (error);
  third = call_with_id (fixture, "Event", ", 'hovered', <0>, uint32 7", find_id (fixture, "Open"),
                        &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->activated->str, ==, "open('inbox') ");
}

static void
on_activate_clear (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_menu_remove_all (fixture->model);
  tb_tray_menu_set_model (fixture->menu, NULL, NULL);
}

static void
test_a_click_may_clear_the_menu (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  GSimpleAction *action = add_action (fixture, "clear", "s", NULL);

  g_signal_connect (action, "activate", G_CALLBACK (on_activate_clear), fixture);
  g_menu_append (fixture->model, "Clear", "app.clear::all");
  export_model (fixture);
  reply = call_with_id (fixture, "Event", ", 'clicked', <''>, uint32 0", find_id (fixture, "Clear"),
                        &error);
  g_assert_no_error (error);
  assert_layout (fixture, "");
}

static void
test_groups_answer_for_what_is_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariant) some = NULL;
  g_autoptr (GVariant) shown = NULL;
  g_autoptr (GVariant) events = NULL;
  g_autofree char *some_printed = NULL;
  g_autofree char *shown_printed = NULL;
  g_autofree char *events_printed = NULL;

  add_action (fixture, "quit", NULL, NULL);
  g_menu_append (fixture->model, "A", "app.quit");
  export_model (fixture);
  settle (fixture);
  g_assert_cmpint (find_id (fixture, "A"), ==, 1);

  all = call (fixture, "GetGroupProperties", "(@ai [], @as [])", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (all), ==, 1);

  some = call (fixture, "GetGroupProperties", "([1, 99, 1, 1], ['label'])", &error);
  g_assert_no_error (error);
  some_printed = g_variant_print (some, FALSE);
  g_assert_cmpstr (some_printed, ==, "([(1, {'label': <'A'>})],)");

  shown = call (fixture, "AboutToShowGroup", "([0, 99],)", &error);
  g_assert_no_error (error);
  shown_printed = g_variant_print (shown, FALSE);
  g_assert_cmpstr (shown_printed, ==, "([], [99])");

  events = call (fixture, "EventGroup",
                 "([(1, 'clicked', <0>, uint32 0), (99, 'clicked', <0>, 0)],)", &error);
  g_assert_no_error (error);
  events_printed = g_variant_print (events, FALSE);
  g_assert_cmpstr (events_printed, ==, "([99],)");
  g_assert_cmpstr (fixture->activated->str, ==, "quit() ");
}

static void
test_about_to_show_brings_the_change_forward (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  gboolean needs_update;

  export_model (fixture);
  settle (fixture);
  reply = call (fixture, "AboutToShow", "(0,)", &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(b)", &needs_update);
  g_assert_false (needs_update);
}

static void
test_properties_have_the_documented_defaults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *value;
  } expected[] = {
    { "label", "(<'_Quit'>,)" },    { "enabled", "(<false>,)" },
    { "visible", "(<true>,)" },     { "type", "(<'standard'>,)" },
    { "toggle-type", "(<''>,)" },   { "toggle-state", "(<-1>,)" },
    { "icon-name", "(<'exit'>,)" }, { "children-display", "(<''>,)" },
  };
  g_autoptr (GMenuItem) item = g_menu_item_new ("_Quit", "app.quit");
  g_autoptr (GIcon) icon = g_themed_icon_new ("exit");

  g_menu_item_set_icon (item, icon);
  g_menu_append_item (fixture->model, item);
  export_model (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *parameters = g_strdup_printf ("(1, '%s')", expected[i].name);
      g_autoptr (GVariant) reply = call (fixture, "GetProperty", parameters, &error);
      g_autofree char *printed = NULL;

      g_assert_no_error (error);
      printed = g_variant_print (reply, FALSE);
      g_assert_cmpstr (printed, ==, expected[i].value);
    }
}

static void
test_nonsense_is_answered_with_an_error (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *parameters;
  } nonsense[] = {
    { "GetLayout", "(99, -1, @as [])" },
    { "GetLayout", "(-1, -1, @as [])" },
    { "GetLayout", "(0, -2, @as [])" },
    { "GetLayout", "(0, -2147483648, @as [])" },
    { "GetLayout", "('0',)" },
    { "GetGroupProperties", "([99, -5], @as [])" },
    { "GetProperty", "(99, 'label')" },
    { "GetProperty", "(1, 'no-such-property')" },
    { "Event", "(99, 'clicked', <0>, uint32 0)" },
    { "Event", "(1, 'exploded', <0>, uint32 0)" },
    { "Event", "(1, '', <0>, uint32 0)" },
    { "EventGroup", "([(99, 'clicked', <0>, uint32 0)],)" },
    { "AboutToShow", "(99,)" },
    { "AboutToShowGroup", "([99],)" },
    { "NoSuchMethod", "()" },
  };

  add_action (fixture, "quit", NULL, NULL);
  g_menu_append (fixture->model, "Quit", "app.quit");
  export_model (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    assert_fails (fixture, nonsense[i].method, nonsense[i].parameters);
  g_assert_cmpstr (fixture->activated->str, ==, "");
  assert_layout (fixture, "[Quit]");
}

static void
test_too_many_events_are_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(isvu)"));

  add_action (fixture, "quit", NULL, NULL);
  g_menu_append (fixture->model, "Quit", "app.quit");
  export_model (fixture);
  for (guint i = 0; i < 5000; i++)
    g_variant_builder_add (&builder, "(isvu)", 1, "clicked", g_variant_new_int32 (0), 0);
  reply
      = bus_fixture_call (fixture->host, g_dbus_connection_get_unique_name (fixture->connection),
                          PATH, MENU, "EventGroup", g_variant_new ("(a(isvu))", &builder), &error);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED);
  g_assert_cmpstr (fixture->activated->str, ==, "");
}

static void
test_a_second_menu_at_one_path_is_an_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_tray_menu_new (fixture->connection, PATH, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/desktop/tray-menu/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("empty-menu-has-a-root", test_an_empty_menu_has_a_root);
  ADD ("sections-become-separators", test_sections_become_separators_between_items);
  ADD ("submenus-nest", test_submenus_nest_and_depth_is_obeyed);
  ADD ("menu-within-itself", test_a_menu_within_itself_ends);
  ADD ("enabled-and-marks-follow", test_enabled_and_marks_follow_the_actions);
  ADD ("mark-that-goes", test_a_mark_that_goes_is_announced);
  ADD ("many-changes-are-one-update", test_many_changes_are_one_update);
  ADD ("change-in-a-submenu", test_a_change_in_a_submenu_names_the_submenu);
  ADD ("ids-stay", test_ids_stay_with_their_items);
  ADD ("click-activates", test_a_click_activates_with_its_target);
  ADD ("click-may-clear-the-menu", test_a_click_may_clear_the_menu);
  ADD ("groups", test_groups_answer_for_what_is_known);
  ADD ("about-to-show", test_about_to_show_brings_the_change_forward);
  ADD ("defaults", test_properties_have_the_documented_defaults);
  ADD ("nonsense", test_nonsense_is_answered_with_an_error);
  ADD ("too-many-events", test_too_many_events_are_refused);
  ADD ("second-menu-at-one-path", test_a_second_menu_at_one_path_is_an_error);
#undef ADD

  return g_test_run ();
}
