/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox.h"

#include <glib/gi18n.h>

#include "inbox/tb-inbox-entry-private.h"
#include "inbox/tb-inbox-private.h"

enum
{
  PROP_0,
  PROP_UNREAD,
  PROP_URGENT_UNREAD,
  N_PROPS
};

enum
{
  ENTRY_CHANGED,
  ENTRY_REMOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void tb_inbox_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbInbox,
                               tb_inbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tb_inbox_list_model_init))

static GType
tb_inbox_get_item_type (GListModel *model)
{
  return TB_TYPE_INBOX_ENTRY;
}

static guint
tb_inbox_get_n_items (GListModel *model)
{
  return tb_inbox_index_get_length (TB_INBOX (model)->index);
}

static gpointer
tb_inbox_get_item (GListModel *model, guint position)
{
  TbInbox *self = TB_INBOX (model);

  if (position >= tb_inbox_index_get_length (self->index))
    return NULL;
  return tb_inbox_ensure_entry (self, tb_inbox_place_to_position (self, position));
}

static void
tb_inbox_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = tb_inbox_get_item_type;
  interface->get_n_items = tb_inbox_get_n_items;
  interface->get_item = tb_inbox_get_item;
}

static void
tb_inbox_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  TbInbox *self = TB_INBOX (object);

  switch (property_id)
    {
    case PROP_UNREAD:
      g_value_set_uint (value, tb_inbox_get_unread (self));
      break;
    case PROP_URGENT_UNREAD:
      g_value_set_uint (value, tb_inbox_get_urgent_unread (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tb_inbox_dispose (GObject *object)
{
  tb_inbox_commit (TB_INBOX (object));
  tb_inbox_detach (TB_INBOX (object));

  G_OBJECT_CLASS (tb_inbox_parent_class)->dispose (object);
}

static void
tb_inbox_finalize (GObject *object)
{
  TbInbox *self = TB_INBOX (object);

  g_clear_pointer (&self->caught_up, g_hash_table_unref);
  g_ptr_array_unref (self->arrivals);
  g_clear_pointer (&self->shelf, tb_inbox_shelf_free);
  g_clear_pointer (&self->index, tb_inbox_index_free);
  g_clear_pointer (&self->archive, tb_inbox_archive_free);
  g_clear_object (&self->history);
  g_clear_object (&self->outbox);
  g_clear_object (&self->preferences);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (tb_inbox_parent_class)->finalize (object);
}

static void
tb_inbox_class_init (TbInboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_inbox_get_property;
  object_class->dispose = tb_inbox_dispose;
  object_class->finalize = tb_inbox_finalize;

  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_URGENT_UNREAD]
      = g_param_spec_uint ("urgent-unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ENTRY_CHANGED] = g_signal_new ("entry-changed", TB_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, TB_TYPE_INBOX_ENTRY);
  signals[ENTRY_REMOVED] = g_signal_new ("entry-removed", TB_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, TB_TYPE_INBOX_ENTRY);
}

static void
tb_inbox_init (TbInbox *self)
{
  self->index = tb_inbox_index_new ();
  self->shelf = tb_inbox_shelf_new ();
  self->caught_up = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->arrivals = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_notification_unref);
  self->next_number = 1;
  self->capacity = TB_INBOX_CAPACITY;
  self->days = TB_INBOX_DAYS;
}

TbInbox *
tb_inbox_new (void)
{
  TbInbox *self = g_object_new (TB_TYPE_INBOX, NULL);

  self->archive = tb_inbox_archive_new (NULL);
  self->outbox = tb_outbox_new (NULL);
  self->history = tb_history_new (NULL);
  return self;
}

TbInbox *
tb_inbox_new_stored (TbStore *store, TbPreferences *preferences)
{
  TbInbox *self;

  g_return_val_if_fail (TB_IS_STORE (store), NULL);

  self = g_object_new (TB_TYPE_INBOX, NULL);
  self->store = g_object_ref (store);
  self->preferences = preferences != NULL ? g_object_ref (preferences) : NULL;
  self->archive = tb_inbox_archive_new (store);
  self->outbox = tb_outbox_new (store);
  self->history = tb_history_new (store);
  tb_inbox_attach (self);
  return self;
}

TbStore *
tb_inbox_get_store (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), NULL);

  return self->store;
}

