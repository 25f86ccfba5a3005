/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inbox/tb-history.h"
#include "inbox/tb-inbox-entry.h"
#include "inbox/tb-outbox.h"
#include "inbox/tb-preferences.h"
#include "inbox/tb-search.h"
#include "inbox/tb-store.h"

G_BEGIN_DECLS

/**
 * TB_INBOX_CAPACITY:
 *
 * How many entries an inbox holds that nobody told how many. A choice of this program: more than
 * anybody scrolls through.
 */
#define TB_INBOX_CAPACITY 2000

/**
 * TB_INBOX_DAYS:
 *
 * For how many days an inbox holds an entry that nobody told for how many.
 */
#define TB_INBOX_DAYS 90

/**
 * TB_INBOX_MEMORY:
 *
 * How many dedupe ids an inbox remembers in memory, those of entries that are gone included. On
 * the disk there is room for more: see %TB_STORE_SEEN_COUNT.
 */
#define TB_INBOX_MEMORY 10000

/**
 * TB_INBOX_LIMIT:
 *
 * How many entries an inbox on the disk holds at most, with those that are urgent and wait to be
 * acknowledged, which do not count otherwise: as many as the setting allows at most.
 */
#define TB_INBOX_LIMIT 20000

#define TB_TYPE_INBOX (tb_inbox_get_type ())

/**
 * TbInbox:
 *
 * All notifications of all accounts: a GListModel of TbInboxEntry, newest first by the time
 * of receipt.
 *
 * With a store the notifications are on the disk, each as soon as it was added and before anybody
 * hears of it, and only what somebody holds is in memory besides: an entry is the same object as
 * long as somebody has a reference. So walk over entries only for their texts; for what else there
 * is to know use tb_inbox_peek(), which costs nothing.
 *
 * Properties: `unread` (uint), how many entries are not read; `urgent-unread` (uint), how many of
 * those are urgent. Each notifies once a call, and only if it changed.
 *
 * Signals: `entry-changed` (TbInboxEntry) when an entry was read or acknowledged, once a call;
 * `entry-removed` (TbInboxEntry) when one left the inbox, for whatever reason. They are what a
 * toast is withdrawn on; a new entry shows in `items-changed`.
 */
G_DECLARE_FINAL_TYPE (TbInbox, tb_inbox, TB, INBOX, GObject)

/**
 * tb_inbox_new:
 *
 * Returns: (transfer full): an empty inbox in memory
 */
TbInbox *tb_inbox_new (void);

/**
 * tb_inbox_new_stored:
 * @store: where its notifications are, referenced
 * @preferences: (nullable): how many are kept and for how long, referenced; %NULL for the usual
 *
 * Returns: (transfer full): an inbox with what is in @store, which is its alone from now on
 */
TbInbox *tb_inbox_new_stored (TbStore *store, TbPreferences *preferences);

/**
 * tb_inbox_get_store:
 * @self: an inbox
 *
 * Returns: (transfer none) (nullable): where its notifications are, or %NULL if only in memory
 */
TbStore *tb_inbox_get_store (TbInbox *self);

/**
 * tb_inbox_get_outbox:
 * @self: an inbox
 *
 * Returns: (transfer none): what was read here and is to be told to the web apps; nothing is put
 *   there by the inbox itself
 */
TbOutbox *tb_inbox_get_outbox (TbInbox *self);

/**
 * tb_inbox_get_history:
 * @self: an inbox
 *
 * Returns: (transfer none): what became of each event. Whoever adds a notification makes the
 *   record of it; that it was removed by its id is noted by the inbox itself
 */
TbHistory *tb_inbox_get_history (TbInbox *self);

/**
 * tb_inbox_count_unsaved:
 * @self: an inbox
 *
 * Returns: how many entries, or changes of entries, wait for the disk to play along
 */
guint tb_inbox_count_unsaved (TbInbox *self);

/**
 * tb_inbox_act_from:
 * @self: an inbox
 * @place: where the user does what is told to @self from now on
 *
 * Says where the user acts, for whoever asks later why a notification is read. Set the former
 * place again afterwards.
 *
 * Returns: the former place
 */
TbPlace tb_inbox_act_from (TbInbox *self, TbPlace place);

/**
 * tb_inbox_get_place:
 * @self: an inbox
 *
 * Returns: where the user acts now, as tb_inbox_act_from() said last
 */
TbPlace tb_inbox_get_place (TbInbox *self);

