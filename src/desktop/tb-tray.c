/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-tray.h"

#include "desktop/tb-tray-interfaces.h"
#include "desktop/tb-tray-menu.h"
#include "desktop/tb-tray-watcher.h"

/* A StatusNotifierItem in GDBus. What hosts do with it differs; the comments
 * below name those that need a property or method for more than form. */

#define ITEM_ID "com.nebutra.Traybell"

enum
{
  PROP_0,
  PROP_STATE,
  PROP_TITLE,
  PROP_TOOLTIP_TITLE,
  PROP_TOOLTIP_TEXT,
  PROP_ICON_THEME_PATH,
  PROP_REGISTERED,
  N_PROPERTIES
};

enum
{
  SIGNAL_ACTIVATE,
  SIGNAL_SECONDARY_ACTIVATE,
  SIGNAL_CONTEXT_MENU,
  N_SIGNALS
};

struct _TbTray
{
  GObject parent_instance;

  GDBusConnection *connection;
  guint registration;
  TbTrayMenu *menu;
  TbTrayWatcher *watcher;

  TbTrayState state;
  char *title;
  char *tooltip_title;
  char *tooltip_text;
  char *icon_theme_path;
  char *activation_token;
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbTray, tb_tray, G_TYPE_OBJECT)

GType
tb_tray_state_get_type (void)
{
  static const GEnumValue values[] = {
    { TB_TRAY_STATE_OFFLINE, "TB_TRAY_STATE_OFFLINE", "offline" },
    { TB_TRAY_STATE_CONNECTING, "TB_TRAY_STATE_CONNECTING", "connecting" },
    { TB_TRAY_STATE_ONLINE, "TB_TRAY_STATE_ONLINE", "online" },
    { TB_TRAY_STATE_UNREAD, "TB_TRAY_STATE_UNREAD", "unread" },
    { TB_TRAY_STATE_URGENT, "TB_TRAY_STATE_URGENT", "urgent" },
    { TB_TRAY_STATE_SIGN_IN, "TB_TRAY_STATE_SIGN_IN", "sign-in" },
    { TB_TRAY_STATE_QUIET, "TB_TRAY_STATE_QUIET", "quiet" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("TbTrayState", values));

  return type;
}

static const char *
get_icon_name (TbTrayState state)
{
  static const char *const names[] = {
    [TB_TRAY_STATE_OFFLINE] = "com.nebutra.Traybell-offline-symbolic",
    [TB_TRAY_STATE_CONNECTING] = "com.nebutra.Traybell-connecting-symbolic",
    [TB_TRAY_STATE_ONLINE] = "com.nebutra.Traybell-online-symbolic",
    [TB_TRAY_STATE_UNREAD] = "com.nebutra.Traybell-unread-symbolic",
    [TB_TRAY_STATE_URGENT] = "com.nebutra.Traybell-urgent-symbolic",
    [TB_TRAY_STATE_SIGN_IN] = "com.nebutra.Traybell-sign-in-symbolic",
    [TB_TRAY_STATE_QUIET] = "com.nebutra.Traybell-quiet-symbolic",
  };

  return names[state];
}

static const char *
get_status (TbTrayState state)
{
  return state == TB_TRAY_STATE_URGENT ? "NeedsAttention" : "Active";
}

static void
emit (TbTray *self, const char *signal_name, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  /* Fails only once the bus is gone, and the tray with it. */
  if (!g_dbus_connection_emit_signal (self->connection, NULL, TB_TRAY_OBJECT_PATH,
                                      TB_TRAY_ITEM_INTERFACE, signal_name, parameters, &error))
    g_debug ("The tray item's %s was not sent: %s", signal_name, error->message);
}

static void
on_registered_changed (TbTray *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REGISTERED]);
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
  /* A handler may drop the tray. */
  g_autoptr (TbTray) self = g_object_ref (user_data);
  guint signal_id = 0;

  if (g_str_equal (method_name, "ProvideXdgActivationToken"))
    {
      g_free (self->activation_token);
      g_variant_get (parameters, "(s)", &self->activation_token);
    }
  else if (g_str_equal (method_name, "Activate"))
    signal_id = signals[SIGNAL_ACTIVATE];
  else if (g_str_equal (method_name, "SecondaryActivate"))
    signal_id = signals[SIGNAL_SECONDARY_ACTIVATE];
  else if (g_str_equal (method_name, "ContextMenu"))
    signal_id = signals[SIGNAL_CONTEXT_MENU];

  if (signal_id != 0)
    {
      /* A token is good for one window. */
      g_autofree char *token = g_steal_pointer (&self->activation_token);
      int x;
      int y;

      g_variant_get (parameters, "(ii)", &x, &y);
      g_signal_emit (self, signal_id, 0, x, y, token != NULL && *token != '\0' ? token : NULL);
    }

  /* Scroll has no meaning here, but hosts expect an answer. */
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
build_tooltip (TbTray *self)
{
  GVariantBuilder pixmaps = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(iiay)"));
  const char *title = *self->tooltip_title != '\0' ? self->tooltip_title : self->title;
  g_autofree char *escaped_text = g_markup_escape_text (self->tooltip_text, -1);

  /* Only the text is markup in the specification, and xfce4-panel escapes the
   * title itself. */
  return g_variant_new ("(sa(iiay)ss)", "", &pixmaps, title, escaped_text);
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
  TbTray *self = user_data;

  if (g_str_equal (property_name, "Category"))
    return g_variant_new_string ("Communications");
  if (g_str_equal (property_name, "Id"))
    return g_variant_new_string (ITEM_ID);
  if (g_str_equal (property_name, "Title"))
    return g_variant_new_string (self->title);
  if (g_str_equal (property_name, "Status"))
    return g_variant_new_string (get_status (self->state));
  if (g_str_equal (property_name, "WindowId"))
    return g_variant_new_int32 (0);
  if (g_str_equal (property_name, "IconThemePath"))
    return g_variant_new_string (self->icon_theme_path);
  if (g_str_equal (property_name, "Menu"))
    return g_variant_new_object_path (TB_TRAY_MENU_OBJECT_PATH);
  /* Some hosts (xfce4-panel, waybar) take a missing property as TRUE and then
   * never send Activate. */
  if (g_str_equal (property_name, "ItemIsMenu"))
    return g_variant_new_boolean (FALSE);
  if (g_str_equal (property_name, "IconName"))
    return g_variant_new_string (get_icon_name (self->state));
  if (g_str_equal (property_name, "AttentionIconName"))
    return g_variant_new_string (get_icon_name (TB_TRAY_STATE_URGENT));
  if (g_str_equal (property_name, "ToolTip"))
    return build_tooltip (self);
  if (g_str_has_suffix (property_name, "Pixmap"))
    return g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0);

  /* OverlayIconName and AttentionMovieName: there are none. */
  return g_variant_new_string ("");
}

