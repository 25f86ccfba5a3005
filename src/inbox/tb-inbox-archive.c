/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-archive.h"

#include <string.h>

#include "inbox/tb-inbox.h"
#include "inbox/tb-seen-ids.h"
#include "inbox/tb-store-progress.h"

/* How much of each kind is written at once. */
#define WRITTEN_AT_ONCE 50

/* How much is removed in one transaction. */
#define REMOVED_AT_ONCE 200

/* An id that waits to be remembered. */
typedef struct
{
  char *account_id;
  guint8 digest[TB_SEEN_IDS_DIGEST_SIZE];
} WaitingId;

struct _TbInboxArchive
{
  TbStore *store; /* or NULL */

  TbSeenIds *seen;     /* of what could not be written, NULL before there is any */
  GArray *removed;     /* gint64, numbers of what the disk still has */
  GArray *expired;     /* likewise, if it is no harm that they are there at another start */
  GQueue ids;          /* WaitingId, the oldest first */
  GPtrArray *accounts; /* ids of those to be forgotten */
};

static void
waiting_id_free (gpointer data)
{
  WaitingId *waiting = data;

  g_free (waiting->account_id);
  g_free (waiting);
}

TbInboxArchive *
tb_inbox_archive_new (TbStore *store)
{
  TbInboxArchive *self = g_new0 (TbInboxArchive, 1);

  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->removed = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->expired = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_queue_init (&self->ids);
  self->accounts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tb_inbox_archive_free (TbInboxArchive *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->accounts);
  g_queue_clear_full (&self->ids, waiting_id_free);
  g_array_unref (self->removed);
  g_array_unref (self->expired);
  g_clear_pointer (&self->seen, tb_seen_ids_free);
  g_clear_object (&self->store);
  g_free (self);
}

static gboolean
was_seen (TbInboxArchive *self, TbNotification *notification)
{
  const char *dedupe_id = tb_notification_get_dedupe_id (notification);

  return self->seen != NULL && dedupe_id != NULL
         && tb_seen_ids_contains (self->seen, tb_notification_get_account_id (notification),
                                  dedupe_id);
}

static void
see (TbInboxArchive *self, TbNotification *notification)
{
  const char *dedupe_id = tb_notification_get_dedupe_id (notification);

  if (dedupe_id == NULL)
    return;

  if (self->seen == NULL)
    self->seen = tb_seen_ids_new (TB_INBOX_MEMORY);
  tb_seen_ids_add (self->seen, tb_notification_get_account_id (notification), dedupe_id);
}

TbStoreAddResult
tb_inbox_archive_add (TbInboxArchive *self,
                      gint64 number,
                      TbNotification *notification,
                      const TbInboxState *state)
{
  TbStoreAddResult result = TB_STORE_FAILED;

  if (was_seen (self, notification))
    return TB_STORE_DUPLICATE;

  if (self->store != NULL)
    {
      result = tb_store_add (self->store, number, notification, state);
      if (result == TB_STORE_FAILED && tb_store_has_seen (self->store, notification))
        result = TB_STORE_DUPLICATE;
    }
  if (result == TB_STORE_FAILED)
    see (self, notification);

  return result;
}

gboolean
tb_inbox_archive_has_seen (TbInboxArchive *self, TbNotification *notification)
{
  return was_seen (self, notification)
         || (self->store != NULL && tb_store_has_seen (self->store, notification));
}

gboolean
tb_inbox_archive_add_all (TbInboxArchive *self, gint64 number, GPtrArray *notifications)
{
  if (self->store != NULL && tb_store_add_all (self->store, number, notifications))
    return TRUE;

  for (guint i = 0; i < notifications->len; i++)
    see (self, g_ptr_array_index (notifications, i));
  return FALSE;
}

TbStoreAddResult
tb_inbox_archive_save (TbInboxArchive *self,
                       gint64 number,
                       TbNotification *notification,
                       const TbInboxState *state)
{
  return self->store != NULL ? tb_store_add (self->store, number, notification, state)
                             : TB_STORE_FAILED;
}

void
tb_inbox_archive_remove (TbInboxArchive *self, gint64 number)
{
  if (self->store != NULL && !tb_store_remove (self->store, number))
    g_array_append_val (self->removed, number);
}