/**
 * tb_inbox_add:
 * @self: an inbox
 * @notification: a notification, referenced
 *
 * Adds a notification that is not read. If the inbox is full, the oldest read entry makes
 * room, else the oldest; an urgent one that was not acknowledged goes only when there is no other.
 * With a store those do not count, unless there are %TB_INBOX_LIMIT of all.
 *
 * Returns: %FALSE for a duplicate, which is not added: one with the dedupe id of another of the
 * same account (whichever channel each came on, even if that one was removed since), or with the id
 *   of an entry
 */
gboolean tb_inbox_add (TbInbox *self, TbNotification *notification);

/**
 * tb_inbox_add_with_state:
 * @self: an inbox
 * @notification: a notification, referenced
 * @unread: whether it is not read
 * @acknowledged: whether it is acknowledged; of no matter unless it is urgent
 *
 * As tb_inbox_add(), for one whose state is known: from the server's own inbox after time offline.
 *
 * Returns: %FALSE for a duplicate
 */
gboolean tb_inbox_add_with_state (TbInbox *self,
                                  TbNotification *notification,
                                  gboolean unread,
                                  gboolean acknowledged);

/**
 * tb_inbox_adopt:
 * @self: an inbox
 * @notification: a notification with a dedupe id, not in @self
 * @tolerance: how far apart they may have come, in microseconds
 *
 * Looks whether @notification came before without an id: at about the same time, for the same
 * account, with the same texts. If it did, that one gets its dedupe id, which is remembered.
 *
 * Returns: (transfer none) (nullable): the entry of the one that came before; as tb_inbox_lookup()
 */
TbInboxEntry *tb_inbox_adopt (TbInbox *self, TbNotification *notification, gint64 tolerance);

/**
 * tb_inbox_has_seen:
 * @self: an inbox
 * @notification: a notification
 *
 * Returns: whether tb_inbox_add() would find that it is a duplicate
 */
gboolean tb_inbox_has_seen (TbInbox *self, TbNotification *notification);

/**
 * tb_inbox_get_caught_up:
 * @self: an inbox
 * @account_id: an account
 * @until: (out): up to when its web app's own list of notifications is known, in microseconds since
 *   the Unix epoch, UTC, by the clock of the web app
 *
 * Returns: %FALSE if the list was never fetched
 */
gboolean tb_inbox_get_caught_up (TbInbox *self, const char *account_id, gint64 *until);

/**
 * tb_inbox_set_caught_up:
 * @self: an inbox
 * @account_id: an account
 * @until: up to when its web app's list is known; an earlier time than before changes nothing
 *
 * Remembers it, whatever happens to the program.
 */
void tb_inbox_set_caught_up (TbInbox *self, const char *account_id, gint64 until);

/**
 * tb_inbox_lookup_dedupe_id:
 * @self: an inbox
 * @account_id: an account
 * @dedupe_id: what the sender calls a notification
 *
 * Returns: (transfer none) (nullable): its entry; as tb_inbox_lookup()
 */
TbInboxEntry *
tb_inbox_lookup_dedupe_id (TbInbox *self, const char *account_id, const char *dedupe_id);

/**
 * tb_inbox_take:
 * @self: an inbox
 * @notification: a notification, referenced
 *
 * As tb_inbox_add(), for one of many that may come at once: it gets into the inbox when it is on
 * the disk, which is before the main loop does anything else, or a few ms later in a flood,
 * together with the others that came. Whoever shows the user anything of it before calls
 * tb_inbox_commit().
 *
 * Returns: %FALSE for a duplicate
 */
gboolean tb_inbox_take (TbInbox *self, TbNotification *notification);

/**
 * tb_inbox_commit:
 * @self: an inbox
 *
 * Writes what tb_inbox_take() took. If the disk does not play along it is in the inbox all the
 * same.
 */
void tb_inbox_commit (TbInbox *self);

/**
 * tb_inbox_lookup:
 * @self: an inbox
 * @id: id of a notification, from anywhere
 *
 * Returns: (transfer none) (nullable): the entry, or %NULL if there is none of that id; to be
 *   referenced by whoever wants it for longer than the next few calls
 */
TbInboxEntry *tb_inbox_lookup (TbInbox *self, const char *id);

/**
 * tb_inbox_complete_id:
 * @self: an inbox
 * @beginning: the beginning of an id, from anywhere
 * @most: how many are wanted
 *
 * Returns: (transfer full) (element-type utf8): ids of entries that begin with @beginning, sorted
 */
GPtrArray *tb_inbox_complete_id (TbInbox *self, const char *beginning, guint most);

/**
 * tb_inbox_mark_read:
 * @self: an inbox
 * @id: id of a notification
 *
 * Marks an entry read. An urgent one stays to be acknowledged.
 *
 * Returns: whether this changed anything
 */
