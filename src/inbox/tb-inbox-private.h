/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-inbox-archive.h"
#include "inbox/tb-inbox-index.h"
#include "inbox/tb-inbox-shelf.h"
#include "inbox/tb-inbox.h"

G_BEGIN_DECLS

/* For the files of the inbox only: tb-inbox.c and tb-inbox-….c that have no header. */

struct _TbInbox
{
  GObject parent_instance;

  TbInboxIndex *index; /* all entries */
  TbInboxShelf *shelf; /* those in memory */
  TbInboxArchive *archive;
  TbOutbox *outbox;
  TbHistory *history;
  gint64 next_number;
  TbPlace place;
  GHashTable *caught_up; /* account's id to gint64, for those that were asked about */

  GPtrArray *arrivals; /* TbNotification that are new and not in the index yet, in their order */
  guint arrivals_source;
  gint64 committed_at; /* when the last of them got there, monotonic */

  TbStore *store;             /* or NULL */
  TbPreferences *preferences; /* or NULL */
  guint capacity;
  guint days;
  guint expiry_source;
  guint expiry_turn_source;
  guint save_source;
  guint hours;

  /* What was last notified. */
  guint shown_unread;
  guint shown_urgent_unread;
};

/**
 * TbInboxRemoval:
 * @TB_INBOX_REMOVE_NOW: from the disk too
 * @TB_INBOX_REMOVE_TOGETHER: from the disk with the next tb_inbox_archive_flush_removed()
 * @TB_INBOX_REMOVE_LATER: from the disk with the next tb_inbox_archive_flush()
 * @TB_INBOX_REMOVE_HERE: the disk is somebody else's business
 *
 * How an entry goes.
 */
typedef enum
{
  TB_INBOX_REMOVE_NOW,
  TB_INBOX_REMOVE_TOGETHER,
  TB_INBOX_REMOVE_LATER,
  TB_INBOX_REMOVE_HERE,
} TbInboxRemoval;

/* The place in the index is the list's the other way round. */
guint tb_inbox_place_to_position (TbInbox *self, guint place);

/* (transfer full): the entry at a place of the index, read from the disk unless it is in memory. */
TbInboxEntry *tb_inbox_ensure_entry (TbInbox *self, guint place);

/* Puts an entry that is on no shelf into shelf and index; returns its place. Nobody is told. */
guint tb_inbox_insert (TbInbox *self, TbInboxEntry *entry, gboolean saved);

/* Removes an entry and tells everybody but those who count. */
void tb_inbox_remove_at (TbInbox *self, guint place, TbInboxRemoval removal);

/* Makes room for a new entry, inserts it, and tells everybody but those who count. */
void tb_inbox_insert_new (TbInbox *self,
                          gint64 number,
                          TbNotification *notification,
                          const TbInboxState *state,
                          gboolean saved,
                          TbInboxRemoval removal);

/* The place of a notification by its id, which may be that of nothing. */
gboolean tb_inbox_find (TbInbox *self, const char *id, guint *place);

/* The signals. */
void tb_inbox_emit_entry_changed (TbInbox *self, TbInboxEntry *entry);
void tb_inbox_emit_entry_removed (TbInbox *self, TbInboxEntry *entry);

/* Tells those who count, if there is anything to tell. */
void tb_inbox_notify_counts (TbInbox *self);

/* Whether there are more entries than there may be, with so many more of those that wait to be
 * acknowledged and of others. */
gboolean tb_inbox_has_too_many (TbInbox *self, guint n_pending, guint n_others);

/* Whether what waits to be acknowledged never makes room. */
gboolean tb_inbox_spares_pending (TbInbox *self);

/* Writes up to when lists of web apps are known to a database that may not know it yet. */
void tb_inbox_save_progress (TbInbox *self);

/* tb_inbox_commit(), if there is a notification of this id among what has
 * arrived; returns whether there was. */
gboolean tb_inbox_commit_id (TbInbox *self, const char *id);

/* Takes what is in the store, and follows it. */
void tb_inbox_attach (TbInbox *self);

/* Writes soon what waits for the disk. */
void tb_inbox_queue_save (TbInbox *self);

/* Ends what tb_inbox_attach() began. */
void tb_inbox_detach (TbInbox *self);

G_END_DECLS
