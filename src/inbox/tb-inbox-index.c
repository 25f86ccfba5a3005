/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-index.h"

typedef struct
{
  char *id;
  guint n_unread;
} Account;

struct _TbInboxIndex
{
  GArray *slots;    /* TbInboxSlot, in their order */
  GArray *accounts; /* Account; few, and none is ever removed */

  guint n_unread;
  guint n_urgent_unread;
  guint n_pending;
  guint n_unsaved;
  guint n_changed;
};

static void
account_clear (gpointer data)
{
  g_free (((Account *) data)->id);
}

TbInboxIndex *
tb_inbox_index_new (void)
{
  TbInboxIndex *self = g_new0 (TbInboxIndex, 1);

  self->slots = g_array_new (FALSE, FALSE, sizeof (TbInboxSlot));
  self->accounts = g_array_new (FALSE, FALSE, sizeof (Account));
  g_array_set_clear_func (self->accounts, account_clear);
  return self;
}

void
tb_inbox_index_free (TbInboxIndex *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->slots);
  g_array_unref (self->accounts);
  g_free (self);
}

static TbInboxSlot *
slot_at (const TbInboxIndex *self, guint i)
{
  return &g_array_index (self->slots, TbInboxSlot, i);
}

static Account *
account_at (const TbInboxIndex *self, guint i)
{
  return &g_array_index (self->accounts, Account, i);
}

static Account *
find_account (const TbInboxIndex *self, const char *account_id, guint16 *place)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      if (!g_str_equal (account_at (self, i)->id, account_id))
        continue;
      *place = (guint16) i;
      return account_at (self, i);
    }

  return NULL;
}

static guint16
ensure_account (TbInboxIndex *self, const char *account_id)
{
  guint16 place;

  if (find_account (self, account_id, &place) == NULL)
    {
      const Account account = { .id = g_strdup (account_id) };

      /* One more than anybody has would count as another's. */
      place = (guint16) MIN (self->accounts->len, G_MAXUINT16);
      g_array_append_val (self->accounts, account);
    }

  return place;
}

static void
count (TbInboxIndex *self, const TbInboxSlot *slot, int by)
{
  if (slot->flags & TB_SLOT_UNREAD)
    {
      self->n_unread += (guint) by;
      account_at (self, slot->account)->n_unread += (guint) by;
      if (slot->flags & TB_SLOT_URGENT)
        self->n_urgent_unread += (guint) by;
    }
  if (slot->flags & TB_SLOT_PENDING)
    self->n_pending += (guint) by;
  if (slot->flags & TB_SLOT_UNSAVED)
    self->n_unsaved += (guint) by;
  if (slot->flags & TB_SLOT_CHANGED)
    self->n_changed += (guint) by;
}

void
tb_inbox_index_clear (TbInboxIndex *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    count (self, slot_at (self, i), -1);
  g_array_set_size (self->slots, 0);
}

guint
tb_inbox_index_get_length (const TbInboxIndex *self)
{
  return self->slots->len;
}

const TbInboxSlot *
tb_inbox_index_get (const TbInboxIndex *self, guint i)
{
  return slot_at (self, i);
}

static int
compare (const TbInboxSlot *slot, gint64 number, gint64 received_at)
{
  if (slot->received_at != received_at)
    return slot->received_at < received_at ? -1 : 1;

  return slot->number < number ? -1 : slot->number > number;
}

/* The first place whose slot is not before the given one. */
static guint
find_place (const TbInboxIndex *self, gint64 number, gint64 received_at)
{
  guint low = 0;
  guint high = self->slots->len;

  /* Nearly always the new one is the newest. */
  if (high > 0 && compare (slot_at (self, high - 1), number, received_at) < 0)
    return high;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (slot_at (self, middle), number, received_at) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint
tb_inbox_index_insert (
    TbInboxIndex *self, gint64 number, gint64 received_at, const char *account_id, guint flags)
{
  const TbInboxSlot slot = {
    .number = number,
    .received_at = received_at,
    .account = ensure_account (self, account_id),
    .flags = (guint16) flags,
  };
  guint i = find_place (self, number, received_at);

  g_array_insert_val (self->slots, i, slot);
  count (self, &slot, 1);
  return i;
}

gboolean
tb_inbox_index_find (const TbInboxIndex *self, gint64 number, gint64 received_at, guint *i)
{
  guint place = find_place (self, number, received_at);

  if (place == self->slots->len || compare (slot_at (self, place), number, received_at) != 0)
    return FALSE;

  *i = place;
  return TRUE;
}

void
tb_inbox_index_remove (TbInboxIndex *self, guint i)
{
  count (self, slot_at (self, i), -1);
  g_array_remove_index (self->slots, i);
}

void
tb_inbox_index_change (TbInboxIndex *self, guint i, guint set, guint clear)
{
  TbInboxSlot *slot = slot_at (self, i);

  count (self, slot, -1);
  slot->flags = (guint16) ((slot->flags | set) & ~clear);
  count (self, slot, 1);
}

const char *
tb_inbox_index_get_account (const TbInboxIndex *self, const TbInboxSlot *slot)
{
  return account_at (self, slot->account)->id;
}

guint
tb_inbox_index_count (const TbInboxIndex *self, guint flags)
{
  switch (flags)
    {
    case TB_SLOT_UNREAD:
      return self->n_unread;
    case TB_SLOT_UNREAD | TB_SLOT_URGENT:
      return self->n_urgent_unread;
    case TB_SLOT_PENDING:
      return self->n_pending;
    case TB_SLOT_UNSAVED:
      return self->n_unsaved;
    case TB_SLOT_CHANGED:
      return self->n_changed;
    default:
      g_return_val_if_reached (0);
    }
}

guint
tb_inbox_index_count_unread_of (const TbInboxIndex *self, const char *account_id)
{
  guint16 place;
  const Account *account = find_account (self, account_id, &place);

  return account != NULL ? account->n_unread : 0;
}

gboolean
tb_inbox_index_choose_victim (const TbInboxIndex *self, gboolean spare_pending, guint *i)
{
  gboolean found = FALSE;

  *i = 0;
  for (guint j = 0; j < self->slots->len; j++)
    {
      const TbInboxSlot *slot = slot_at (self, j);

      if (slot->flags & TB_SLOT_PENDING)
        continue;
      if (!(slot->flags & TB_SLOT_UNREAD))
        {
          *i = j;
          return TRUE;
        }
      if (!found)
        *i = j;
      found = TRUE;

      /* Nothing read is left to be found, as when nobody reads for a long time. */
      if (self->n_unread == self->slots->len)
        break;
    }

  return found || (!spare_pending && self->slots->len > 0);
}