TbOutbox *
tb_inbox_get_outbox (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), NULL);

  return self->outbox;
}

TbHistory *
tb_inbox_get_history (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), NULL);

  return self->history;
}

guint
tb_inbox_place_to_position (TbInbox *self, guint place)
{
  return tb_inbox_index_get_length (self->index) - 1 - place;
}

static const char *
get_id (TbInboxEntry *entry)
{
  return tb_notification_get_id (tb_inbox_entry_get_notification (entry));
}

static gboolean
is_urgent (TbNotification *notification)
{
  return tb_notification_get_urgency (notification) == TB_URGENCY_URGENT;
}

/* What cannot be read any more still has its place, until somebody removes it. */
static TbNotification *
make_unreadable (TbInbox *self, const TbInboxSlot *slot)
{
  g_autofree char *id = g_strdup_printf ("unreadable-%" G_GINT64_FORMAT, slot->number);
  const TbNotificationFields fields = {
    .id = id,
    .account_id = tb_inbox_index_get_account (self->index, slot),
    .channel = "",
    .event = "",
    .title = _ ("A notification that cannot be read from the disk"),
    .urgency = slot->flags & TB_SLOT_URGENT ? TB_URGENCY_URGENT : TB_URGENCY_NORMAL,
    .received_at = slot->received_at,
  };

  return tb_notification_new (&fields);
}

TbInboxEntry *
tb_inbox_ensure_entry (TbInbox *self, guint place)
{
  /* A copy: reading may show that the database is damaged. */
  const TbInboxSlot slot = *tb_inbox_index_get (self->index, place);
  TbInboxEntry *entry = tb_inbox_shelf_find (self->shelf, slot.number);
  g_autoptr (TbNotification) notification = NULL;
  TbInboxState state = { 0 };

  if (entry != NULL)
    return g_object_ref (entry);

  if (self->store != NULL)
    notification = tb_store_load (self->store, slot.number, &state);
  if (notification == NULL)
    notification = make_unreadable (self, &slot);

  entry = tb_inbox_entry_new (slot.number, notification, &state);
  tb_inbox_shelf_add (self->shelf, entry, FALSE);
  return entry;
}

/* Whoever listens may call in again: the values of last time are kept before it is told. */
void
tb_inbox_notify_counts (TbInbox *self)
{
  guint unread = tb_inbox_get_unread (self);
  guint urgent_unread = tb_inbox_get_urgent_unread (self);
  gboolean unread_changed = unread != self->shown_unread;
  gboolean urgent_changed = urgent_unread != self->shown_urgent_unread;

  self->shown_unread = unread;
  self->shown_urgent_unread = urgent_unread;
  if (unread_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
  if (urgent_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URGENT_UNREAD]);
}

void
tb_inbox_emit_entry_changed (TbInbox *self, TbInboxEntry *entry)
{
  g_signal_emit (self, signals[ENTRY_CHANGED], 0, entry);
}

void
tb_inbox_emit_entry_removed (TbInbox *self, TbInboxEntry *entry)
{
  g_signal_emit (self, signals[ENTRY_REMOVED], 0, entry);
}

gboolean
tb_inbox_find (TbInbox *self, const char *id, guint *place)
{
  TbInboxEntry *entry = tb_inbox_shelf_find_by_id (self->shelf, id);
  gint64 number;
  gint64 received_at;

  if (entry == NULL && tb_inbox_commit_id (self, id))
    entry = tb_inbox_shelf_find_by_id (self->shelf, id);
  if (entry != NULL)
    {
      number = *tb_inbox_entry_get_number (entry);
      received_at = tb_notification_get_received_at (tb_inbox_entry_get_notification (entry));
    }
  else if (self->store == NULL || !tb_store_find (self->store, id, &number, &received_at))
    {
      return FALSE;
    }

  return tb_inbox_index_find (self->index, number, received_at, place);
}

