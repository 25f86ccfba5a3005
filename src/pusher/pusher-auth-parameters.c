/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The body of a request to an authorisation endpoint. */

#include "pusher/pusher-auth-parameters.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  char *name;
  char *value;
} Parameter;

struct _PusherAuthParameters
{
  GArray *parameters; /* Parameter */
};

static void
parameter_clear (gpointer data)
{
  Parameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
}

/* encodeURIComponent's alphabet without the marks that forms encode too (row 6.2). */
static void
append_form_field (GString *body, const char *name, const char *value)
{
  g_autofree char *encoded_name = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *encoded_value = g_uri_escape_string (value, NULL, FALSE);

  if (body->len > 0)
    g_string_append_c (body, '&');
  g_string_append_printf (body, "%s=%s", encoded_name, encoded_value);
}

static GBytes *
encode_form (const PusherAuthParameters *self, const char *socket_id, const char *channel_name)
{
  g_autoptr (GString) body = g_string_new (NULL);

  append_form_field (body, "socket_id", socket_id);
  if (channel_name != NULL)
    append_form_field (body, "channel_name", channel_name);
  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = &g_array_index (self->parameters, Parameter, i);

      append_form_field (body, parameter->name, parameter->value);
    }

  return g_bytes_new (body->str, body->len);
}

static void
add_json_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static GBytes *
encode_json (const PusherAuthParameters *self, const char *socket_id, const char *channel_name)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  add_json_member (builder, "socket_id", socket_id);
  if (channel_name != NULL)
    add_json_member (builder, "channel_name", channel_name);
  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = &g_array_index (self->parameters, Parameter, i);

      add_json_member (builder, parameter->name, parameter->value);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * pusher_auth_parameters_new:
 *
 * Returns: (transfer full): no parameters yet
 */
PusherAuthParameters *
pusher_auth_parameters_new (void)
{
  PusherAuthParameters *self = g_new0 (PusherAuthParameters, 1);

  self->parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));
  g_array_set_clear_func (self->parameters, parameter_clear);

  return self;
}

/**
 * pusher_auth_parameters_free:
 * @self: (transfer full): parameters
 */
void
pusher_auth_parameters_free (PusherAuthParameters *self)
{
  g_array_unref (self->parameters);
  g_free (self);
}

/**
 * pusher_auth_parameters_add:
 * @self: parameters
 * @name: a further parameter's name
 * @value: its value
 */
void
pusher_auth_parameters_add (PusherAuthParameters *self, const char *name, const char *value)
{
  Parameter parameter = { g_strdup (name), g_strdup (value) };

  g_array_append_val (self->parameters, parameter);
}

/**
 * pusher_auth_parameters_encode:
 * @self: parameters
 * @format: how to encode them
 * @socket_id: the socket to authorise
 * @channel_name: (nullable): the channel to authorise it for; %NULL to authenticate the user, and
 *   then the body names no channel (row 10.1)
 * @content_type: (out) (transfer none): the media type of what is returned
 *
 * Encodes the protocol's own parameters and those of @self behind them (rows 6.1 to 6.3).
 *
 * Returns: (transfer full): a request's body
 */
GBytes *
pusher_auth_parameters_encode (const PusherAuthParameters *self,
                               PusherAuthFormat format,
                               const char *socket_id,
                               const char *channel_name,
                               const char **content_type)
{
  if (format == PUSHER_AUTH_FORMAT_JSON)
    {
      *content_type = "application/json";
      return encode_json (self, socket_id, channel_name);
    }

  *content_type = "application/x-www-form-urlencoded";
  return encode_form (self, socket_id, channel_name);
}