void
tb_inbox_archive_add_removed (TbInboxArchive *self, gint64 number)
{
  if (self->store != NULL)
    g_array_append_val (self->removed, number);
}

void
tb_inbox_archive_remove_later (TbInboxArchive *self, gint64 number)
{
  if (self->store != NULL)
    g_array_append_val (self->expired, number);
}

void
tb_inbox_archive_remember (TbInboxArchive *self, TbNotification *notification)
{
  const char *dedupe_id = tb_notification_get_dedupe_id (notification);
  WaitingId *waiting;

  if (self->store == NULL || dedupe_id == NULL)
    return;

  waiting = g_new0 (WaitingId, 1);
  waiting->account_id = g_strdup (tb_notification_get_account_id (notification));
  tb_seen_ids_digest (waiting->account_id, dedupe_id, waiting->digest);
  g_queue_push_tail (&self->ids, waiting);
  if (self->ids.length > TB_INBOX_MEMORY)
    waiting_id_free (g_queue_pop_head (&self->ids));
}

void
tb_inbox_archive_name (TbInboxArchive *self,
                       gint64 number,
                       gboolean saved,
                       TbNotification *notification)
{
  const char *dedupe_id = tb_notification_get_dedupe_id (notification);
  guint8 digest[TB_SEEN_IDS_DIGEST_SIZE];

  /* What is not on the disk yet is written with its name. */
  see (self, notification);
  if (self->store == NULL || !saved)
    return;

  tb_seen_ids_digest (tb_notification_get_account_id (notification), dedupe_id, digest);
  tb_store_name (self->store, number, dedupe_id);
  if (!tb_store_remember (self->store, tb_notification_get_account_id (notification), digest))
    tb_inbox_archive_remember (self, notification);
}

static void
drop_ids (TbInboxArchive *self, const char *account_id)
{
  for (GList *link = self->ids.head; link != NULL;)
    {
      GList *next = link->next;
      WaitingId *waiting = link->data;

      if (g_str_equal (waiting->account_id, account_id))
        {
          waiting_id_free (waiting);
          g_queue_delete_link (&self->ids, link);
        }
      link = next;
    }
}

void
tb_inbox_archive_forget_account (TbInboxArchive *self, const char *account_id)
{
  drop_ids (self, account_id);
  if (self->store != NULL && !tb_store_forget_account (self->store, account_id))
    g_ptr_array_add (self->accounts, g_strdup (account_id));
}

void
tb_inbox_archive_begin_anew (TbInboxArchive *self)
{
  g_array_set_size (self->removed, 0);
  g_array_set_size (self->expired, 0);
}

static gboolean
flush_ids (TbInboxArchive *self)
{
  for (guint i = 0; i < WRITTEN_AT_ONCE && self->ids.length > 0; i++)
    {
      const WaitingId *waiting = g_queue_peek_head (&self->ids);

      if (!tb_store_remember (self->store, waiting->account_id, waiting->digest))
        return FALSE;
      waiting_id_free (g_queue_pop_head (&self->ids));
    }

  return self->ids.length == 0;
}

static gboolean
flush_accounts (TbInboxArchive *self)
{
  while (self->accounts->len > 0)
    {
      if (!tb_store_forget_account (self->store, g_ptr_array_index (self->accounts, 0)))
        return FALSE;
      g_ptr_array_remove_index (self->accounts, 0);
    }

  return TRUE;
}

gboolean
tb_inbox_archive_flush_removed (TbInboxArchive *self)
{
  guint count = MIN (self->removed->len, REMOVED_AT_ONCE);

  if (count > 0
      && tb_store_remove_all (self->store, (const gint64 *) (gpointer) self->removed->data, count))
    g_array_remove_range (self->removed, 0, count);

  return self->removed->len == 0;
}

gboolean
tb_inbox_archive_flush (TbInboxArchive *self)
{
  if (self->store == NULL || !tb_store_is_open (self->store))
    return FALSE;

  tb_store_remove_later (self->store, (const gint64 *) (gpointer) self->expired->data,
                         self->expired->len);
  g_array_set_size (self->expired, 0);
  return flush_ids (self) && flush_accounts (self) && tb_inbox_archive_flush_removed (self);
}
