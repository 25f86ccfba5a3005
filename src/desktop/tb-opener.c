/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-opener.h"

#include "desktop/tb-launch-context.h"
#include "desktop/tb-sandbox.h"

#include <glib/gi18n.h>

/* The only place where a link leaves the program. The link came from a server
 * by way of the inbox, which holds it against the account's origins; here it is
 * checked once more for what no link may be. */

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_REQUEST_INTERFACE "org.freedesktop.portal.Request"

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

/* One question to the portal: its answer is a signal that can come before the
 * reply to the call. */
typedef struct
{
  GDBusConnection *connection;
  guint subscription;
  char *path;
  GSource *cancelled_source;
} PortalRequest;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbOpener, tb_opener, G_TYPE_OBJECT)
G_DEFINE_QUARK (tb_opener_error, tb_opener_error)

static void
portal_request_free (PortalRequest *request)
{
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->subscription);
  if (request->cancelled_source != NULL)
    {
      g_source_destroy (request->cancelled_source);
      g_source_unref (request->cancelled_source);
    }
  g_free (request->path);
  g_object_unref (request->connection);
  g_free (request);
}

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

/* The first answer counts; the request is gone after it. */
static gboolean
is_answered (GTask *task)
{
  return g_task_get_task_data (task) == NULL;
}

static void
on_portal_response (GDBusConnection *connection,
                    const char *sender,
                    const char *object_path,
                    const char *interface_name,
                    const char *signal_name,
                    GVariant *parameters,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  guint32 response = 2;

  if (is_answered (task))
    return;

  /* As the portal documents it: 0 done, 1 dismissed by the user, 2 anything else. */
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get_child (parameters, 0, "u", &response);

  g_task_set_task_data (task, NULL, NULL);
  if (response == 0)
    g_task_return_boolean (task, TRUE);
  else if (response == 1)
    g_task_return_new_error (task, TB_OPENER_ERROR, TB_OPENER_ERROR_DISMISSED,
                             _ ("The link was not opened"));
  else
    g_task_return_new_error (task, TB_OPENER_ERROR, TB_OPENER_ERROR_FAILED,
                             _ ("The desktop could not open the link"));
}

static void
on_portal_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* A good reply only says that the question was understood. */
  if (reply != NULL || is_answered (task))
    return;

  g_task_set_task_data (task, NULL, NULL);
  g_dbus_error_strip_remote_error (error);
  g_task_return_new_error (task, TB_OPENER_ERROR, TB_OPENER_ERROR_FAILED,
                           /* Translators: the reason comes from the desktop */
                           _ ("The desktop could not open the link: %s"), error->message);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  PortalRequest *request = g_task_get_task_data (task);

  g_dbus_connection_call (request->connection, PORTAL_NAME, request->path, PORTAL_REQUEST_INTERFACE,
                          "Close", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL,
                          NULL);
  g_task_set_task_data (task, NULL, NULL);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static PortalRequest *
portal_request_new (GDBusConnection *connection, const char *token, GTask *task)
{
  PortalRequest *request = g_new0 (PortalRequest, 1);
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  /* The portal documents this path, so that nobody misses the answer. */
  g_strdelimit (sender, ".", '_');
  request->connection = g_object_ref (connection);
  request->path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  request->subscription = g_dbus_connection_signal_subscribe (
      connection, PORTAL_NAME, PORTAL_REQUEST_INTERFACE, "Response", request->path, NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_portal_response, g_object_ref (task), g_object_unref);
  if (cancellable != NULL)
    {
      request->cancelled_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (request->cancelled_source, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_set_static_name (request->cancelled_source, "[traybell] open cancelled");
      g_source_attach (request->cancelled_source, g_task_get_context (task));
    }

  return request;
}

static void
open_through_portal (TbOpener *self, const char *uri, const char *activation_token, GTask *task)
{
  g_autofree char *token = g_strdup_printf ("traybell%08x%08x", g_random_int (), g_random_int ());
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_task_set_task_data (task, portal_request_new (self->connection, token, task),
                        (GDestroyNotify) portal_request_free);

  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  if (activation_token != NULL && *activation_token != '\0')
    g_variant_builder_add (&options, "{sv}", "activation_token",
                           g_variant_new_string (activation_token));

  g_dbus_connection_call (self->connection, PORTAL_NAME, PORTAL_PATH,
                          "org.freedesktop.portal.OpenURI", "OpenURI",
                          g_variant_new ("(ssa{sv})", "", uri, &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_portal_called, g_object_ref (task));
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
  self->use_portal = tb_sandbox_is_inside ();
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
