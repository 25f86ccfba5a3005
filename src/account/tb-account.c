/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings of one account, read where they are used. */

#include "account/tb-account.h"

#include <string.h>

struct _TbAccount
{
  GObject parent_instance;

  char *id;
  GSettings *settings;
  /* From when they were asked for until they change: each notification asks. */
  GStrv muting_globs;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbAccount, tb_account, G_TYPE_OBJECT)

static void
on_settings_changed (GSettings *settings, const char *key, gpointer user_data)
{
  TbAccount *self = TB_ACCOUNT (user_data);

  g_clear_pointer (&self->muting_globs, g_strfreev);
  g_signal_emit (self, signals[SIGNAL_CHANGED], g_quark_from_string (key), key);
}

/* Appends @name unless it stands there already: two templates may make the same. */
static void
add_name (GPtrArray *names, char *name)
{
  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_free (name);
  else
    g_ptr_array_add (names, name);
}

static char *
replace (const char *text, const char *place, const char *value)
{
  g_autoptr (GString) result = g_string_new (text);

  g_string_replace (result, place, value, 0);
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* A template without {tenant_id} makes one name, with it one for each tenant. */
static void
add_template (GPtrArray *names, const char *template, const char *user_id, GStrv tenant_ids)
{
  g_autofree char *with_user = NULL;

  if (strstr (template, "{user_id}") != NULL && *user_id == '\0')
    return;

  with_user = replace (template, "{user_id}", user_id);
  if (strstr (with_user, "{tenant_id}") == NULL)
    {
      add_name (names, g_steal_pointer (&with_user));
      return;
    }

  for (gsize i = 0; tenant_ids[i] != NULL; i++)
    add_name (names, replace (with_user, "{tenant_id}", tenant_ids[i]));
}

static void
tb_account_finalize (GObject *object)
{
  TbAccount *self = TB_ACCOUNT (object);

  g_clear_object (&self->settings);
  g_strfreev (self->muting_globs);
  g_free (self->id);

  G_OBJECT_CLASS (tb_account_parent_class)->finalize (object);
}

static void
tb_account_class_init (TbAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_account_finalize;

  /**
   * TbAccount::changed:
   * @self: the account
   * @key: which setting
   *
   * A setting has another value now; the detail is its key.
   */
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tb_account_init (TbAccount *self)
{
}

/**
 * tb_account_new:
 * @id: the account's id, of letters and digits
 *
 * Returns: (transfer full): the settings of the account @id, whether they were set or not
 */
TbAccount *
tb_account_new (const char *id)
{
  TbAccount *self = g_object_new (TB_TYPE_ACCOUNT, NULL);
  g_autofree char *path = g_strconcat (TB_ACCOUNT_PATH, id, "/", NULL);

  self->id = g_strdup (id);
  self->settings = g_settings_new_with_path (TB_ACCOUNT_SCHEMA, path);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_settings_changed), self, 0);

  return self;
}

/**
 * tb_account_new_draft:
 * @id: an account's id
 * @settings: an a{sv} of settings, by name; unknown ones and those of a wrong type or range are
 * passed over
 *
 * Makes the account @id as it would be with @settings. Nothing of it is written, now or later.
 *
 * Returns: (transfer full): the account
 */
TbAccount *
tb_account_new_draft (const char *id, GVariant *settings)
{
  TbAccount *account = tb_account_new (id);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  /* A GSettings that once delays never stops doing so. */
  g_settings_delay (account->settings);
  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) present = NULL;

      if (!tb_account_check_value (key, value, NULL))
        continue;
      /* What is written is announced as changed, even if it is what it was. */
      present = g_settings_get_value (account->settings, key);
      if (!g_variant_equal (value, present))
        g_settings_set_value (account->settings, key, value);
    }

  return account;
}

/**
 * tb_account_get_id:
 * @self: an account
 *
 * Returns: its id
 */
const char *
tb_account_get_id (TbAccount *self)
{
  return self->id;
}

/**
 * tb_account_dup_name:
 * @self: an account
 *
 * Returns: (transfer full): what to call it: its name, else its id
 */
char *
tb_account_dup_name (TbAccount *self)
{
  g_autofree char *name = tb_account_dup_string (self, "name");

  return *name != '\0' ? g_steal_pointer (&name) : g_strdup (self->id);
}

/**
 * tb_account_get_enabled:
 * @self: an account
 *
 * Returns: whether to connect for it
 */
gboolean
tb_account_get_enabled (TbAccount *self)
{
  return g_settings_get_boolean (self->settings, "enabled");
}

/**
 * tb_account_is_writable:
 * @self: an account
 * @key: name of a setting
 *
 * Returns: %FALSE if an administrator has locked the setting
 */
gboolean
tb_account_is_writable (TbAccount *self, const char *key)
{
  return g_settings_is_writable (self->settings, key);
}

/**
 * tb_account_set_enabled:
 * @self: an account
 * @enabled: whether to connect for it
 */
