/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * All marks are in memory: they are few, unless a web app cannot be reached for weeks. The
 * database has the same, and what it could not be told yet is remembered here.
 */

#include "inbox/tb-outbox.h"

#include "inbox/tb-store-marks.h"

typedef struct
{
  TbMark mark;
  char *account_id;
  gboolean saved;
} Item;

struct _TbOutbox
{
  GObject parent_instance;

  TbStore *store;      /* or NULL */
  GQueue items;        /* Item, in the order of their numbers */
  GHashTable *waiting; /* account, kind and id to the link of an item */
  GArray *removed;     /* gint64, numbers of marks that the database still has */
  gint64 last_number;
};

enum
{
  SIGNAL_ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the order of TbMarkKind, and in the database: never changed, only added to. */
static const char *const kind_names[] = { "read", "read-all" };

G_DEFINE_FINAL_TYPE (TbOutbox, tb_outbox, G_TYPE_OBJECT)

static void
clear_mark (TbMark *mark)
{
  g_free (mark->dedupe_id);
}

void
tb_mark_free (TbMark *self)
{
  if (self == NULL)
    return;

  clear_mark (self);
  g_free (self);
}

static void
item_free (gpointer data)
{
  Item *item = data;

  clear_mark (&item->mark);
  g_free (item->account_id);
  g_free (item);
}

static char *
make_key (const char *account_id, TbMarkKind kind, const char *dedupe_id)
{
  /* An account's id has no line break. */
  return g_strconcat (account_id, "\n", kind_names[kind], "\n", dedupe_id, NULL);
}

static void
tb_outbox_dispose (GObject *object)
{
  TbOutbox *self = TB_OUTBOX (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (tb_outbox_parent_class)->dispose (object);
}

static void
tb_outbox_finalize (GObject *object)
{
  TbOutbox *self = TB_OUTBOX (object);

  g_hash_table_unref (self->waiting);
  g_queue_clear_full (&self->items, item_free);
  g_array_unref (self->removed);

  G_OBJECT_CLASS (tb_outbox_parent_class)->finalize (object);
}

static void
tb_outbox_class_init (TbOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_outbox_dispose;
  object_class->finalize = tb_outbox_finalize;

  signals[SIGNAL_ADDED] = g_signal_new ("added", TB_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tb_outbox_init (TbOutbox *self)
{
  g_queue_init (&self->items);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->removed = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
save_item (TbOutbox *self, Item *item)
{
  const TbStoreMark mark = {
    .number = item->mark.number,
    .account_id = item->account_id,
    .kind = kind_names[item->mark.kind],
    .dedupe_id = item->mark.dedupe_id,
    .made_at = item->mark.made_at,
    .n_failures = item->mark.n_failures,
  };

  item->saved = self->store != NULL && tb_store_put_mark (self->store, &mark);
}

static void
flush (TbOutbox *self)
{
  if (self->removed->len > 0
      && tb_store_remove_marks (self->store, (const gint64 *) (gpointer) self->removed->data,
                                self->removed->len))
    g_array_set_size (self->removed, 0);

  for (GList *link = self->items.head; link != NULL; link = link->next)
    {
      Item *item = link->data;

      if (item->saved)
        continue;
      save_item (self, item);
      if (!item->saved)
        return;
    }
}

/* Marks are not shown to anybody, and so what seems to be none can be left out. */
static gboolean
get_kind (const TbStoreMark *mark, TbMarkKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++)
    {
      *kind = (TbMarkKind) i;
      if (g_strcmp0 (mark->kind, kind_names[i]) == 0)
        return mark->account_id != NULL && mark->dedupe_id != NULL
               && g_utf8_validate (mark->dedupe_id, -1, NULL);
    }

  return FALSE;
}

/* At its place, which nearly always is the end; returns its link. */
static GList *
insert (TbOutbox *self, Item *item)
{
  GList *link = self->items.tail;

  while (link != NULL && ((const Item *) link->data)->mark.number > item->mark.number)
    link = link->prev;
  g_queue_insert_after (&self->items, link, item);

  return link != NULL ? link->next : self->items.head;
}

static void
on_stored_mark (const TbStoreMark *stored, gpointer user_data)
{
  TbOutbox *self = TB_OUTBOX (user_data);
  g_autofree char *key = NULL;
  TbMarkKind kind;
  GList *known;
  Item *item;

  self->last_number = MAX (self->last_number, stored->number);
  if (!get_kind (stored, &kind))
    return;

  key = make_key (stored->account_id, kind, stored->dedupe_id);
  known = g_hash_table_lookup (self->waiting, key);
  if (known != NULL)
    {
      item = known->data;
      item->saved = item->saved || item->mark.number == stored->number;
      /* The database's came first, and it is told once. */
      if (item->mark.number != stored->number)
        g_array_append_val (self->removed, stored->number);
      return;
    }

  item = g_new0 (Item, 1);
  item->mark.number = stored->number;
  item->mark.kind = kind;
  item->mark.dedupe_id = g_strdup (stored->dedupe_id);
  item->mark.made_at = stored->made_at;
  item->mark.n_failures = stored->n_failures;
  item->account_id = g_strdup (stored->account_id);
  item->saved = TRUE;
  g_hash_table_insert (self->waiting, g_steal_pointer (&key), insert (self, item));
}

/* There is another database: what it has comes in, what it does not have goes there. */
static void
on_opened (TbStore *store, gpointer user_data)
{
  TbOutbox *self = TB_OUTBOX (user_data);

  for (GList *link = self->items.head; link != NULL; link = link->next)
    ((Item *) link->data)->saved = FALSE;
  g_array_set_size (self->removed, 0);
  tb_store_each_mark (self->store, on_stored_mark, self);
  flush (self);
}

static void
on_recovered (TbStore *store, gpointer user_data)
{
  flush (TB_OUTBOX (user_data));
}

TbOutbox *
tb_outbox_new (TbStore *store)
{
  TbOutbox *self = g_object_new (TB_TYPE_OUTBOX, NULL);

  if (store != NULL)
    {
      self->store = g_object_ref (store);
      g_signal_connect (store, "opened", G_CALLBACK (on_opened), self);
      g_signal_connect (store, "recovered", G_CALLBACK (on_recovered), self);
      on_opened (store, self);
    }

  return self;
}

static void
add (TbOutbox *self, const char *account_id, TbMarkKind kind, const char *dedupe_id)
{
  Item *item = g_new0 (Item, 1);

  item->mark.made_at = g_get_real_time ();
  /* No number of another time is used again: what was sent may still be answered. */
  item->mark.number = MAX (self->last_number + 1, item->mark.made_at);
  item->mark.kind = kind;
  item->mark.dedupe_id = g_strdup (dedupe_id);
  item->account_id = g_strdup (account_id);
  self->last_number = item->mark.number;

  g_queue_push_tail (&self->items, item);
  g_hash_table_insert (self->waiting, make_key (account_id, kind, dedupe_id), self->items.tail);
  save_item (self, item);
}

static void
remove_link (TbOutbox *self, GList *link, GArray *numbers)
{
  Item *item = link->data;
  g_autofree char *key = make_key (item->account_id, item->mark.kind, item->mark.dedupe_id);

  if (item->saved)
    g_array_append_val (numbers, item->mark.number);
  g_hash_table_remove (self->waiting, key);
  g_queue_delete_link (&self->items, link);
  item_free (item);
}

static void
remove_from_store (TbOutbox *self, const GArray *numbers)
{
  if (numbers->len > 0
      && !tb_store_remove_marks (self->store, (const gint64 *) (gpointer) numbers->data,
                                 numbers->len))
    g_array_append_vals (self->removed, numbers->data, numbers->len);
}

/* Removes the marks of an account that come before @end. */
static void
remove_before (TbOutbox *self, const char *account_id, const GList *end, GArray *numbers)
{
  for (GList *link = self->items.head; link != end;)
    {
      GList *next = link->next;

      if (g_str_equal (((Item *) link->data)->account_id, account_id))
        remove_link (self, link, numbers);
      link = next;
    }
}

gboolean
tb_outbox_add_read (TbOutbox *self, const char *account_id, const char *dedupe_id)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (TB_IS_OUTBOX (self), FALSE);
  g_return_val_if_fail (account_id != NULL, FALSE);
  g_return_val_if_fail (dedupe_id != NULL, FALSE);

  key = make_key (account_id, TB_MARK_READ, dedupe_id);
  if (g_hash_table_contains (self->waiting, key))
    return FALSE;

  add (self, account_id, TB_MARK_READ, dedupe_id);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, account_id);
  return TRUE;
}

void
tb_outbox_add_read_all (TbOutbox *self, const char *account_id)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *key = NULL;
  GList *former;

  g_return_if_fail (TB_IS_OUTBOX (self));
  g_return_if_fail (account_id != NULL);

  key = make_key (account_id, TB_MARK_READ_ALL, "");
  former = g_hash_table_lookup (self->waiting, key);
  if (former != NULL)
    {
      remove_link (self, former, numbers);
      remove_from_store (self, numbers);
      g_array_set_size (numbers, 0);
    }

  /* In this order, so that whoever ends the program in between costs nothing. */
  add (self, account_id, TB_MARK_READ_ALL, "");
  remove_before (self, account_id, self->items.tail, numbers);
  remove_from_store (self, numbers);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, account_id);
}