static gboolean
replace_string (char **field, const char *value)
{
  if (value == NULL)
    value = "";
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  g_free (*field);
  *field = g_strdup (value);
  return TRUE;
}

static void
set_title (TbTray *self, const char *title)
{
  if (!replace_string (&self->title, title))
    return;

  emit (self, "NewTitle", NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
tb_tray_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  TbTray *self = TB_TRAY (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_TOOLTIP_TITLE:
      g_value_set_string (value, self->tooltip_title);
      break;
    case PROP_TOOLTIP_TEXT:
      g_value_set_string (value, self->tooltip_text);
      break;
    case PROP_ICON_THEME_PATH:
      g_value_set_string (value, self->icon_theme_path);
      break;
    case PROP_REGISTERED:
      g_value_set_boolean (value, tb_tray_get_registered (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_tray_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  TbTray *self = TB_TRAY (object);

  switch (property_id)
    {
    case PROP_STATE:
      tb_tray_set_state (self, g_value_get_enum (value));
      break;
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_TOOLTIP_TITLE:
      tb_tray_set_tooltip (self, g_value_get_string (value), self->tooltip_text);
      break;
    case PROP_TOOLTIP_TEXT:
      tb_tray_set_tooltip (self, self->tooltip_title, g_value_get_string (value));
      break;
    case PROP_ICON_THEME_PATH:
      tb_tray_set_icon_theme_path (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_tray_dispose (GObject *object)
{
  TbTray *self = TB_TRAY (object);

  if (self->watcher != NULL)
    g_signal_handlers_disconnect_by_data (self->watcher, self);
  g_clear_object (&self->watcher);
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->menu);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tb_tray_parent_class)->dispose (object);
}

static void
tb_tray_finalize (GObject *object)
{
  TbTray *self = TB_TRAY (object);

  g_free (self->activation_token);
  g_free (self->icon_theme_path);
  g_free (self->tooltip_text);
  g_free (self->tooltip_title);
  g_free (self->title);

  G_OBJECT_CLASS (tb_tray_parent_class)->finalize (object);
}

static guint
add_position_signal (const char *name)
{
  return g_signal_new (name, TB_TYPE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                       G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
}

static void
tb_tray_class_init (TbTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_tray_get_property;
  object_class->set_property = tb_tray_set_property;
  object_class->dispose = tb_tray_dispose;
  object_class->finalize = tb_tray_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, TB_TYPE_TRAY_STATE,
                                              TB_TRAY_STATE_OFFLINE, writable);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "Traybell", writable);
  properties[PROP_TOOLTIP_TITLE] = g_param_spec_string ("tooltip-title", NULL, NULL, "", writable);
  properties[PROP_TOOLTIP_TEXT] = g_param_spec_string ("tooltip-text", NULL, NULL, "", writable);
  properties[PROP_ICON_THEME_PATH]
      = g_param_spec_string ("icon-theme-path", NULL, NULL, "", writable);
  properties[PROP_REGISTERED] = g_param_spec_boolean ("registered", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_ACTIVATE] = add_position_signal ("activate");
  signals[SIGNAL_SECONDARY_ACTIVATE] = add_position_signal ("secondary-activate");
  signals[SIGNAL_CONTEXT_MENU] = add_position_signal ("context-menu");
}

static void
tb_tray_init (TbTray *self)
{
  self->title = g_strdup ("Traybell");
  self->tooltip_title = g_strdup ("");
  self->tooltip_text = g_strdup ("");
  self->icon_theme_path = g_strdup ("");
}

TbTray *
tb_tray_new (GDBusConnection *connection)
{
  static const GDBusInterfaceVTable vtable
      = { .method_call = on_method_call, .get_property = on_get_property };
  TbTray *self;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);

  self = g_object_new (TB_TYPE_TRAY, NULL);
  self->connection = g_object_ref (connection);
  self->menu = tb_tray_menu_new (connection, TB_TRAY_MENU_OBJECT_PATH, &error);
  if (self->menu != NULL)
    self->registration = g_dbus_connection_register_object (connection, TB_TRAY_OBJECT_PATH,
                                                            tb_tray_interfaces_get_item (), &vtable,
                                                            self, NULL, &error);
  if (self->registration == 0)
    {
      /* A second tray on one connection: an error of the program. */
      g_critical ("The tray icon cannot be exported: %s", error->message);
      return self;
    }

  self->watcher = tb_tray_watcher_new (connection, TB_TRAY_OBJECT_PATH);
  g_signal_connect_swapped (self->watcher, "notify::registered", G_CALLBACK (on_registered_changed),
                            self);

  return self;
}

void
tb_tray_set_menu (TbTray *self, GMenuModel *model, GActionGroup *actions)
{
  g_return_if_fail (TB_IS_TRAY (self));

  if (self->menu != NULL)
    tb_tray_menu_set_model (self->menu, model, actions);
}

TbTrayState
tb_tray_get_state (TbTray *self)
{
  g_return_val_if_fail (TB_IS_TRAY (self), TB_TRAY_STATE_OFFLINE);

  return self->state;
}

void
tb_tray_activate (TbTray *self, int x, int y)
{
  g_return_if_fail (TB_IS_TRAY (self));

  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, x, y, NULL);
}

const char *
tb_tray_get_icon_name (TbTray *self)
{
  g_return_val_if_fail (TB_IS_TRAY (self), NULL);

  return get_icon_name (self->state);
}

void
tb_tray_set_state (TbTray *self, TbTrayState state)
{
  const char *former_status;

  g_return_if_fail (TB_IS_TRAY (self));
  g_return_if_fail (state <= TB_TRAY_STATE_QUIET);

  if (self->state == state)
    return;

  former_status = get_status (self->state);
  self->state = state;
  emit (self, "NewIcon", NULL);
  if (!g_str_equal (former_status, get_status (state)))
    {
      emit (self, "NewAttentionIcon", NULL);
      emit (self, "NewStatus", g_variant_new ("(s)", get_status (state)));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
tb_tray_set_tooltip (TbTray *self, const char *title, const char *text)
{
  gboolean title_changed;
  gboolean text_changed;

  g_return_if_fail (TB_IS_TRAY (self));

  title_changed = replace_string (&self->tooltip_title, title);
  text_changed = replace_string (&self->tooltip_text, text);
  if (!title_changed && !text_changed)
    return;

  emit (self, "NewToolTip", NULL);
  if (title_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOLTIP_TITLE]);
  if (text_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOLTIP_TEXT]);
}

void
tb_tray_set_icon_theme_path (TbTray *self, const char *path)
{
  g_return_if_fail (TB_IS_TRAY (self));

  if (!replace_string (&self->icon_theme_path, path))
    return;

  if (self->menu != NULL)
    tb_tray_menu_set_icon_theme_path (self->menu, path);
  emit (self, "NewIconThemePath", g_variant_new ("(s)", self->icon_theme_path));
  emit (self, "NewIcon", NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_THEME_PATH]);
}

gboolean
tb_tray_get_registered (TbTray *self)
{
  g_return_val_if_fail (TB_IS_TRAY (self), FALSE);

  return self->watcher != NULL && tb_tray_watcher_get_registered (self->watcher);
}