void
tb_account_set_enabled (TbAccount *self, gboolean enabled)
{
  g_settings_set_boolean (self->settings, "enabled", enabled);
}

/**
 * tb_account_dup_string:
 * @self: an account
 * @key: a setting that holds a string, or one of several choices, which is then named
 *
 * Returns: (transfer full): its value, empty if it is not set
 */
char *
tb_account_dup_string (TbAccount *self, const char *key)
{
  return g_settings_get_string (self->settings, key);
}

/**
 * tb_account_dup_strings:
 * @self: an account
 * @key: a setting that holds a list of strings
 *
 * Returns: (transfer full): its value
 */
GStrv
tb_account_dup_strings (TbAccount *self, const char *key)
{
  return g_settings_get_strv (self->settings, key);
}

/**
 * tb_account_set_strings:
 * @self: an account
 * @key: a setting that holds a list of strings
 * @value: what it is to be; nothing changes if an administrator has locked it
 */
void
tb_account_set_strings (TbAccount *self, const char *key, const char *const *value)
{
  g_settings_set_strv (self->settings, key, value);
}

/**
 * tb_account_get_port:
 * @self: an account
 *
 * Returns: the server's port, or 0 for the usual one
 */
guint16
tb_account_get_port (TbAccount *self)
{
  return (guint16) g_settings_get_uint (self->settings, "port");
}

/**
 * tb_account_get_tls:
 * @self: an account
 *
 * Returns: whether the connection is encrypted
 */
gboolean
tb_account_get_tls (TbAccount *self)
{
  return g_settings_get_boolean (self->settings, "tls");
}

/**
 * tb_account_get_auth_format:
 * @self: an account
 *
 * Returns: how to encode requests to the authorisation endpoint
 */
TbAuthFormat
tb_account_get_auth_format (TbAccount *self)
{
  return (TbAuthFormat) g_settings_get_enum (self->settings, "auth-format");
}

/**
 * tb_account_set_auth_format:
 * @self: an account
 * @format: the format that turned out to work
 */
void
tb_account_set_auth_format (TbAccount *self, TbAuthFormat format)
{
  g_settings_set_enum (self->settings, "auth-format", (int) format);
}

/**
 * tb_account_get_inbox_style:
 * @self: an account
 *
 * Returns: how the web app tells what came while nobody listened
 */
TbInboxStyle
tb_account_get_inbox_style (TbAccount *self)
{
  return (TbInboxStyle) g_settings_get_enum (self->settings, "inbox-adapter");
}

/**
 * tb_account_dup_inbox_url:
 * @self: an account
 *
 * Returns: (transfer full) (nullable): where the web app's list of notifications is, without a
 *   slash at its end; %NULL if the account has none, or if that is relative to a web app whose
 *   address is not set
 */
char *
tb_account_dup_inbox_url (TbAccount *self)
{
  static const char *const usual[] = {
    [TB_INBOX_STYLE_NONE] = NULL,
    [TB_INBOX_STYLE_WEB] = "/api/notifications",
    [TB_INBOX_STYLE_GATEWAY] = "/api/v1/notifications",
  };
  TbInboxStyle style = tb_account_get_inbox_style (self);
  g_autofree char *web_url = tb_account_dup_string (self, "web-url");
  g_autofree char *url = tb_account_dup_string (self, "inbox-url");
  char *absolute;

  if (style == TB_INBOX_STYLE_NONE)
    return NULL;

  absolute = g_uri_resolve_relative (*web_url != '\0' ? web_url : NULL,
                                     *url != '\0' ? url : usual[style], G_URI_FLAGS_NONE, NULL);
  while (absolute != NULL && g_str_has_suffix (absolute, "/"))
    absolute[strlen (absolute) - 1] = '\0';

  return absolute;
}

/**
 * tb_account_get_sign_in_method:
 * @self: an account
 *
 * Returns: how the user proves who they are
 */
TbSignInMethod
tb_account_get_sign_in_method (TbAccount *self)
{
  return (TbSignInMethod) g_settings_get_enum (self->settings, "sign-in-method");
}

/**
 * tb_account_needs_credentials:
 * @self: an account
 *
 * Returns: whether the user has to prove anything: not for public channels alone, which do without
 * an authorisation endpoint
 */
gboolean
tb_account_needs_credentials (TbAccount *self)
{
  g_autofree char *endpoint = tb_account_dup_string (self, "auth-endpoint");

  return *endpoint != '\0' || tb_account_get_inbox_style (self) != TB_INBOX_STYLE_NONE;
}

/**
 * tb_account_dup_muting_glob:
 * @self: an account
 * @channel: name of a channel
 *
 * Returns: (transfer full) (nullable): by what the user has switched off notifications of @channel,
 *   or %NULL if they are on
 */
char *
tb_account_dup_muting_glob (TbAccount *self, const char *channel)
{
  if (self->muting_globs == NULL)
    self->muting_globs = tb_account_dup_strings (self, "muted-channels");

  for (gsize i = 0; self->muting_globs[i] != NULL; i++)
    {
      if (g_pattern_match_simple (self->muting_globs[i], channel))
        return g_strdup (self->muting_globs[i]);
    }

  return NULL;
}

