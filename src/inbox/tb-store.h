/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "inbox/tb-inbox-state.h"
#include "inbox/tb-notification.h"
#include "inbox/tb-search.h"

G_BEGIN_DECLS

/**
 * TB_STORE_SEEN_DAYS:
 *
 * For how many days an id is remembered after it came last, so that what comes again is known
 * even when its notification has long left the inbox. Pusher replays nothing, but a web app's own
 * list of notifications is fetched at each start and after each gap, and there the oldest of two
 * hundred may be of last year. Each time an id comes, its year begins anew: one that is forgotten
 * is one that its server has forgotten too.
 */
#define TB_STORE_SEEN_DAYS 365

/**
 * TB_STORE_SEEN_COUNT:
 *
 * How many ids are remembered at most: some 6 MB, which a server that sends without end cannot
 * make more.
 */
#define TB_STORE_SEEN_COUNT 100000

#define TB_TYPE_STORE (tb_store_get_type ())

/**
 * TbStore:
 *
 * The inbox on the disk: a SQLite database that outlives every end of the program. To be used by
 * the main thread; nothing here waits for the disk for long, and what would is left to a
 * thread of its own.
 *
 * It can always be made. While the disk does not play along, writing returns %FALSE and
 * #TbStore:error says why; it is tried again by itself. A database that is damaged or was written
 * by a newer version is set aside, never deleted, and #TbStore:notice says where it went.
 *
 * Properties: `error` (GError) and `notice` (string), both maybe %NULL; they notify.
 *
 * Signals: `opened` when there is another database than before, with whatever is in it; `recovered`
 * when writing works again. Whoever kept something in memory meanwhile writes it then.
 */
G_DECLARE_FINAL_TYPE (TbStore, tb_store, TB, STORE, GObject)

/**
 * tb_store_new:
 * @folder: (nullable): the folder of the database, or %NULL for `traybell` in the user's data
 * folder
 *
 * Returns: (transfer full): the store, open unless there is an error
 */
TbStore *tb_store_new (const char *folder);

/**
 * tb_store_is_open:
 * @self: a store
 *
 * Returns: whether there is a database that can be read
 */
gboolean tb_store_is_open (TbStore *self);

/**
 * tb_store_get_error:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): why nothing can be written now, a %TB_INBOX_ERROR whose
 *   message is a sentence for the user; %NULL while all is well
 */
const GError *tb_store_get_error (TbStore *self);

/**
 * tb_store_get_notice:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): a sentence for the user about a database that was set aside
 *   since the program started
 */
const char *tb_store_get_notice (TbStore *self);

/**
 * tb_store_retry:
 * @self: a store
 *
 * Tries at once what would be tried later by itself, if there is an error.
 *
 * Returns: whether all is well
 */
gboolean tb_store_retry (TbStore *self);

/**
 * TbStoreOutlineFunc:
 * @number: the notification's number: they are counted as they arrive
 * @received_at: when it came, in microseconds since the Unix epoch, UTC
 * @account_id: whose it is
 * @urgent: whether it is urgent
 * @unread: whether it was not read yet
 * @acknowledged: whether it was acknowledged; %TRUE for what need not be
 * @user_data: what was given with the function
 *
 * Hears of one notification.
 */
typedef void (*TbStoreOutlineFunc) (gint64 number,
                                    gint64 received_at,
                                    const char *account_id,
                                    gboolean urgent,
                                    gboolean unread,
                                    gboolean acknowledged,
                                    gpointer user_data);

/**
 * tb_store_outline:
 * @self: a store
 * @func: hears of each notification, the oldest first, those of one time in the order of their
 *   numbers
 * @user_data: for @func
 *
 * Reads what there is of each notification besides its texts.
 */
void tb_store_outline (TbStore *self, TbStoreOutlineFunc func, gpointer user_data);

/**
 * tb_store_get_last_number:
 * @self: a store
 *
 * Returns: the highest number of a notification in the database, those included that are about to
 *   be deleted; 0 if there is none
 */
gint64 tb_store_get_last_number (TbStore *self);

/**
 * TbStoreAddResult:
 * @TB_STORE_ADDED: it is in the database, whatever happens to the program now
 * @TB_STORE_DUPLICATE: it was there, or has been: nothing was added
 * @TB_STORE_FAILED: it could not be written
 *
 * What became of a notification.
 */
typedef enum
{
  TB_STORE_ADDED,
  TB_STORE_DUPLICATE,
  TB_STORE_FAILED,
} TbStoreAddResult;

/**
 * tb_store_add:
 * @self: a store
 * @number: its number, higher than any in the database
 * @notification: a notification
 * @state: what the user did about it
 *
 * Adds a notification and remembers its dedupe id.
 *
 * Returns: what became of it
 */
TbStoreAddResult tb_store_add (TbStore *self,
                               gint64 number,
                               TbNotification *notification,
                               const TbInboxState *state);

/**
 * tb_store_add_all:
 * @self: a store
 * @number: the number of the first, higher than any in the database; the others follow
 * @notifications: (element-type TbNotification): notifications that nobody has read and
 *   tb_store_has_seen() does not know
 *
 * Adds many in one transaction, which costs far less than one for each.
 *
 * Returns: whether they are in the database; if not, none is
 */
gboolean tb_store_add_all (TbStore *self, gint64 number, GPtrArray *notifications);

/**
 * tb_store_remember:
 * @self: a store
 * @account_id: an account
 * @digest: 16 bytes from tb_seen_ids_digest()
 *
 * Remembers an id of which there is no notification.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_remember (TbStore *self, const char *account_id, const guint8 *digest);

/**
 * tb_store_has_seen:
 * @self: a store
 * @notification: a notification
 *
 * Returns: whether one of its id, or one of its account with its dedupe id, is or was in the
 *   database
 */
