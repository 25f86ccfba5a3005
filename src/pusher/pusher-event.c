/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-event.h"

#include <string.h>

#include "pusher/pusher-json-text.h"
#include "pusher/pusher-json-tree.h"

struct _PusherEvent
{
  gatomicrefcount references;

  char *name;
  char *channel;
  char *user_id;

  /* The frame stays alive for as long as its data may be asked for. */
  GBytes *frame;
  PusherJsonExtent data;

  /* Decoded when first asked for. */
  char *text;
  JsonNode *node;
  gboolean decoded;

  gboolean replay;
};

G_DEFINE_BOXED_TYPE (PusherEvent, pusher_event, pusher_event_ref, pusher_event_unref)

static void
ensure_text (PusherEvent *self)
{
  if (self->text != NULL || self->data.kind == PUSHER_JSON_INVALID
      || self->data.kind == PUSHER_JSON_NULL)
    return;

  if (self->data.kind == PUSHER_JSON_STRING)
    self->text = pusher_json_extent_dup_string (&self->data);
  else
    self->text = g_strndup (self->data.text, self->data.length);
}

/**
 * pusher_event_new:
 * @name: the event's name
 * @channel: (nullable): the channel
 * @data: (nullable): JSON text
 *
 * Makes an event that did not come in a frame.
 *
 * Returns: (transfer full): an event
 */
PusherEvent *
pusher_event_new (const char *name, const char *channel, const char *data)
{
  PusherEvent *self = g_new0 (PusherEvent, 1);

  g_atomic_ref_count_init (&self->references);
  self->name = g_strdup (name);
  self->channel = g_strdup (channel);
  if (data != NULL)
    {
      gsize length = strlen (data);

      self->frame = g_bytes_new (data, length);
      if (!pusher_json_scan (g_bytes_get_data (self->frame, NULL), length, &self->data))
        self->data = (PusherJsonExtent){ 0 };
    }

  return self;
}

/**
 * pusher_event_new_with_text:
 * @name: the event's name
 * @channel: (nullable): the channel
 * @text: valid UTF-8
 *
 * Makes an event whose data are a string that says @text, such as one that was decrypted
 * (row 11.3).
 *
 * Returns: (transfer full): an event
 */
PusherEvent *
pusher_event_new_with_text (const char *name, const char *channel, const char *text)
{
  PusherEvent *self = pusher_event_new (name, channel, NULL);

  self->data.kind = PUSHER_JSON_STRING;
  self->text = g_strdup (text);

  return self;
}

/**
 * pusher_event_new_from_frame:
 * @frame: the frame in which the extents stand
 * @name: the event's name, a string
 * @channel: (nullable): the channel, a string
 * @user_id: (nullable): the sender, a string or a number (row 7.22)
 * @data: (nullable): the event's data, of any kind
 *
 * Returns: (transfer full): an event
 */
PusherEvent *
pusher_event_new_from_frame (GBytes *frame,
                             const PusherJsonExtent *name,
                             const PusherJsonExtent *channel,
                             const PusherJsonExtent *user_id,
                             const PusherJsonExtent *data)
{
  PusherEvent *self = g_new0 (PusherEvent, 1);

  g_atomic_ref_count_init (&self->references);
  self->frame = g_bytes_ref (frame);
  self->name = pusher_json_extent_dup_string (name);
  if (channel != NULL)
    self->channel = pusher_json_extent_dup_string (channel);
  if (user_id != NULL)
    self->user_id = pusher_json_extent_dup_scalar (user_id);
  if (data != NULL)
    self->data = *data;

  return self;
}

/**
 * pusher_event_ref:
 * @self: an event
 *
 * Returns: (transfer full): @self
 */
PusherEvent *
pusher_event_ref (PusherEvent *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * pusher_event_unref:
 * @self: (transfer full): an event
 */
void
pusher_event_unref (PusherEvent *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->node, json_node_unref);
  g_clear_pointer (&self->frame, g_bytes_unref);
  g_free (self->text);
  g_free (self->name);
  g_free (self->channel);
  g_free (self->user_id);
  g_free (self);
}

