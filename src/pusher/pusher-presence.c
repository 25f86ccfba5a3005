/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * Who is in a presence channel, as a list model of stable objects: whoever stays keeps the object
 * over joins, leaves and reconnections.
 */

#include "pusher/pusher-presence.h"

#include "pusher/pusher-presence-payload.h"

struct _PusherPresence
{
  GObject parent_instance;

  GSequence *members; /* PusherMember, in the order of their coming */
  GHashTable *by_id;  /* id → GSequenceIter */
  char *my_id;
  gboolean stale;
};

enum
{
  PROP_STALE = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void pusher_presence_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PusherPresence,
                               pusher_presence,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pusher_presence_list_model_init))

static gboolean
is_me (PusherPresence *self, const char *id)
{
  return self->my_id != NULL && g_str_equal (self->my_id, id);
}

static void
append (PusherPresence *self, const char *id, JsonNode *info)
{
  PusherMember *member = pusher_member_new (id, info, is_me (self, id));
  GSequenceIter *iter = g_sequence_append (self->members, member);

  g_hash_table_insert (self->by_id, (char *) pusher_member_get_id (member), iter);
}

/* Takes out everybody whom @payload does not name, a run at a time. */
static void
remove_absent (PusherPresence *self, const PusherPresencePayload *payload)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->members);
  guint position = 0;

  while (!g_sequence_iter_is_end (iter))
    {
      guint removed = 0;

      while (!g_sequence_iter_is_end (iter))
        {
          GSequenceIter *next = g_sequence_iter_next (iter);
          const char *id = pusher_member_get_id (g_sequence_get (iter));

          if (pusher_presence_payload_contains (payload, id))
            break;
          g_hash_table_remove (self->by_id, id);
          g_sequence_remove (iter);
          iter = next;
          removed++;
        }

      if (removed > 0)
        {
          g_list_model_items_changed (G_LIST_MODEL (self), position, removed, 0);
        }
      else
        {
          iter = g_sequence_iter_next (iter);
          position++;
        }
    }
}

static GType
pusher_presence_get_item_type (GListModel *model)
{
  return PUSHER_TYPE_MEMBER;
}

static guint
pusher_presence_get_n_items (GListModel *model)
{
  return (guint) g_sequence_get_length (PUSHER_PRESENCE (model)->members);
}

static gpointer
pusher_presence_get_item (GListModel *model, guint position)
{
  PusherPresence *self = PUSHER_PRESENCE (model);
  GSequenceIter *iter;

  if (position >= (guint) g_sequence_get_length (self->members))
    return NULL;

  iter = g_sequence_get_iter_at_pos (self->members, (int) position);
  return g_object_ref (g_sequence_get (iter));
}

static void
pusher_presence_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STALE:
      g_value_set_boolean (value, PUSHER_PRESENCE (object)->stale);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pusher_presence_finalize (GObject *object)
{
  PusherPresence *self = PUSHER_PRESENCE (object);

  g_hash_table_unref (self->by_id);
  g_sequence_free (self->members);
  g_free (self->my_id);

  G_OBJECT_CLASS (pusher_presence_parent_class)->finalize (object);
}

static void
pusher_presence_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = pusher_presence_get_item_type;
  interface->get_n_items = pusher_presence_get_n_items;
  interface->get_item = pusher_presence_get_item;
}