gboolean tb_store_has_seen (TbStore *self, TbNotification *notification);

/**
 * tb_store_load:
 * @self: a store
 * @number: number of a notification
 * @state: (out): what the user did about it
 *
 * Returns: (transfer full) (nullable): the notification, or %NULL if there is none or it cannot be
 *   read
 */
TbNotification *tb_store_load (TbStore *self, gint64 number, TbInboxState *state);

/**
 * tb_store_find:
 * @self: a store
 * @id: id of a notification, from anywhere
 * @number: (out): its number
 * @received_at: (out): when it came
 *
 * Returns: whether there is one of that id
 */
gboolean tb_store_find (TbStore *self, const char *id, gint64 *number, gint64 *received_at);

/**
 * tb_store_has_number:
 * @self: a store
 * @number: a number
 *
 * Returns: whether there is a notification of that number
 */
gboolean tb_store_has_number (TbStore *self, gint64 number);

/**
 * tb_store_complete_id:
 * @self: a store
 * @beginning: the beginning of an id, from anywhere
 * @most: how many are wanted
 * @ids: (element-type utf8): an array that owns its strings
 *
 * Adds the ids of notifications that begin with @beginning to @ids.
 */
void tb_store_complete_id (TbStore *self, const char *beginning, guint most, GPtrArray *ids);

/**
 * tb_store_set_state:
 * @self: a store
 * @number: number of a notification
 * @state: what the user did about it
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_set_state (TbStore *self, gint64 number, const TbInboxState *state);

/**
 * tb_store_read_all:
 * @self: a store
 * @account_id: (nullable): account whose notifications are meant, or %NULL for all
 * @state: when and where they were read
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_read_all (TbStore *self, const char *account_id, const TbInboxState *state);

/**
 * tb_store_remove:
 * @self: a store
 * @number: number of a notification
 *
 * Removes one. Its dedupe id is remembered.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_remove (TbStore *self, gint64 number);

/**
 * tb_store_remove_all:
 * @self: a store
 * @numbers: (array length=n_numbers): numbers of notifications
 * @n_numbers: how many
 *
 * Removes some in one transaction.
 *
 * Returns: %FALSE if none could be
 */
gboolean tb_store_remove_all (TbStore *self, const gint64 *numbers, gsize n_numbers);

/**
 * tb_store_remove_later:
 * @self: a store
 * @numbers: (array length=n_numbers): numbers of notifications
 * @n_numbers: how many
 *
 * Removes many, in a thread of its own. Until that is done they are found as before.
 */
void tb_store_remove_later (TbStore *self, const gint64 *numbers, gsize n_numbers);

/**
 * tb_store_forget_account:
 * @self: a store
 * @account_id: an account that is no more
 *
 * Forgets everything of an account. None of it is found from now on, and it is deleted in a thread
 * of its own, at the next start if need be.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean tb_store_forget_account (TbStore *self, const char *account_id);

/**
 * tb_store_purge_account:
 * @folder: (nullable): as in tb_store_new()
 * @account_id: an account that is no more
 * @error: return location for an error, or %NULL
 *
 * Forgets everything of an account while no Traybell runs, and waits until it is deleted.
 *
 * Returns: %FALSE with a %TB_INBOX_ERROR if it could not be; %TRUE as well if there is no database
 */
gboolean tb_store_purge_account (const char *folder, const char *account_id, GError **error);

/**
 * TbStoreFoundFunc:
 * @number: number of a notification
 * @received_at: when it came
 * @user_data: what was given with the function
 *
 * Hears of one notification that was found.
 */
typedef void (*TbStoreFoundFunc) (gint64 number, gint64 received_at, gpointer user_data);

/**
 * tb_store_search:
 * @self: a store
 * @search: what to look for
 * @func: hears of each that was found, in no order
 * @user_data: for @func
 *
 * Looks for notifications.
 */
void
tb_store_search (TbStore *self, const TbSearch *search, TbStoreFoundFunc func, gpointer user_data);

/**
 * TB_STORE_TEXTS:
 *
 * How many texts a notification has: title, body, channel, event and category, in this order.
 */
#define TB_STORE_TEXTS 5

/**
 * TbStoreTextsFunc:
 * @number: number of a notification
 * @received_at: when it came
 * @texts: (array fixed-size=5) (element-type utf8): its texts, valid UTF-8 or %NULL
 * @user_data: what was given with the function
 *
 * Hears of the texts of one notification.
 */
typedef void (*TbStoreTextsFunc) (gint64 number,
                                  gint64 received_at,
                                  const char *const *texts,
                                  gpointer user_data);

/**
 * tb_store_scan:
 * @self: a store
 * @func: hears of each notification, in no order
 * @user_data: for @func
 *
 * Reads the texts of all.
 */
void tb_store_scan (TbStore *self, TbStoreTextsFunc func, gpointer user_data);

/**
 * tb_store_tidy:
 * @self: a store
 * @history_days: for how many days records of what became of events are kept
 * @history_count: how many of them
 *
 * Forgets what is too old, in a thread of its own, and looks whether the database is sound.
 */
void tb_store_tidy (TbStore *self, guint history_days, guint history_count);

/**
 * tb_store_settle:
 * @self: a store
 *
 * Waits until what was left to the thread is done, for a program that ends now and for tests.
 */
void tb_store_settle (TbStore *self);

G_END_DECLS
