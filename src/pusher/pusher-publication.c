/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-publication.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-channel-name.h"
#include "pusher/pusher-error.h"

/* Where a server reaches everybody who has signed in as one user (row 10.12). */
#define USER_CHANNEL_PREFIX "#server-to-user-"

struct _PusherPublication
{
  gatomicrefcount references;

  GStrv channel_names;
  char *event_name;
  char *data;
  char *socket_id; /* or NULL */
};

static gboolean
refuse (GError **error, const char *problem)
{
  g_set_error_literal (error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT, problem);
  return FALSE;
}

static gboolean
check_channel_name (const char *name, GError **error)
{
  if (g_str_has_prefix (name, USER_CHANNEL_PREFIX))
    name += strlen (USER_CHANNEL_PREFIX);
  if (!pusher_channel_name_check (name, error))
    return FALSE;
  if (pusher_channel_name_get_type_of (name) != PUSHER_CHANNEL_ENCRYPTED)
    return TRUE;

  /* Its clients drop what is not encrypted (row 11.10). */
  g_set_error (
      error, PUSHER_ERROR, PUSHER_ERROR_BAD_CHANNEL_NAME,
      _ ("The channel %s is encrypted; only the application's server, which has the master "
         "key, can publish to it"),
      name);
  return FALSE;
}

static gboolean
check_channel_names (const char *const *names, GError **error)
{
  guint count = g_strv_length ((GStrv) names);

  if (count == 0)
    return refuse (error, _ ("A channel to publish to is missing"));
  if (count > PUSHER_PUBLICATION_MAX_CHANNELS)
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
                   _ ("An event can go to %d channels at once, and these are %u; send it again for "
                      "the others"),
                   PUSHER_PUBLICATION_MAX_CHANNELS, count);
      return FALSE;
    }
  for (guint i = 0; i < count; i++)
    {
      if (!check_channel_name (names[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_event_name (const char *name, GError **error)
{
  if (*name == '\0')
    return refuse (error, _ ("An event's name must not be empty"));
  if (!g_utf8_validate (name, -1, NULL))
    return refuse (error, _ ("An event's name is text in UTF-8"));
  if (g_utf8_strlen (name, -1) > PUSHER_PUBLICATION_MAX_NAME_LENGTH)
    {
      g_set_error (
          error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
          _ ("“%.40s…” is too long for an event's name: at most %d characters are allowed"), name,
          PUSHER_PUBLICATION_MAX_NAME_LENGTH);
      return FALSE;
    }
  if (g_str_has_prefix (name, "pusher:") || g_str_has_prefix (name, "pusher_internal:"))
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
                   _ ("Names like “%s” are the protocol's own; choose another one for the event"),
                   name);
      return FALSE;
    }

  return TRUE;
}

/* Two numbers and a point: a server answers anything else with 400. */
static gboolean
is_socket_id (const char *text)
{
  static const char digits[] = "0123456789";
  gsize first = strspn (text, digits);
  gsize second = text[first] == '.' ? strspn (text + first + 1, digits) : 0;

  return first > 0 && second > 0 && text[first + 1 + second] == '\0';
}

/**
 * pusher_publication_new:
 * @channel_names: (array zero-terminated=1): where to, at most %PUSHER_PUBLICATION_MAX_CHANNELS;
 *   `#server-to-user-ID` reaches whoever has signed in as that user
 * @event_name: what the event is called, at most %PUSHER_PUBLICATION_MAX_NAME_LENGTH characters
 * @data: what it says: JSON by custom, and any text by the protocol
 * @socket_id: (nullable): the one connection that does not get it, mostly the sender's own
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): an event, or %NULL with %PUSHER_ERROR_BAD_CHANNEL_NAME or
 *   %PUSHER_ERROR_BAD_EVENT for what a server would refuse, or what its clients would misread (rows
 *   18.5, 18.8)
 */
PusherPublication *
pusher_publication_new (const char *const *channel_names,
                        const char *event_name,
                        const char *data,
                        const char *socket_id,
                        GError **error)
{
  PusherPublication *self;

  if (!check_channel_names (channel_names, error) || !check_event_name (event_name, error))
    return NULL;
  if (!g_utf8_validate (data, -1, NULL))
    {
      refuse (error, _ ("An event's data is text in UTF-8"));
      return NULL;
    }
  if (socket_id != NULL && !is_socket_id (socket_id))
    {
      g_set_error (error, PUSHER_ERROR, PUSHER_ERROR_BAD_EVENT,
                   _ ("“%s” is not the id of a connection; that looks like 1234.5678"), socket_id);
      return NULL;
    }

  self = g_new0 (PusherPublication, 1);
  g_atomic_ref_count_init (&self->references);
  self->channel_names = g_strdupv ((GStrv) channel_names);
  self->event_name = g_strdup (event_name);
  self->data = g_strdup (data);
  self->socket_id = g_strdup (socket_id);

  return self;
}

/**
 * pusher_publication_ref:
 * @self: an event
 *
 * Returns: (transfer full): the same event
 */
PusherPublication *
pusher_publication_ref (PusherPublication *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * pusher_publication_unref:
 * @self: (transfer full): an event
 */
void
pusher_publication_unref (PusherPublication *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_strfreev (self->channel_names);
  g_free (self->event_name);
  g_free (self->data);
  g_free (self->socket_id);
  g_free (self);
}

/**
 * pusher_publication_get_channel_names:
 * @self: an event
 *
 * Returns: (array zero-terminated=1): where it goes, at least one
 */
const char *const *
pusher_publication_get_channel_names (PusherPublication *self)
{
  return (const char *const *) self->channel_names;
}

/**
 * pusher_publication_get_event_name:
 * @self: an event
 *
 * Returns: its name
 */
const char *
pusher_publication_get_event_name (PusherPublication *self)
{
  return self->event_name;
}

/**
 * pusher_publication_get_data:
 * @self: an event
 *
 * Returns: what it says
 */
const char *
pusher_publication_get_data (PusherPublication *self)
{
  return self->data;
}

/**
 * pusher_publication_build:
 * @self: an event
 * @builder: where a value is due
 * @of_batch: whether it is one of a batch, and then its first channel is the only one
 *
 * Adds the event as the HTTP API takes it: its data is a string even where it is JSON
 * (rows 18.3, 18.4).
 */
void
pusher_publication_build (PusherPublication *self, JsonBuilder *builder, gboolean of_batch)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, self->event_name);
  if (of_batch)
    {
      json_builder_set_member_name (builder, "channel");
      json_builder_add_string_value (builder, self->channel_names[0]);
    }
  else
    {
      json_builder_set_member_name (builder, "channels");
      json_builder_begin_array (builder);
      for (gsize i = 0; self->channel_names[i] != NULL; i++)
        json_builder_add_string_value (builder, self->channel_names[i]);
      json_builder_end_array (builder);
    }
  json_builder_set_member_name (builder, "data");
  json_builder_add_string_value (builder, self->data);
  if (self->socket_id != NULL)
    {
      json_builder_set_member_name (builder, "socket_id");
      json_builder_add_string_value (builder, self->socket_id);
    }
  json_builder_end_object (builder);
}