/**
 * tb_account_get_urgent_passes:
 * @self: an account
 *
 * Returns: whether its urgent notifications pass muted channels, a snooze and quiet hours
 */
gboolean
tb_account_get_urgent_passes (TbAccount *self)
{
  return g_settings_get_boolean (self->settings, "urgent-passes-quiet");
}

/**
 * tb_account_set_urgent_passes:
 * @self: an account
 * @passes: whether its urgent notifications pass muted channels, a snooze and quiet hours
 */
void
tb_account_set_urgent_passes (TbAccount *self, gboolean passes)
{
  g_settings_set_boolean (self->settings, "urgent-passes-quiet", passes);
}

/**
 * tb_account_get_auth_parameters:
 * @self: an account
 *
 * Returns: (transfer full): further parameters of those requests, an a{ss}
 */
GVariant *
tb_account_get_auth_parameters (TbAccount *self)
{
  return g_settings_get_value (self->settings, "auth-parameters");
}

/**
 * tb_account_dup_channel_names:
 * @self: an account
 *
 * Returns: (transfer full): the channels to subscribe: the user's, each tenant's, each room's and
 * the further ones, without doubles
 */
GStrv
tb_account_dup_channel_names (TbAccount *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *user_id = tb_account_dup_string (self, "user-id");
  g_auto (GStrv) tenant_ids = tb_account_dup_strings (self, "tenant-ids");
  g_auto (GStrv) rooms = tb_account_dup_strings (self, "rooms");
  g_auto (GStrv) channels = tb_account_dup_strings (self, "channels");

  add_template (names, "private-user-{user_id}", user_id, tenant_ids);
  add_template (names, "private-tenant-{tenant_id}", user_id, tenant_ids);
  for (gsize i = 0; rooms[i] != NULL; i++)
    add_name (names, g_strconcat ("presence-room-", rooms[i], NULL));
  for (gsize i = 0; channels[i] != NULL; i++)
    add_template (names, channels[i], user_id, tenant_ids);

  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * tb_account_find_setting:
 * @key: a name
 *
 * Returns: (transfer full) (nullable): what the schema says of the setting of this name, or %NULL
 *   if an account has none
 */
GSettingsSchemaKey *
tb_account_find_setting (const char *key)
{
  g_autoptr (GSettingsSchema) schema = g_settings_schema_source_lookup (
      g_settings_schema_source_get_default (), TB_ACCOUNT_SCHEMA, TRUE);

  return schema != NULL && g_settings_schema_has_key (schema, key)
             ? g_settings_schema_get_key (schema, key)
             : NULL;
}

/**
 * tb_account_dup_setting_type:
 * @key: a name
 *
 * Returns: (transfer full) (nullable): the type of the setting of this name, a string for an
 * enumeration, or %NULL if an account has none
 */
GVariantType *
tb_account_dup_setting_type (const char *key)
{
  g_autoptr (GSettingsSchemaKey) setting = tb_account_find_setting (key);

  /* The type belongs to the key. */
  return setting != NULL ? g_variant_type_copy (g_settings_schema_key_get_value_type (setting))
                         : NULL;
}

/**
 * tb_account_dup_settings:
 * @self: an account
 *
 * Returns: (transfer full): all its settings, an a{sv} by name
 */
GVariant *
tb_account_dup_settings (TbAccount *self)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  GVariantDict settings;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_variant_dict_init (&settings, NULL);
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_value (self->settings, keys[i]);

      g_variant_dict_insert_value (&settings, keys[i], value);
    }

  return g_variant_ref_sink (g_variant_dict_end (&settings));
}

/**
 * tb_account_apply:
 * @self: an account
 * @settings: an a{sv} of settings, by name; unknown ones and those of a wrong type or range are
 * passed over
 *
 * Sets several settings in one step, whether they can be used or not.
 */
void
tb_account_apply (TbAccount *self, GVariant *settings)
{
  g_autoptr (TbAccount) account = tb_account_new_draft (self->id, settings);

  g_settings_apply (account->settings);
}

/**
 * tb_account_change:
 * @self: an account
 * @settings: an a{sv} of settings, by name
 * @error: return location for an error, or %NULL
 *
 * Sets several settings in one step if the account can be used with them, else none of them.
 *
 * Returns: %FALSE with what tb_account_check_values() or tb_account_check() says
 */
gboolean
tb_account_change (TbAccount *self, GVariant *settings, GError **error)
{
  g_autoptr (TbAccount) account = NULL;

  if (!tb_account_check_values (settings, error))
    return FALSE;

  account = tb_account_new_draft (self->id, settings);
  if (!tb_account_check (account, error))
    return FALSE;

  g_settings_apply (account->settings);
  return TRUE;
}

/**
 * tb_account_reset:
 * @self: an account
 *
 * Forgets all settings of the account.
 */
void
tb_account_reset (TbAccount *self)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_settings_reset (self->settings, keys[i]);
}
