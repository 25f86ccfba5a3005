/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-tray-menu.h"

#include "desktop/tb-tray-interfaces.h"
#include "desktop/tb-tray-menu-item.h"
#include "desktop/tb-tray-menu-layout.h"

/* The D-Bus side of the tray's menu. What comes in here was written by
 * whoever is on the bus: unknown ids and events are answered with an error,
 * and no request makes an answer larger than the menu. */

/* The version that libdbusmenu implements and every host knows. */
#define DBUSMENU_VERSION 3

/* What a host may send; more than that is answered, but not worked through. */
#define GROUP_MAXIMUM 1024

struct _TbTrayMenu
{
  GObject parent_instance;

  GDBusConnection *connection;
  char *object_path;
  guint registration;
  TbTrayMenuLayout *layout;
  char *icon_theme_path;
  guint revision;

  GSource *flush_source;
  gboolean layout_changed;
  int changed_parent;
};

G_DEFINE_FINAL_TYPE (TbTrayMenu, tb_tray_menu, G_TYPE_OBJECT)

/* GTK knows this from its own translations, but GTK is not initialised. The
 * languages are those of CLDR that are written from right to left. */
static const char *
get_text_direction (void)
{
  static const char *const right_to_left[]
      = { "ar", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi", NULL };
  g_auto (GStrv) parts = g_strsplit_set (g_get_language_names ()[0], "_.@", 2);

  return parts[0] != NULL && g_strv_contains (right_to_left, parts[0]) ? "rtl" : "ltr";
}

static void
emit (TbTrayMenu *self, const char *signal_name, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  /* Fails only once the bus is gone, and then nobody looks at the menu. */
  if (!g_dbus_connection_emit_signal (self->connection, NULL, self->object_path,
                                      TB_TRAY_MENU_INTERFACE, signal_name, parameters, &error))
    g_debug ("The tray menu's %s was not sent: %s", signal_name, error->message);
}

static gboolean
flush (TbTrayMenu *self)
{
  GVariant *changes;
  gboolean flushed = self->layout_changed;

  if (self->flush_source != NULL)
    g_source_destroy (self->flush_source);
  g_clear_pointer (&self->flush_source, g_source_unref);

  changes = tb_tray_menu_layout_take_changes (self->layout);
  if (changes != NULL)
    emit (self, "ItemsPropertiesUpdated", changes);

  if (self->layout_changed)
    {
      self->layout_changed = FALSE;
      self->revision++;
      emit (self, "LayoutUpdated", g_variant_new ("(ui)", self->revision, self->changed_parent));
    }

  return flushed;
}

static gboolean
on_flush (gpointer user_data)
{
  flush (user_data);
  return G_SOURCE_REMOVE;
}

static void
queue_flush (TbTrayMenu *self)
{
  if (self->flush_source != NULL)
    return;

  self->flush_source = g_idle_source_new ();
  g_source_set_priority (self->flush_source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->flush_source, on_flush, self, NULL);
  g_source_set_static_name (self->flush_source, "[traybell] tray menu changes");
  g_source_attach (self->flush_source, g_main_context_get_thread_default ());
}

static void
on_layout_changed (TbTrayMenuLayout *layout, int parent_id, gpointer user_data)
{
  TbTrayMenu *self = user_data;

  /* Two menus changed at once: the host has to read all of it. */
  if (self->layout_changed && self->changed_parent != parent_id)
    parent_id = TB_TRAY_MENU_LAYOUT_ROOT;
  self->changed_parent = parent_id;
  self->layout_changed = TRUE;
  queue_flush (self);
}

static void
on_properties_changed (TbTrayMenuLayout *layout, gpointer user_data)
{
  queue_flush (user_data);
}

static void
return_unknown_id (GDBusMethodInvocation *invocation, int id)
{
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         "There is no menu item %d", id);
}

static void
get_layout (TbTrayMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  int id;
  int depth;
  g_autofree const char **names = NULL;
  GVariant *tree;

  g_variant_get (parameters, "(ii^a&s)", &id, &depth, &names);
  if (depth < -1)
    {
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                             "A menu has no depth of %d", depth);
      return;
    }

  tree = tb_tray_menu_layout_get_tree (self->layout, id, depth, names);
  if (tree == NULL)
    return_unknown_id (invocation, id);
  else
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(u@(ia{sv}av))", self->revision, tree));
}

