/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox.h"

#include "inbox/tb-inbox-entry-private.h"
#include "inbox/tb-seen-ids.h"

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

struct _TbInbox
{
  GObject parent_instance;

  /* (element-type TbInboxEntry): oldest first, so that a new one goes to the end */
  GPtrArray *entries;
  /* Id of the notification to its entry; both belong to entries. */
  GHashTable *by_id;
  TbSeenIds *seen;

  guint unread;
  guint urgent_unread;
  /* What was last notified. */
  guint shown_unread;
  guint shown_urgent_unread;
};

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
  return TB_INBOX (model)->entries->len;
}

static gpointer
tb_inbox_get_item (GListModel *model, guint position)
{
  TbInbox *self = TB_INBOX (model);

  if (position >= self->entries->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->entries, self->entries->len - 1 - position));
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
      g_value_set_uint (value, self->unread);
      break;
    case PROP_URGENT_UNREAD:
      g_value_set_uint (value, self->urgent_unread);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tb_inbox_finalize (GObject *object)
{
  TbInbox *self = TB_INBOX (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->seen, tb_seen_ids_free);

  G_OBJECT_CLASS (tb_inbox_parent_class)->finalize (object);
}

static void
tb_inbox_class_init (TbInboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_inbox_get_property;
  object_class->finalize = tb_inbox_finalize;

  properties[PROP_UNREAD]
      = g_param_spec_uint ("unread", NULL, NULL, 0, TB_INBOX_CAPACITY, 0, flags);
  properties[PROP_URGENT_UNREAD]
      = g_param_spec_uint ("urgent-unread", NULL, NULL, 0, TB_INBOX_CAPACITY, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ENTRY_CHANGED] = g_signal_new ("entry-changed", TB_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, TB_TYPE_INBOX_ENTRY);
  signals[ENTRY_REMOVED] = g_signal_new ("entry-removed", TB_TYPE_INBOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, TB_TYPE_INBOX_ENTRY);
}

static void
tb_inbox_init (TbInbox *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->seen = tb_seen_ids_new (TB_INBOX_MEMORY);
}

TbInbox *
tb_inbox_new (void)
{
  return g_object_new (TB_TYPE_INBOX, NULL);
}

static TbInboxEntry *
entry_at (TbInbox *self, guint index)
{
  return g_ptr_array_index (self->entries, index);
}

static TbNotification *
notification_at (TbInbox *self, guint index)
{
  return tb_inbox_entry_get_notification (entry_at (self, index));
}

static gboolean
is_urgent (TbInboxEntry *entry)
{
  return tb_notification_get_urgency (tb_inbox_entry_get_notification (entry)) == TB_URGENCY_URGENT;
}

/* Whoever listens may call in again: the values of last time are kept before it is told. */
static void
notify_counts (TbInbox *self)
{
  gboolean unread_changed = self->unread != self->shown_unread;
  gboolean urgent_changed = self->urgent_unread != self->shown_urgent_unread;

  self->shown_unread = self->unread;
  self->shown_urgent_unread = self->urgent_unread;
  if (unread_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
  if (urgent_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URGENT_UNREAD]);
}

static void
discount (TbInbox *self, TbInboxEntry *entry)
{
  self->unread--;
  if (is_urgent (entry))
    self->urgent_unread--;
}

static void
remove_at (TbInbox *self, guint index)
{
  g_autoptr (TbInboxEntry) entry = g_object_ref (entry_at (self, index));
  guint position = self->entries->len - 1 - index;

  g_hash_table_remove (self->by_id,
                       tb_notification_get_id (tb_inbox_entry_get_notification (entry)));
  g_ptr_array_remove_index (self->entries, index);
  if (tb_inbox_entry_get_unread (entry))
    discount (self, entry);

  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  g_signal_emit (self, signals[ENTRY_REMOVED], 0, entry);
}

/* The oldest read entry, else the oldest, but what waits to be acknowledged comes last. */
static guint
choose_victim (TbInbox *self)
{
  guint victim = 0;
  gboolean has_victim = FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      TbInboxEntry *entry = entry_at (self, i);

      if (!tb_inbox_entry_get_acknowledged (entry))
        continue;
      if (!tb_inbox_entry_get_unread (entry))
        return i;
      if (!has_victim)
        victim = i;
      has_victim = TRUE;

      /* Nothing read is left to be found, as when nobody reads for a long time. */
      if (self->unread == self->entries->len)
        break;
    }

  return victim;
}

/* From the end, since nearly always the new one is the newest. */
static guint
find_place (TbInbox *self, TbNotification *notification)
{
  const gint64 received_at = tb_notification_get_received_at (notification);
  guint index = self->entries->len;

  while (index > 0
         && tb_notification_get_received_at (notification_at (self, index - 1)) > received_at)
    index--;

  return index;
}

static gboolean
find_index (TbInbox *self, const char *id, guint *index)
{
  TbInboxEntry *entry = g_hash_table_lookup (self->by_id, id);

  return entry != NULL && g_ptr_array_find (self->entries, entry, index);
}

static gboolean
is_of_account (TbInboxEntry *entry, const char *account_id)
{
  TbNotification *notification = tb_inbox_entry_get_notification (entry);

  return g_str_equal (tb_notification_get_account_id (notification), account_id);
}

static gboolean
is_here (TbInbox *self, TbInboxEntry *entry)
{
  TbNotification *notification = tb_inbox_entry_get_notification (entry);

  return g_hash_table_lookup (self->by_id, tb_notification_get_id (notification)) == entry;
}