guint
tb_inbox_insert (TbInbox *self, TbInboxEntry *entry, gboolean saved)
{
  TbNotification *notification = tb_inbox_entry_get_notification (entry);
  guint flags = (tb_inbox_entry_get_unread (entry) ? TB_SLOT_UNREAD : 0)
                | (is_urgent (notification) ? TB_SLOT_URGENT : 0)
                | (tb_inbox_entry_get_acknowledged (entry) ? 0 : TB_SLOT_PENDING)
                | (saved ? 0 : TB_SLOT_UNSAVED);

  tb_inbox_shelf_add (self->shelf, entry, !saved);
  return tb_inbox_index_insert (self->index, *tb_inbox_entry_get_number (entry),
                                tb_notification_get_received_at (notification),
                                tb_notification_get_account_id (notification), flags);
}

TbInboxEntry *
tb_inbox_lookup (TbInbox *self, const char *id)
{
  g_autoptr (TbInboxEntry) entry = NULL;
  guint place;

  g_return_val_if_fail (TB_IS_INBOX (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (!tb_inbox_find (self, id, &place))
    return NULL;

  /* The shelf keeps what was read last. */
  entry = tb_inbox_ensure_entry (self, place);
  return entry;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
tb_inbox_complete_id (TbInbox *self, const char *beginning, guint most)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) entries = NULL;

  g_return_val_if_fail (TB_IS_INBOX (self), ids);
  g_return_val_if_fail (beginning != NULL, ids);

  tb_inbox_commit (self);
  /* Those in memory are on the disk as well, or not there yet. */
  if (self->store != NULL)
    tb_store_complete_id (self->store, beginning, most, ids);
  entries = tb_inbox_shelf_list (self->shelf);
  for (guint i = 0; i < entries->len; i++)
    {
      const char *id = get_id (g_ptr_array_index (entries, i));

      if (g_str_has_prefix (id, beginning)
          && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }

  /* What was removed need not have left the disk. */
  for (guint i = ids->len; i > 0; i--)
    {
      guint place;

      if (!tb_inbox_find (self, g_ptr_array_index (ids, i - 1), &place))
        g_ptr_array_remove_index (ids, i - 1);
    }
  g_ptr_array_sort (ids, compare_ids);
  if (ids->len > most)
    g_ptr_array_set_size (ids, (int) most);
  return ids;
}

guint
tb_inbox_get_unread (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), 0);

  return tb_inbox_index_count (self->index, TB_SLOT_UNREAD);
}

guint
tb_inbox_get_urgent_unread (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), 0);

  return tb_inbox_index_count (self->index, TB_SLOT_UNREAD | TB_SLOT_URGENT);
}

guint
tb_inbox_count_unread_of (TbInbox *self, const char *account_id)
{
  g_return_val_if_fail (TB_IS_INBOX (self), 0);
  g_return_val_if_fail (account_id != NULL, 0);

  return tb_inbox_index_count_unread_of (self->index, account_id);
}

gboolean
tb_inbox_peek (TbInbox *self, guint position, TbInboxGlance *glance)
{
  const TbInboxSlot *slot;

  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (glance != NULL, FALSE);

  if (position >= tb_inbox_index_get_length (self->index))
    return FALSE;

  slot = tb_inbox_index_get (self->index, tb_inbox_place_to_position (self, position));
  glance->account_id = tb_inbox_index_get_account (self->index, slot);
  glance->received_at = slot->received_at;
  glance->urgent = (slot->flags & TB_SLOT_URGENT) != 0;
  glance->unread = (slot->flags & TB_SLOT_UNREAD) != 0;
  glance->acknowledged = (slot->flags & TB_SLOT_PENDING) == 0;
  return TRUE;
}