/* Each known id of an "ai" once, so that an answer is no longer than the menu. */
static GArray *
collect_known_ids (TbTrayMenu *self, GVariant *list)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  gsize n_ids;
  const gint32 *values = g_variant_get_fixed_array (list, &n_ids, sizeof (gint32));

  for (gsize i = 0; i < n_ids; i++)
    {
      if (tb_tray_menu_layout_contains (self->layout, values[i])
          && g_hash_table_add (seen, GINT_TO_POINTER (values[i])))
        g_array_append_val (ids, values[i]);
    }

  return ids;
}

static void
get_group_properties (TbTrayMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) list = g_variant_get_child_value (parameters, 0);
  g_autofree const char **names = NULL;
  g_autoptr (GArray) ids = NULL;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));

  g_variant_get_child (parameters, 1, "^a&s", &names);
  ids = g_variant_n_children (list) == 0 ? tb_tray_menu_layout_list_ids (self->layout)
                                         : collect_known_ids (self, list);
  if (ids->len == 0)
    {
      int first;

      g_variant_builder_clear (&builder);
      g_variant_get_child (list, 0, "i", &first);
      return_unknown_id (invocation, first);
      return;
    }

  for (guint i = 0; i < ids->len; i++)
    {
      int id = g_array_index (ids, int, i);
      GVariant *properties = tb_tray_menu_layout_get_properties (self->layout, id, names);

      g_variant_builder_add (&builder, "(i@a{sv})", id, properties);
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(ia{sv}))", &builder));
}

static void
get_property (TbTrayMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  int id;
  const char *name;
  GVariant *unowned_properties;
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) value = NULL;

  g_variant_get (parameters, "(i&s)", &id, &name);
  unowned_properties = tb_tray_menu_layout_get_properties (self->layout, id, NULL);
  if (unowned_properties == NULL)
    {
      return_unknown_id (invocation, id);
      return;
    }

  properties = g_variant_ref_sink (unowned_properties);
  value = g_variant_lookup_value (properties, name, NULL);
  if (value == NULL)
    {
      GVariant *unowned_default = tb_tray_menu_item_get_default (name);

      value = unowned_default != NULL ? g_variant_ref_sink (unowned_default) : NULL;
    }
  if (value == NULL)
    {
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                             "Menu items have no property of that name");
      return;
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(v)", value));
}

static gboolean
handle_event (TbTrayMenu *self, int id, const char *event)
{
  static const char *const harmless[] = { "hovered", "opened", "closed", NULL };

  if (g_str_equal (event, "clicked"))
    return tb_tray_menu_layout_activate (self->layout, id);

  return g_strv_contains (harmless, event) && tb_tray_menu_layout_contains (self->layout, id);
}

static void
handle_single_event (TbTrayMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  int id;
  const char *event;

  g_variant_get (parameters, "(i&svu)", &id, &event, NULL, NULL);
  if (handle_event (self, id, event))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                           "There is no menu item %d, or no such event", id);
}

static void
handle_event_group (TbTrayMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) events = g_variant_get_child_value (parameters, 0);
  GVariantBuilder errors = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  gsize n_events = g_variant_n_children (events);
  gsize n_errors = 0;

  if (n_events > GROUP_MAXIMUM)
    {
      g_variant_builder_clear (&errors);
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED,
                                             "At most %d events at once", GROUP_MAXIMUM);
      return;
    }

  for (gsize i = 0; i < n_events; i++)
    {
      int id;
      const char *event;

      g_variant_get_child (events, i, "(i&svu)", &id, &event, NULL, NULL);
      if (handle_event (self, id, event))
        continue;
      g_variant_builder_add (&errors, "i", id);
      n_errors++;
    }

  if (n_events > 0 && n_errors == n_events)
    {
      g_variant_builder_clear (&errors);
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                             "None of these events is one of a menu item");
      return;
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ai)", &errors));
}

static void
about_to_show (TbTrayMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  int id;

  g_variant_get (parameters, "(i)", &id);
  if (tb_tray_menu_layout_contains (self->layout, id))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(b)", flush (self)));
  else
    return_unknown_id (invocation, id);
}