gboolean
tb_inbox_add (TbInbox *self, TbNotification *notification)
{
  return tb_inbox_add_with_state (self, notification, TRUE, FALSE);
}

gboolean
tb_inbox_add_with_state (TbInbox *self,
                         TbNotification *notification,
                         gboolean unread,
                         gboolean acknowledged)
{
  TbInboxEntry *entry;
  const char *dedupe_id;
  guint index;

  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (notification != NULL, FALSE);

  if (g_hash_table_contains (self->by_id, tb_notification_get_id (notification)))
    return FALSE;
  dedupe_id = tb_notification_get_dedupe_id (notification);
  if (dedupe_id != NULL
      && !tb_seen_ids_add (self->seen, tb_notification_get_account_id (notification), dedupe_id))
    return FALSE;

  while (self->entries->len >= TB_INBOX_CAPACITY)
    remove_at (self, choose_victim (self));

  entry = tb_inbox_entry_new (notification, unread, acknowledged);
  index = find_place (self, notification);
  g_ptr_array_insert (self->entries, (int) index, entry);
  g_hash_table_insert (self->by_id, (gpointer) tb_notification_get_id (notification), entry);
  if (unread)
    {
      self->unread++;
      if (is_urgent (entry))
        self->urgent_unread++;
    }

  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1 - index, 0, 1);
  notify_counts (self);
  return TRUE;
}

TbInboxEntry *
tb_inbox_lookup (TbInbox *self, const char *id)
{
  g_return_val_if_fail (TB_IS_INBOX (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->by_id, id);
}

gboolean
tb_inbox_mark_read (TbInbox *self, const char *id)
{
  g_autoptr (TbInboxEntry) entry = NULL;

  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  entry = g_hash_table_lookup (self->by_id, id);
  if (entry == NULL)
    return FALSE;

  g_object_ref (entry);
  if (!tb_inbox_entry_get_unread (entry))
    return FALSE;

  discount (self, entry);
  tb_inbox_entry_mark_read (entry);
  g_signal_emit (self, signals[ENTRY_CHANGED], 0, entry);
  notify_counts (self);
  return TRUE;
}

guint
tb_inbox_mark_all_read (TbInbox *self, const char *account_id)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (TB_IS_INBOX (self), 0);

  for (guint i = 0; i < self->entries->len; i++)
    {
      TbInboxEntry *entry = entry_at (self, i);

      if (tb_inbox_entry_get_unread (entry)
          && (account_id == NULL || is_of_account (entry, account_id)))
        g_ptr_array_add (changed, g_object_ref (entry));
    }

  /* Listeners may change the inbox, and so the entries are walked in a list of our own. */
  for (guint i = 0; i < changed->len; i++)
    {
      TbInboxEntry *entry = g_ptr_array_index (changed, i);

      if (!tb_inbox_entry_get_unread (entry) || !is_here (self, entry))
        continue;
      discount (self, entry);
      tb_inbox_entry_mark_read (entry);
      g_signal_emit (self, signals[ENTRY_CHANGED], 0, entry);
    }

  notify_counts (self);
  return changed->len;
}

gboolean
tb_inbox_acknowledge (TbInbox *self, const char *id)
{
  g_autoptr (TbInboxEntry) entry = NULL;
  gboolean changed;

  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  entry = g_hash_table_lookup (self->by_id, id);
  if (entry == NULL)
    return FALSE;

  g_object_ref (entry);
  if (tb_inbox_entry_get_unread (entry))
    discount (self, entry);
  changed = tb_inbox_entry_mark_read (entry);
  changed = tb_inbox_entry_acknowledge (entry) || changed;
  if (!changed)
    return FALSE;

  g_signal_emit (self, signals[ENTRY_CHANGED], 0, entry);
  notify_counts (self);
  return TRUE;
}

gboolean
tb_inbox_remove (TbInbox *self, const char *id)
{
  guint index;

  g_return_val_if_fail (TB_IS_INBOX (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!find_index (self, id, &index))
    return FALSE;

  remove_at (self, index);
  notify_counts (self);
  return TRUE;
}

guint
tb_inbox_remove_account (TbInbox *self, const char *account_id)
{
  guint n_removed = 0;

  g_return_val_if_fail (TB_IS_INBOX (self), 0);
  g_return_val_if_fail (account_id != NULL, 0);

  for (guint i = self->entries->len; i > 0; i--)
    {
      if (i > self->entries->len || !is_of_account (entry_at (self, i - 1), account_id))
        continue;
      remove_at (self, i - 1);
      n_removed++;
    }

  notify_counts (self);
  return n_removed;
}

guint
tb_inbox_get_unread (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), 0);

  return self->unread;
}

guint
tb_inbox_get_urgent_unread (TbInbox *self)
{
  g_return_val_if_fail (TB_IS_INBOX (self), 0);

  return self->urgent_unread;
}

guint
tb_inbox_count_unread_of (TbInbox *self, const char *account_id)
{
  guint unread = 0;

  g_return_val_if_fail (TB_IS_INBOX (self), 0);
  g_return_val_if_fail (account_id != NULL, 0);

  for (guint i = 0; i < self->entries->len; i++)
    {
      TbInboxEntry *entry = entry_at (self, i);

      if (tb_inbox_entry_get_unread (entry) && is_of_account (entry, account_id))
        unread++;
    }

  return unread;
}
