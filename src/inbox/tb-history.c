/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-history.h"

#include "inbox/tb-store-records.h"

/* After how many ms records are written, and how many at once. */
#define FLUSH_DELAY 1000
#define FLUSHED_AT_ONCE 200

/* How many records that are on the disk stay in memory: more will be noted of the last few. */
#define MOST_AT_HAND 16

/* After how many records the oldest are looked for, when there is a flood. */
#define EXPIRY_INTERVAL 5000

/* How many kinds of ignored events are counted apart. Names come from outside. */
#define MOST_KINDS 200

struct _TbHistory
{
  GObject parent_instance;

  TbStore *store; /* or NULL */

  GQueue at_hand;    /* TbRecord in memory, in the order in which they came there */
  GHashTable *dirty; /* those of them that the disk does not have as they are */
  gint64 last_number;
  guint flush_source;
  guint n_flushed;

  GHashTable *ignored; /* what is the same for one kind → TbHistoryIgnored */
  guint64 n_unmatched;
};

G_DEFINE_FINAL_TYPE (TbHistory, tb_history, G_TYPE_OBJECT)

static void
ignored_free (gpointer data)
{
  TbHistoryIgnored *ignored = data;

  g_free ((char *) ignored->fields.account_id);
  g_free ((char *) ignored->fields.channel);
  g_free ((char *) ignored->fields.event);
  g_free ((char *) ignored->fields.rule);
  g_free (ignored);
}

static void
tb_history_dispose (GObject *object)
{
  TbHistory *self = TB_HISTORY (object);

  if (self->store != NULL)
    {
      tb_history_flush (self);
      g_signal_handlers_disconnect_by_data (self->store, self);
    }
  g_clear_handle_id (&self->flush_source, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (tb_history_parent_class)->dispose (object);
}

static void
tb_history_finalize (GObject *object)
{
  TbHistory *self = TB_HISTORY (object);

  g_hash_table_unref (self->dirty);
  g_hash_table_unref (self->ignored);
  g_queue_clear_full (&self->at_hand, (GDestroyNotify) tb_record_unref);

  G_OBJECT_CLASS (tb_history_parent_class)->finalize (object);
}

static void
tb_history_class_init (TbHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_history_dispose;
  object_class->finalize = tb_history_finalize;
}

static void
tb_history_init (TbHistory *self)
{
  g_queue_init (&self->at_hand);
  self->dirty = g_hash_table_new (NULL, NULL);
  self->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, ignored_free);
}

static void
drop (TbHistory *self, GList *link)
{
  TbRecord *record = link->data;

  g_queue_delete_link (&self->at_hand, link);
  g_hash_table_remove (self->dirty, record);
  tb_record_unref (record);
}

/* Those that are on the disk go first, and of the others the oldest. */
static void
make_room (TbHistory *self)
{
  GList *link = self->at_hand.head;

  while (link != NULL && self->at_hand.length > MOST_AT_HAND)
    {
      GList *next = link->next;

      if (!g_hash_table_contains (self->dirty, link->data))
        drop (self, link);
      link = next;
    }
  while (self->at_hand.length > TB_HISTORY_IN_MEMORY)
    drop (self, self->at_hand.head);
}

/* The oldest of those that wait, as references that the array owns. */
static GPtrArray *
list_dirty (TbHistory *self, guint most)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_record_unref);

  for (GList *link = self->at_hand.head; link != NULL && records->len < most; link = link->next)
    {
      if (g_hash_table_contains (self->dirty, link->data))
        g_ptr_array_add (records, tb_record_ref (link->data));
    }

  return records;
}

gboolean
tb_history_flush (TbHistory *self)
{
  g_return_val_if_fail (TB_IS_HISTORY (self), FALSE);

  g_clear_handle_id (&self->flush_source, g_source_remove);
  while (self->store != NULL && g_hash_table_size (self->dirty) > 0)
    {
      g_autoptr (GPtrArray) records = list_dirty (self, FLUSHED_AT_ONCE);

      if (!tb_store_put_records (self->store, records))
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        g_hash_table_remove (self->dirty, g_ptr_array_index (records, i));
      self->n_flushed += records->len;
    }

  make_room (self);
  if (self->n_flushed >= EXPIRY_INTERVAL)
    {
      self->n_flushed = 0;
      tb_store_expire_records (self->store);
    }
  return self->store != NULL;
}