GPtrArray *
tb_outbox_peek (TbOutbox *self, const char *account_id, guint most)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_mark_free);

  g_return_val_if_fail (TB_IS_OUTBOX (self), marks);
  g_return_val_if_fail (account_id != NULL, marks);

  for (GList *link = self->items.head; link != NULL && marks->len < most; link = link->next)
    {
      const Item *item = link->data;
      TbMark *mark;

      if (!g_str_equal (item->account_id, account_id))
        continue;
      if (item->mark.kind == TB_MARK_READ_ALL && marks->len > 0)
        break;
      mark = g_memdup2 (&item->mark, sizeof item->mark);
      mark->dedupe_id = g_strdup (item->mark.dedupe_id);
      g_ptr_array_add (marks, mark);
      if (item->mark.kind == TB_MARK_READ_ALL)
        break;
    }

  return marks;
}

static GList *
find (TbOutbox *self, gint64 number)
{
  for (GList *link = self->items.head; link != NULL; link = link->next)
    {
      if (((Item *) link->data)->mark.number == number)
        return link;
    }

  return NULL;
}

void
tb_outbox_done (TbOutbox *self, gint64 number)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  GList *link;

  g_return_if_fail (TB_IS_OUTBOX (self));

  link = find (self, number);
  if (link == NULL)
    return;

  remove_link (self, link, numbers);
  remove_from_store (self, numbers);
}

guint
tb_outbox_failed (TbOutbox *self, gint64 number)
{
  GList *link;
  Item *item;

  g_return_val_if_fail (TB_IS_OUTBOX (self), 0);

  link = find (self, number);
  if (link == NULL)
    return 0;

  item = link->data;
  item->mark.n_failures++;
  save_item (self, item);
  return item->mark.n_failures;
}

guint
tb_outbox_count (TbOutbox *self, const char *account_id)
{
  guint count = 0;

  g_return_val_if_fail (TB_IS_OUTBOX (self), 0);

  if (account_id == NULL)
    return self->items.length;
  for (GList *link = self->items.head; link != NULL; link = link->next)
    {
      if (g_str_equal (((const Item *) link->data)->account_id, account_id))
        count++;
    }

  return count;
}

void
tb_outbox_remove_account (TbOutbox *self, const char *account_id)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_if_fail (TB_IS_OUTBOX (self));
  g_return_if_fail (account_id != NULL);

  remove_before (self, account_id, NULL, numbers);
  if (self->store != NULL)
    remove_from_store (self, numbers);
}
