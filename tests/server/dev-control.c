/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tests tell the server and ask it, as JSON. The same verbs are reached
 * over HTTP below /control/ and from C through dev_server_control(). */

#include "dev-control.h"

#include "dev-connection.h"
#include "dev-control-sockets.h"
#include "dev-inbox-api.h"
#include "dev-json.h"

static JsonObject *
list (const char *name, JsonArray *array)
{
  JsonObject *answer = json_object_new ();

  json_object_set_array_member (answer, name, json_array_ref (array));

  return answer;
}

static JsonObject *
done (DevApplication *application)
{
  return json_object_new ();
}

static JsonObject *
describe_channel (DevChannel *channel)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "subscribers", channel->subscribers->len);
  if (dev_channel_name_is_presence (channel->name))
    json_object_set_object_member (object, "presence",
                                   dev_channel_describe_members (channel, FALSE));

  return object;
}

static JsonObject *
on_state (DevApplication *application, JsonObject *parameters, GError **error)
{
  JsonObject *answer = json_object_new ();
  JsonArray *connections = json_array_new ();
  JsonObject *channels = json_object_new ();
  GHashTableIter iter;
  gpointer channel;

  for (guint i = 0; i < application->connections->len; i++)
    json_array_add_object_element (connections,
                                   dev_connection_describe (application->connections->pdata[i]));
  g_hash_table_iter_init (&iter, application->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    json_object_set_object_member (channels, ((DevChannel *) channel)->name,
                                   describe_channel (channel));

  json_object_set_string_member (answer, "flavour", application->flavour->name);
  json_object_set_array_member (answer, "connections", connections);
  json_object_set_object_member (answer, "channels", channels);
  json_object_set_object_member (answer, "counters", dev_record_describe (&application->record));
  json_object_set_array_member (answer, "violations",
                                json_array_ref (application->record.violations));

  return answer;
}

static JsonObject *
on_opened (DevApplication *application, JsonObject *parameters, GError **error)
{
  return list ("opened", application->record.opened);
}

static JsonObject *
on_auth_requests (DevApplication *application, JsonObject *parameters, GError **error)
{
  return list ("requests", application->record.requests);
}

static JsonObject *
on_avatar_requests (DevApplication *application, JsonObject *parameters, GError **error)
{
  return list ("requests", application->record.avatars);
}

static JsonObject *
on_web_requests (DevApplication *application, JsonObject *parameters, GError **error)
{
  return list ("requests", application->record.web_requests);
}

static JsonObject *
on_frames (DevApplication *application, JsonObject *parameters, GError **error)
{
  return list ("frames", application->record.frames);
}

static JsonObject *
on_get_settings (DevApplication *application, JsonObject *parameters, GError **error)
{
  return dev_settings_describe (&application->settings);
}

static JsonObject *
on_settings (DevApplication *application, JsonObject *parameters, GError **error)
{
  if (!dev_settings_change (&application->settings, parameters, error))
    return NULL;

  /* The timers of open connections still run with the old time. */
  for (guint i = 0; i < application->connections->len; i++)
    dev_connection_restart_timeout (application->connections->pdata[i]);

  return dev_settings_describe (&application->settings);
}

static JsonObject *
on_auth (DevApplication *application, JsonObject *parameters, GError **error)
{
  if (!dev_faults_set_auth (application->faults, parameters, error))
    return NULL;

  return done (application);
}

static JsonObject *
on_inbox_fault (DevApplication *application, JsonObject *parameters, GError **error)
{
  if (!dev_faults_set_inbox (application->faults, parameters, error))
    return NULL;

  return done (application);
}

static JsonObject *
on_connect (DevApplication *application, JsonObject *parameters, GError **error)
{
  if (!dev_faults_set_connect (application->faults, parameters, g_get_monotonic_time (), error))
    return NULL;

  return done (application);
}

static JsonObject *
on_web (DevApplication *application, JsonObject *parameters, GError **error)
{
  if (!dev_faults_set_web (application->faults, parameters, error))
    return NULL;

  return done (application);
}

static JsonObject *
on_sign_in (DevApplication *application, JsonObject *parameters, GError **error)
{
  if (!dev_sign_in_change (application->sign_in, parameters, error))
    return NULL;

  return done (application);
}

static JsonObject *
on_flavour (DevApplication *application, JsonObject *parameters, GError **error)
{
  const char *name = dev_json_get_text (parameters, "name", NULL);
  const DevFlavour *flavour = dev_flavour_find (name);

  if (flavour == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no flavour %s",
                   name != NULL ? name : "without a name");
      return NULL;
    }
  application->flavour = flavour;

  return done (application);
}

static JsonObject *
on_users (DevApplication *application, JsonObject *parameters, GError **error)
{
  if (!dev_users_change (application->users, dev_json_get_text (parameters, "user", NULL),
                         dev_json_get_text (parameters, "token", NULL),
                         dev_json_get_text (parameters, "cookie", NULL)))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "There is no such user");
      return NULL;
    }

  return done (application);
}

static JsonObject *
on_reset (DevApplication *application, JsonObject *parameters, GError **error)
{
  dev_application_reset (application);

  return done (application);
}

static const struct
{
  const char *method;
  const char *verb;
  JsonObject *(*run) (DevApplication *application, JsonObject *parameters, GError **error);
} table[] = {
  { "GET", "state", on_state },
  { "GET", "opened", on_opened },
  { "GET", "auth-requests", on_auth_requests },
  { "GET", "avatar-requests", on_avatar_requests },
  { "GET", "inbox", dev_inbox_api_show },
  { "GET", "frames", on_frames },
  { "GET", "web-requests", on_web_requests },
  { "GET", "settings", on_get_settings },
  { "POST", "settings", on_settings },
  { "POST", "auth", on_auth },
  { "POST", "inbox-add", dev_inbox_api_add },
  { "POST", "inbox-fault", on_inbox_fault },
  { "POST", "inbox-read", dev_inbox_api_read },
  { "POST", "connect", on_connect },
  { "POST", "web", on_web },
  { "POST", "sign-in", on_sign_in },
  { "POST", "flavour", on_flavour },
  { "POST", "users", on_users },
  { "POST", "reset", on_reset },
  { "POST", "publish", dev_control_publish },
  { "POST", "close", dev_control_close },
  { "POST", "drop", dev_control_drop },
  { "POST", "send-bytes", dev_control_send_bytes },
  { "POST", "send-text", dev_control_send_text },
  { "POST", "silence", dev_control_silence },
  { "POST", "member", dev_control_member },
};

/**
 * dev_control_run:
 * @application: the application
 * @method: `GET` or `POST`
 * @verb: what comes after `/control/`
 * @parameters: what the verb needs
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full): the answer
 */
JsonObject *
dev_control_run (DevApplication *application,
                 const char *method,
                 const char *verb,
                 JsonObject *parameters,
                 GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      JsonObject *answer;

      if (!g_str_equal (table[i].verb, verb) || !g_str_equal (table[i].method, method))
        continue;

      answer = table[i].run (application, parameters, error);
      if (answer != NULL && g_str_equal (method, "POST"))
        dev_application_changed (application);
      return answer;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no %s of %s", method, verb);

  return NULL;
}