gboolean tb_inbox_mark_read (TbInbox *self, const char *id);

/**
 * tb_inbox_mark_all_read:
 * @self: an inbox
 * @account_id: (nullable): account whose entries are meant, or %NULL for all accounts
 *
 * Marks entries read. Urgent ones stay to be acknowledged.
 *
 * Returns: how many were not read before
 */
guint tb_inbox_mark_all_read (TbInbox *self, const char *account_id);

/**
 * tb_inbox_acknowledge:
 * @self: an inbox
 * @id: id of a notification
 *
 * Marks an entry acknowledged, and read with it.
 *
 * Returns: whether this changed anything
 */
gboolean tb_inbox_acknowledge (TbInbox *self, const char *id);

/**
 * tb_inbox_remove:
 * @self: an inbox
 * @id: id of a notification
 *
 * Removes an entry. Its dedupe id is remembered: it will not come again.
 *
 * Returns: whether there was one
 */
gboolean tb_inbox_remove (TbInbox *self, const char *id);

/**
 * tb_inbox_remove_account:
 * @self: an inbox
 * @account_id: an account
 *
 * Removes all entries of an account, for one that is no more.
 *
 * Returns: how many there were
 */
guint tb_inbox_remove_account (TbInbox *self, const char *account_id);

/**
 * tb_inbox_get_unread:
 * @self: an inbox
 *
 * Returns: how many entries are not read
 */
guint tb_inbox_get_unread (TbInbox *self);

/**
 * tb_inbox_get_urgent_unread:
 * @self: an inbox
 *
 * Returns: how many urgent entries are not read
 */
guint tb_inbox_get_urgent_unread (TbInbox *self);

/**
 * tb_inbox_count_unread_of:
 * @self: an inbox
 * @account_id: an account
 *
 * Counts one account's part of #TbInbox:unread.
 *
 * Returns: how many of its entries are not read
 */
guint tb_inbox_count_unread_of (TbInbox *self, const char *account_id);

/**
 * TbInboxGlance:
 * @account_id: account that received it, valid as long as the inbox
 * @received_at: when it came, in microseconds since the Unix epoch, UTC
 * @urgent: whether it is urgent
 * @unread: whether it was not read yet
 * @acknowledged: as tb_inbox_entry_get_acknowledged() says
 *
 * What is known of an entry without its texts.
 */
typedef struct
{
  const char *account_id;
  gint64 received_at;
  gboolean urgent;
  gboolean unread;
  gboolean acknowledged;
} TbInboxGlance;

/**
 * tb_inbox_peek:
 * @self: an inbox
 * @position: position of an entry in the list
 * @glance: (out): what is known of it
 *
 * Looks at an entry without reading it from the disk, for those who want some of many.
 *
 * Returns: %FALSE if the list is shorter
 */
gboolean tb_inbox_peek (TbInbox *self, guint position, TbInboxGlance *glance);

/**
 * tb_inbox_search:
 * @self: an inbox
 * @search: what to look for
 *
 * Finds entries by their texts. It takes a few milliseconds; whether one entry that was added since
 * is found too, tb_search_matches() tells.
 *
 * Returns: (transfer full) (element-type guint): positions in the list as it is now, the newest
 *   first; all of them for an empty search
 */
GArray *tb_inbox_search (TbInbox *self, const TbSearch *search);

/**
 * TbInboxTextsFunc:
 * @texts: (array fixed-size=5) (element-type utf8): title, body, channel, event and category, the
 *   last maybe %NULL
 * @user_data: what was given with the function
 *
 * Looks at the texts of an entry. It is not to touch the inbox.
 *
 * Returns: whether the entry is wanted
 */
typedef gboolean (*TbInboxTextsFunc) (const char *const *texts, gpointer user_data);

/**
 * tb_inbox_scan:
 * @self: an inbox
 * @func: looks at the texts of each entry
 * @user_data: for @func
 *
 * Finds entries by whatever somebody wants to know of their texts, without making an object of
 * each. It takes some 2 ms for a thousand.
 *
 * Returns: (transfer full) (element-type guint): positions in the list as it is now, the newest
 *   first
 */
GArray *tb_inbox_scan (TbInbox *self, TbInboxTextsFunc func, gpointer user_data);

/**
 * tb_inbox_expire:
 * @self: an inbox
 * @now: the time now, in microseconds since the Unix epoch, UTC
 *
 * Removes what is too old or too much by the preferences. What is urgent and was not acknowledged
 * is never too old. It is called by itself, at the start and every hour.
 *
 * Returns: how many were removed
 */
guint tb_inbox_expire (TbInbox *self, gint64 now);

G_END_DECLS