/**
 * pusher_event_get_name:
 * @self: an event
 *
 * Returns: the event's name; any text, also an empty one (row 8.15)
 */
const char *
pusher_event_get_name (const PusherEvent *self)
{
  return self->name;
}

/**
 * pusher_event_get_channel:
 * @self: an event
 *
 * Returns: (nullable): the channel's name, or %NULL for an event of the connection (row 8.17)
 */
const char *
pusher_event_get_channel (const PusherEvent *self)
{
  return self->channel;
}

/**
 * pusher_event_get_user_id:
 * @self: an event
 *
 * Returns: (nullable): the member who sent a client event on a presence channel (row 7.22);
 *   another user's word, vouched for by the server
 */
const char *
pusher_event_get_user_id (const PusherEvent *self)
{
  return self->user_id;
}

/**
 * pusher_event_get_text:
 * @self: an event
 *
 * The data as the publisher meant it before any decoding: the string where the data is one, else
 * its JSON text (row 8.4).
 *
 * Returns: (nullable) (transfer none): the text, or %NULL if the event has no data
 */
const char *
pusher_event_get_text (PusherEvent *self)
{
  ensure_text (self);
  return self->text;
}

/**
 * pusher_event_get_json:
 * @self: an event
 * @extent: (out): where the data's JSON stands, valid as long as @self
 *
 * Finds the data's JSON without building a tree: the value itself, or the JSON inside where the
 * value is a string that holds JSON (rows 8.1 to 8.6: exactly one level).
 *
 * Returns: %FALSE if there are no data, or they are a string that is not JSON
 */
gboolean
pusher_event_get_json (PusherEvent *self, PusherJsonExtent *extent)
{
  if (self->data.kind == PUSHER_JSON_INVALID)
    return FALSE;
  if (self->data.kind != PUSHER_JSON_STRING)
    {
      *extent = self->data;
      return TRUE;
    }

  ensure_text (self);
  return pusher_json_scan (self->text, strlen (self->text), extent);
}

/**
 * pusher_event_get_data:
 * @self: an event
 *
 * The data, decoded by exactly one level (rows 8.1 to 8.8): an object for `{"a":1}` and for
 * `"{\"a\":1}"`, a string for `"plain text"`.
 *
 * Returns: (nullable) (transfer none): the data; %NULL if the event has none or they are `null`
 */
JsonNode *
pusher_event_get_data (PusherEvent *self)
{
  PusherJsonExtent extent;

  if (self->decoded)
    return self->node;

  self->decoded = TRUE;
  if (self->data.kind == PUSHER_JSON_INVALID)
    return NULL;

  if (pusher_event_get_json (self, &extent))
    self->node = pusher_json_tree_build (&extent);

  if (self->node == NULL)
    {
      ensure_text (self);
      self->node = json_node_new (JSON_NODE_VALUE);
      json_node_set_string (self->node, self->text);
    }
  else if (JSON_NODE_HOLDS_NULL (self->node))
    {
      g_clear_pointer (&self->node, json_node_unref);
    }

  return self->node;
}

/**
 * pusher_event_is_internal:
 * @self: an event
 *
 * Returns: %TRUE for the protocol's own events, which no application sees (row 5.4)
 */
gboolean
pusher_event_is_internal (const PusherEvent *self)
{
  return g_str_has_prefix (self->name, "pusher_internal:");
}

/**
 * pusher_event_is_replay:
 * @self: an event
 *
 * Returns: whether this is the first event of a cache channel after a subscription, and so perhaps
 * one that was sent before and is repeated at each reconnection (rows 12.2, 12.3)
 */
gboolean
pusher_event_is_replay (const PusherEvent *self)
{
  return self->replay;
}

/**
 * pusher_event_mark_replay:
 * @self: an event that nobody has seen yet
 *
 * For the room's own use.
 */
void
pusher_event_mark_replay (PusherEvent *self)
{
  self->replay = TRUE;
}