static gboolean
on_flush_due (gpointer user_data)
{
  TbHistory *self = TB_HISTORY (user_data);

  self->flush_source = 0;
  tb_history_flush (self);

  return G_SOURCE_REMOVE;
}

static void
queue_flush (TbHistory *self)
{
  if (self->store == NULL)
    return;

  if (g_hash_table_size (self->dirty) >= FLUSHED_AT_ONCE
      && tb_store_get_error (self->store) == NULL)
    tb_history_flush (self);
  else if (self->flush_source == 0)
    self->flush_source = g_timeout_add (FLUSH_DELAY, on_flush_due, self);
}

static void
touch (TbHistory *self, TbRecord *record)
{
  g_hash_table_add (self->dirty, record);
  queue_flush (self);
}

/* There is another database: those in memory go there. */
static void
on_opened (TbStore *store, gpointer user_data)
{
  TbHistory *self = TB_HISTORY (user_data);

  self->last_number = MAX (self->last_number, tb_store_get_last_record (store));
  for (GList *link = self->at_hand.head; link != NULL; link = link->next)
    touch (self, link->data);
}

static void
on_recovered (TbStore *store, gpointer user_data)
{
  tb_history_flush (TB_HISTORY (user_data));
}

TbHistory *
tb_history_new (TbStore *store)
{
  TbHistory *self = g_object_new (TB_TYPE_HISTORY, NULL);

  if (store != NULL)
    {
      self->store = g_object_ref (store);
      g_signal_connect (store, "opened", G_CALLBACK (on_opened), self);
      g_signal_connect (store, "recovered", G_CALLBACK (on_recovered), self);
      on_opened (store, self);
    }

  return self;
}

TbRecord *
tb_history_begin (TbHistory *self, const TbRecordFields *fields)
{
  TbRecordFields numbered = *fields;
  TbRecord *record;

  g_return_val_if_fail (TB_IS_HISTORY (self), NULL);

  /* Not a number of a database that is not open now either. */
  numbered.number = MAX (self->last_number + 1, g_get_real_time ());
  self->last_number = numbered.number;
  record = tb_record_new (&numbered);
  g_queue_push_tail (&self->at_hand, record);
  touch (self, record);
  make_room (self);
  return record;
}

void
tb_history_decide (TbHistory *self, TbRecord *record, TbVerdict *verdict)
{
  g_return_if_fail (TB_IS_HISTORY (self));
  g_return_if_fail (record != NULL);

  tb_record_set_verdict (record, verdict);
  touch (self, record);
}

/* The record of the event that a notification was made of. */
static TbRecord *
find (TbHistory *self, const char *notification_id)
{
  TbRecord *record;

  for (GList *link = self->at_hand.tail; link != NULL; link = link->prev)
    {
      if (!tb_record_is_duplicate (link->data)
          && g_strcmp0 (tb_record_get_fields (link->data)->notification_id, notification_id) == 0)
        return link->data;
    }

  record = self->store != NULL ? tb_store_find_record (self->store, notification_id) : NULL;
  if (record == NULL)
    return NULL;

  g_queue_push_tail (&self->at_hand, record);
  return record;
}

void
tb_history_note (TbHistory *self, const char *notification_id, const TbStep *step)
{
  TbStep timed = *step;
  TbRecord *record;

  g_return_if_fail (TB_IS_HISTORY (self));
  g_return_if_fail (notification_id != NULL);

  record = find (self, notification_id);
  if (record == NULL)
    return;

  if (timed.at == 0)
    timed.at = g_get_real_time ();
  tb_record_add_step (record, &timed);
  touch (self, record);
}