static void
about_to_show_group (TbTrayMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) list = g_variant_get_child_value (parameters, 0);
  GVariantBuilder updates = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  GVariantBuilder errors = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  gsize n_ids;
  gsize n_errors = 0;
  const gint32 *ids = g_variant_get_fixed_array (list, &n_ids, sizeof (gint32));
  gboolean flushed = flush (self);

  for (gsize i = 0; i < n_ids; i++)
    {
      if (!tb_tray_menu_layout_contains (self->layout, ids[i]))
        {
          g_variant_builder_add (&errors, "i", ids[i]);
          n_errors++;
        }
      else if (flushed)
        {
          g_variant_builder_add (&updates, "i", ids[i]);
        }
    }

  if (n_ids > 0 && n_errors == n_ids)
    {
      g_variant_builder_clear (&updates);
      g_variant_builder_clear (&errors);
      return_unknown_id (invocation, ids[0]);
      return;
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aiai)", &updates, &errors));
}

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface_name,
                const char *method_name,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  static const struct
  {
    const char *name;
    void (*handle) (TbTrayMenu *self, GVariant *parameters, GDBusMethodInvocation *invocation);
  } methods[] = {
    { "GetLayout", get_layout },
    { "GetGroupProperties", get_group_properties },
    { "GetProperty", get_property },
    { "Event", handle_single_event },
    { "EventGroup", handle_event_group },
    { "AboutToShow", about_to_show },
    { "AboutToShowGroup", about_to_show_group },
  };
  /* An action may drop the tray. */
  g_autoptr (TbTrayMenu) self = g_object_ref (user_data);

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (!g_str_equal (method_name, methods[i].name))
        continue;
      methods[i].handle (self, parameters, invocation);
      return;
    }

  /* GDBus lets only the methods of the introspection data through. */
  g_assert_not_reached ();
}

static GVariant *
on_get_property (GDBusConnection *connection,
                 const char *sender,
                 const char *object_path,
                 const char *interface_name,
                 const char *property_name,
                 GError **error,
                 gpointer user_data)
{
  TbTrayMenu *self = user_data;
  const char *paths[] = { self->icon_theme_path, NULL };

  if (g_str_equal (property_name, "Version"))
    return g_variant_new_uint32 (DBUSMENU_VERSION);
  if (g_str_equal (property_name, "TextDirection"))
    return g_variant_new_string (get_text_direction ());
  if (g_str_equal (property_name, "Status"))
    return g_variant_new_string ("normal");

  return g_variant_new_strv (paths, -1);
}

static void
tb_tray_menu_dispose (GObject *object)
{
  TbTrayMenu *self = TB_TRAY_MENU (object);

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  if (self->flush_source != NULL)
    g_source_destroy (self->flush_source);
  g_clear_pointer (&self->flush_source, g_source_unref);
  if (self->layout != NULL)
    g_signal_handlers_disconnect_by_data (self->layout, self);
  g_clear_object (&self->layout);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tb_tray_menu_parent_class)->dispose (object);
}

static void
tb_tray_menu_finalize (GObject *object)
{
  TbTrayMenu *self = TB_TRAY_MENU (object);

  g_free (self->icon_theme_path);
  g_free (self->object_path);

  G_OBJECT_CLASS (tb_tray_menu_parent_class)->finalize (object);
}

static void
tb_tray_menu_class_init (TbTrayMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_tray_menu_dispose;
  object_class->finalize = tb_tray_menu_finalize;
}

static void
tb_tray_menu_init (TbTrayMenu *self)
{
  self->revision = 1;
  self->layout = tb_tray_menu_layout_new ();
  g_signal_connect (self->layout, "layout-changed", G_CALLBACK (on_layout_changed), self);
  g_signal_connect (self->layout, "properties-changed", G_CALLBACK (on_properties_changed), self);
}

TbTrayMenu *
tb_tray_menu_new (GDBusConnection *connection, const char *object_path, GError **error)
{
  static const GDBusInterfaceVTable vtable
      = { .method_call = on_method_call, .get_property = on_get_property };
  g_autoptr (TbTrayMenu) self = NULL;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (g_variant_is_object_path (object_path), NULL);

  self = g_object_new (TB_TYPE_TRAY_MENU, NULL);
  self->connection = g_object_ref (connection);
  self->object_path = g_strdup (object_path);
  self->registration = g_dbus_connection_register_object (
      connection, object_path, tb_tray_interfaces_get_menu (), &vtable, self, NULL, error);

  return self->registration != 0 ? g_steal_pointer (&self) : NULL;
}

void
tb_tray_menu_set_model (TbTrayMenu *self, GMenuModel *model, GActionGroup *actions)
{
  g_return_if_fail (TB_IS_TRAY_MENU (self));

  tb_tray_menu_layout_set_model (self->layout, model, actions);
}

void
tb_tray_menu_set_icon_theme_path (TbTrayMenu *self, const char *path)
{
  g_return_if_fail (TB_IS_TRAY_MENU (self));

  g_free (self->icon_theme_path);
  self->icon_theme_path = path != NULL && *path != '\0' ? g_strdup (path) : NULL;
}
