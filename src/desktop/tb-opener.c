/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-opener.h"

#include "desktop/tb-launch-context.h"
#include "desktop/tb-portal-request.h"
#include "desktop/tb-sandbox.h"

#include <glib/gi18n.h>

/* The only place where a link leaves the program. The link came from a server
 * by way of the inbox, which holds it against the account's origins; here it is
 * checked once more for what no link may be. */

/* Set where the program is held in without being in a sandbox, as in the unit of systemd: a browser
 * that it started itself would be held in with it. */
#define PORTAL_VARIABLE "TRAYBELL_OPEN_BY_PORTAL"

enum
{
  PROP_0,
  PROP_USE_PORTAL,
  N_PROPERTIES
};

struct _TbOpener
{
  GObject parent_instance;

  GDBusConnection *connection;
  gboolean use_portal;
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbOpener, tb_opener, G_TYPE_OBJECT)
G_DEFINE_QUARK (tb_opener_error, tb_opener_error)

static gboolean
has_refused_character (const char *uri)
{
  for (const char *at = uri; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      /* Browsers read a backslash as a slash, GUri does not. */
      if (character == '\\' || g_unichar_isspace (character) || g_unichar_iscntrl (character)
          || g_unichar_type (character) == G_UNICODE_FORMAT
          || g_unichar_type (character) == G_UNICODE_SPACE_SEPARATOR
          || g_unichar_type (character) == G_UNICODE_LINE_SEPARATOR
          || g_unichar_type (character) == G_UNICODE_PARAGRAPH_SEPARATOR)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0;
}

/* Whether the host is an address, or a name that is the same to everybody and
 * does not look like more than a name: after percent-decoding only letters,
 * digits, hyphens and dots, of any script that IDNA knows. */
static gboolean
is_plain_host (const char *host)
{
  g_autofree char *ascii = NULL;

  if (g_hostname_is_ip_address (host))
    return TRUE;

  for (const char *at = host; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!g_unichar_isalnum (character) && !g_unichar_ismark (character)
          && (character >= 0x80 || strchr ("-_.", (int) character) == NULL))
        return FALSE;
    }

  ascii = g_hostname_to_ascii (host);
  return ascii != NULL && g_ascii_isalnum (ascii[0]) && strstr (ascii, "..") == NULL;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, TB_OPENER_ERROR, TB_OPENER_ERROR_REFUSED, message);
  return FALSE;
}

gboolean
tb_opener_check_uri (const char *uri, GError **error)
{
  g_autoptr (GUri) parsed = NULL;
  const char *host;

  g_return_val_if_fail (uri != NULL, FALSE);

  if (strnlen (uri, TB_OPENER_URI_MAXIMUM + 1) > TB_OPENER_URI_MAXIMUM)
    return refuse (error, _ ("The link is too long to be opened"));
  if (!g_utf8_validate (uri, -1, NULL) || has_refused_character (uri))
    return refuse (error, _ ("The link contains characters that no web address has"));

  /* The host as it stands there, not yet in IDNA's form. */
  parsed = g_uri_parse (uri, G_URI_FLAGS_NON_DNS, NULL);
  host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  if (host == NULL || *host == '\0' || !is_plain_host (host))
    return refuse (error, _ ("The link is not a complete web address"));
  if (g_uri_get_userinfo (parsed) != NULL)
    return refuse (error, _ ("The link contains a user name, which can hide where it leads"));

  /* g_uri_parse() has made the scheme lower case. */
  if (g_str_equal (g_uri_get_scheme (parsed), "https")
      || (g_str_equal (g_uri_get_scheme (parsed), "http") && is_loopback (host)))
    return TRUE;

  return refuse (error, _ ("Only secure web addresses (https) are opened"));
}

static void
on_portal_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) results
      = tb_portal_request_send_finish (G_DBUS_CONNECTION (source), result, &error);

  if (results != NULL)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (g_error_matches (error, TB_PORTAL_ERROR, TB_PORTAL_ERROR_DISMISSED))
    g_task_return_new_error (task, TB_OPENER_ERROR, TB_OPENER_ERROR_DISMISSED,
                             _ ("The link was not opened"));
  else
    g_task_return_new_error (task, TB_OPENER_ERROR, TB_OPENER_ERROR_FAILED,
                             /* Translators: the reason comes from the desktop */
                             _ ("The desktop could not open the link: %s"), error->message);
}

static void
open_through_portal (TbOpener *self, const char *uri, const char *activation_token, GTask *task)
{
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  if (activation_token != NULL && *activation_token != '\0')
    g_variant_dict_insert (&options, "activation_token", "s", activation_token);

  tb_portal_request_send_async (self->connection, "org.freedesktop.portal.OpenURI", "OpenURI",
                                g_variant_new ("(ss)", "", uri), g_variant_dict_end (&options),
                                g_task_get_cancellable (task), on_portal_answered,
                                g_object_ref (task));
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, TB_OPENER_ERROR, TB_OPENER_ERROR_FAILED,
                             /* Translators: the reason comes from the desktop */
                             _ ("The desktop could not open the link: %s"), error->message);
}

static void
tb_opener_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_USE_PORTAL:
      g_value_set_boolean (value, TB_OPENER (object)->use_portal);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_opener_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  TbOpener *self = TB_OPENER (object);

  switch (property_id)
    {
    case PROP_USE_PORTAL:
      if (self->use_portal == g_value_get_boolean (value))
        break;
      self->use_portal = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_opener_dispose (GObject *object)
{
  g_clear_object (&TB_OPENER (object)->connection);

  G_OBJECT_CLASS (tb_opener_parent_class)->dispose (object);
}

static void
tb_opener_class_init (TbOpenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_opener_get_property;
  object_class->set_property = tb_opener_set_property;
  object_class->dispose = tb_opener_dispose;

  properties[PROP_USE_PORTAL]
      = g_param_spec_boolean ("use-portal", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_opener_init (TbOpener *self)
{
  self->use_portal = tb_sandbox_is_inside () || g_getenv (PORTAL_VARIABLE) != NULL;
}

TbOpener *
tb_opener_new (GDBusConnection *connection)
{
  TbOpener *self;

  g_return_val_if_fail (connection == NULL || G_IS_DBUS_CONNECTION (connection), NULL);

  self = g_object_new (TB_TYPE_OPENER, NULL);
  self->connection = connection != NULL ? g_object_ref (connection) : NULL;
  return self;
}

void
tb_opener_open_async (TbOpener *self,
                      const char *uri,
                      const char *activation_token,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GAppLaunchContext) context = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (TB_IS_OPENER (self));
  g_return_if_fail (uri != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tb_opener_open_async);

  if (!tb_opener_check_uri (uri, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (self->use_portal && self->connection != NULL)
    {
      open_through_portal (self, uri, activation_token, task);
      return;
    }

  context = tb_launch_context_new (activation_token);
  g_app_info_launch_default_for_uri_async (uri, context, cancellable, on_launched,
                                           g_steal_pointer (&task));
}

gboolean
tb_opener_open_finish (TbOpener *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