void
tb_history_count_ignored (TbHistory *self, const TbRecordFields *fields)
{
  g_autofree char *key = NULL;
  TbHistoryIgnored *ignored;

  g_return_if_fail (TB_IS_HISTORY (self));

  key = g_strjoin ("\n", fields->account_id, fields->channel, fields->event, fields->rule, NULL);
  ignored = g_hash_table_lookup (self->ignored, key);
  if (ignored == NULL)
    {
      if (g_hash_table_size (self->ignored) >= MOST_KINDS)
        return;
      ignored = g_new0 (TbHistoryIgnored, 1);
      ignored->fields = *fields;
      ignored->fields.number = 0;
      ignored->fields.notification_id = NULL;
      ignored->fields.account_id = g_strdup (fields->account_id);
      ignored->fields.channel = g_strdup (fields->channel);
      ignored->fields.event = g_strdup (fields->event);
      ignored->fields.rule = g_strdup (fields->rule);
      g_hash_table_insert (self->ignored, g_steal_pointer (&key), ignored);
    }

  ignored->fields.received_at = fields->received_at;
  ignored->count++;
}

void
tb_history_count_unmatched (TbHistory *self)
{
  self->n_unmatched++;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 first = tb_record_get_fields (*(TbRecord *const *) a)->number;
  gint64 second = tb_record_get_fields (*(TbRecord *const *) b)->number;

  return first < second ? -1 : first > second;
}

static gboolean
has_number (gconstpointer record, gconstpointer number)
{
  return tb_record_get_fields (record)->number == *(const gint64 *) number;
}

GPtrArray *
tb_history_list (TbHistory *self, const char *notification_id, guint most)
{
  GPtrArray *records;

  g_return_val_if_fail (TB_IS_HISTORY (self), NULL);

  records = self->store != NULL ? tb_store_list_records (self->store, notification_id, most)
                                : g_ptr_array_new_with_free_func ((GDestroyNotify) tb_record_unref);

  /* What is in memory is newer than the same on the disk. */
  for (GList *link = self->at_hand.head; link != NULL; link = link->next)
    {
      const TbRecordFields *fields = tb_record_get_fields (link->data);
      guint i;

      if (notification_id != NULL && g_strcmp0 (fields->notification_id, notification_id) != 0)
        continue;
      if (g_ptr_array_find_with_equal_func (records, &fields->number, has_number, &i))
        g_ptr_array_remove_index (records, i);
      g_ptr_array_add (records, tb_record_ref (link->data));
    }
  g_ptr_array_sort (records, compare_numbers);
  if (records->len > most)
    g_ptr_array_remove_range (records, 0, records->len - most);

  return records;
}

void
tb_history_complete_id (TbHistory *self, const char *beginning, guint most, GPtrArray *ids)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (TB_IS_HISTORY (self));

  if (self->store != NULL)
    tb_store_complete_record_id (self->store, beginning, most, found);
  for (GList *link = self->at_hand.head; link != NULL; link = link->next)
    {
      const char *id = tb_record_get_fields (link->data)->notification_id;

      if (id != NULL && g_str_has_prefix (id, beginning))
        g_ptr_array_add (found, g_strdup (id));
    }

  for (guint i = 0; i < found->len && ids->len < most; i++)
    {
      const char *id = g_ptr_array_index (found, i);

      if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }
}

void
tb_history_each_ignored (TbHistory *self, TbHistoryIgnoredFunc func, gpointer user_data)
{
  GHashTableIter iter;
  gpointer ignored;

  g_return_if_fail (TB_IS_HISTORY (self));

  g_hash_table_iter_init (&iter, self->ignored);
  while (g_hash_table_iter_next (&iter, NULL, &ignored))
    func (ignored, user_data);
}

guint64
tb_history_get_unmatched (TbHistory *self)
{
  g_return_val_if_fail (TB_IS_HISTORY (self), 0);

  return self->n_unmatched;
}

static gboolean
is_of_account (gpointer key, gpointer value, gpointer user_data)
{
  return g_str_equal (((const TbHistoryIgnored *) value)->fields.account_id, user_data);
}

void
tb_history_remove_account (TbHistory *self, const char *account_id)
{
  g_return_if_fail (TB_IS_HISTORY (self));
  g_return_if_fail (account_id != NULL);

  for (GList *link = self->at_hand.head; link != NULL;)
    {
      GList *next = link->next;

      if (g_str_equal (tb_record_get_fields (link->data)->account_id, account_id))
        drop (self, link);
      link = next;
    }
  g_hash_table_foreach_remove (self->ignored, is_of_account, (gpointer) account_id);
}