static void
pusher_presence_class_init (PusherPresenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pusher_presence_get_property;
  object_class->finalize = pusher_presence_finalize;

  properties[PROP_STALE]
      = g_param_spec_boolean ("stale", NULL, NULL, TRUE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
pusher_presence_init (PusherPresence *self)
{
  self->members = g_sequence_new (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->stale = TRUE;
}

/**
 * pusher_presence_new:
 *
 * Returns: (transfer full): a list of nobody, stale until the server has said who is there
 */
PusherPresence *
pusher_presence_new (void)
{
  return g_object_new (PUSHER_TYPE_PRESENCE, NULL);
}

/**
 * pusher_presence_replace:
 * @self: who is there
 * @event: the server's answer to the subscription
 * @error: return location for an error, or %NULL
 *
 * Makes the list what @event says: the ids and the keys of the hash together (rows 7.1 to 7.4), as
 * a difference to what it was (row 7.17).
 *
 * Returns: %FALSE, and the list is unchanged, with %PUSHER_ERROR_BAD_DATA if @event has no presence
 *   object (row 7.5)
 */
gboolean
pusher_presence_replace (PusherPresence *self, PusherEvent *event, GError **error)
{
  g_autoptr (PusherPresencePayload) payload = pusher_presence_payload_parse (event, error);
  guint before;
  guint added = 0;

  if (payload == NULL)
    return FALSE;

  remove_absent (self, payload);

  /* First what is told of by each member, then whoever comes: nobody is in the list of whom nobody
   * was told. */
  for (guint i = 0; i < pusher_presence_payload_get_length (payload); i++)
    {
      PusherMember *member
          = pusher_presence_lookup (self, pusher_presence_payload_get_id (payload, i));

      if (member != NULL)
        pusher_member_set_info (member, pusher_presence_payload_get_info (payload, i));
    }

  before = (guint) g_sequence_get_length (self->members);
  for (guint i = 0; i < pusher_presence_payload_get_length (payload); i++)
    {
      const char *id = pusher_presence_payload_get_id (payload, i);

      if (g_hash_table_contains (self->by_id, id))
        continue;
      append (self, id, pusher_presence_payload_get_info (payload, i));
      added++;
    }
  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, added);

  pusher_presence_set_stale (self, FALSE);
  return TRUE;
}

/**
 * pusher_presence_add:
 * @self: who is there
 * @event: a `member_added` event
 *
 * Adds a member, or renews what is known of one who is there (rows 7.11, 7.12). Ignored while the
 * list is stale (row 7.15).
 *
 * Returns: %TRUE if somebody came who was not there
 */
gboolean
pusher_presence_add (PusherPresence *self, PusherEvent *event)
{
  g_autofree char *id = NULL;
  g_autoptr (JsonNode) info = NULL;
  GSequenceIter *iter;

  if (self->stale)
    return FALSE;

  id = pusher_presence_payload_dup_member (event, &info);
  if (id == NULL)
    return FALSE;

  iter = g_hash_table_lookup (self->by_id, id);
  if (iter != NULL)
    {
      pusher_member_set_info (g_sequence_get (iter), info);
      return FALSE;
    }

  append (self, id, info);
  g_list_model_items_changed (G_LIST_MODEL (self),
                              (guint) g_sequence_get_length (self->members) - 1, 0, 1);
  return TRUE;
}

/**
 * pusher_presence_remove:
 * @self: who is there
 * @event: a `member_removed` event
 *
 * Removes a member (rows 7.13, 7.14). Ignored while the list is stale (row 7.15).
 *
 * Returns: %TRUE if somebody left who was there
 */
gboolean
pusher_presence_remove (PusherPresence *self, PusherEvent *event)
{
  g_autofree char *id = self->stale ? NULL : pusher_presence_payload_dup_member (event, NULL);
  GSequenceIter *iter = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
  guint position;

  if (iter == NULL)
    return FALSE;

  position = (guint) g_sequence_iter_get_position (iter);
  g_hash_table_remove (self->by_id, id);
  g_sequence_remove (iter);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  return TRUE;
}

/**
 * pusher_presence_clear:
 * @self: who is there
 *
 * Forgets everybody.
 */
void
pusher_presence_clear (PusherPresence *self)
{
  guint length = (guint) g_sequence_get_length (self->members);

  g_hash_table_remove_all (self->by_id);
  g_sequence_remove_range (g_sequence_get_begin_iter (self->members),
                           g_sequence_get_end_iter (self->members));
  if (length > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, length, 0);
  pusher_presence_set_stale (self, TRUE);
}

/**
 * pusher_presence_lookup:
 * @self: who is there
 * @user_id: (nullable): a user's id
 *
 * Returns: (nullable) (transfer none): the member, or %NULL if nobody of that id is there
 */
PusherMember *
pusher_presence_lookup (PusherPresence *self, const char *user_id)
{
  GSequenceIter *iter = user_id != NULL ? g_hash_table_lookup (self->by_id, user_id) : NULL;

  return iter != NULL ? g_sequence_get (iter) : NULL;
}

/**
 * pusher_presence_get_my_id:
 * @self: who is there
 *
 * Returns: (nullable): who we are in this channel
 */
const char *
pusher_presence_get_my_id (PusherPresence *self)
{
  return self->my_id;
}

/**
 * pusher_presence_set_my_id:
 * @self: who is there
 * @user_id: (nullable): who we are in this channel (row 7.9); our own member is known by it
 * whenever it comes (row 7.10)
 */
void
pusher_presence_set_my_id (PusherPresence *self, const char *user_id)
{
  PusherMember *member;

  if (g_strcmp0 (user_id, self->my_id) == 0)
    return;

  member = pusher_presence_lookup (self, self->my_id);
  if (member != NULL)
    pusher_member_set_me (member, FALSE);

  g_free (self->my_id);
  self->my_id = g_strdup (user_id);

  member = pusher_presence_lookup (self, self->my_id);
  if (member != NULL)
    pusher_member_set_me (member, TRUE);
}

/**
 * pusher_presence_get_stale:
 * @self: who is there
 *
 * Returns: whether the list is from before the connection was lost
 */
gboolean
pusher_presence_get_stale (PusherPresence *self)
{
  return self->stale;
}

/**
 * pusher_presence_set_stale:
 * @self: who is there
 * @stale: whether the list is from before the connection was lost
 */
void
pusher_presence_set_stale (PusherPresence *self, gboolean stale)
{
  if (self->stale == stale)
    return;

  self->stale = stale;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE]);
}
