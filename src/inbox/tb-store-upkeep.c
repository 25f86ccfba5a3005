/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-store-upkeep.h"

#include "inbox/tb-store-connection.h"
#include "inbox/tb-store-health.h"

/* How much is deleted in one transaction. Each row takes some 50 µs, most of it for the search
 * index. */
#define BATCH 40

/* The same of ids and of records, which are in no search index. */
#define LIGHT_BATCH 200

/* The pause after each transaction, in µs. SQLite lets the main thread look again after 1, 2, 5,
 * 10, 15 ms: twice a step is long enough for it to find the database free. */
#define PAUSE 8000

/* For how long, in µs, a program that ends waits for what is left of an account that was removed.
 * Twenty thousand notifications take a second or two; the next start does the rest. */
#define LAST_PURGE (3 * G_TIME_SPAN_SECOND)

/* Pages of the search index that are merged in one transaction. */
#define MERGE_PAGES "64"

/* The record of a notification that is here stays as long, but not that it came again and again. */
#define NOT_NEEDED                                                                                 \
  "(decision IS 'duplicate' "                                                                      \
  "OR NOT EXISTS (SELECT 1 FROM notification WHERE id = record.notification))"

struct _TbStoreUpkeep
{
  char *path;
  TbUpkeepDamagedFunc damaged;
  gpointer user_data;
  guint damaged_source;

  GThread *thread;

  GMutex mutex;
  /* Behind the mutex: what is to be done, and what the thread works with now. */
  guint tasks;
  GArray *numbers;
  TbUpkeepLimits limits;
  gboolean running;
  gboolean stopping;
  gboolean purging;
  gint64 stopped_at; /* monotonic */
  gboolean is_damaged;
  TbStoreConnection *connection;
};

TbStoreUpkeep *
tb_store_upkeep_new (const char *path, TbUpkeepDamagedFunc damaged, gpointer user_data)
{
  TbStoreUpkeep *self = g_new0 (TbStoreUpkeep, 1);

  self->path = g_strdup (path);
  self->damaged = damaged;
  self->user_data = user_data;
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_mutex_init (&self->mutex);
  return self;
}

static gboolean
is_stopping (TbStoreUpkeep *self)
{
  gboolean stopping;

  g_mutex_lock (&self->mutex);
  stopping = self->stopping;
  g_mutex_unlock (&self->mutex);

  return stopping;
}

/* The same for what is not put off to another start but for time. */
static gboolean
is_out_of_time (TbStoreUpkeep *self)
{
  gboolean out_of_time;

  g_mutex_lock (&self->mutex);
  out_of_time = self->stopping
                && (!self->purging || g_get_monotonic_time () - self->stopped_at > LAST_PURGE);
  g_mutex_unlock (&self->mutex);

  return out_of_time;
}

/* Nobody else writes when the program ends. */
static void
rest (TbStoreUpkeep *self)
{
  if (!is_stopping (self))
    g_usleep (PAUSE);
}

/* Repeats a statement that deletes ?2 rows at most, one short transaction each, until none is left.
 */
static gboolean
delete_in_steps (
    TbStoreUpkeep *self, TbStoreConnection *connection, const char *sql, gint64 bound, gint64 batch)
{
  do
    {
      if (is_out_of_time (self)
          || !tb_store_connection_execute (connection, sql, "ii", bound, batch))
        return FALSE;
      rest (self);
    }
  while (sqlite3_changes (tb_store_connection_get_database (connection)) > 0);

  return TRUE;
}

static gboolean
delete_batch (TbStoreConnection *connection, const gint64 *numbers, guint n_numbers)
{
  static const char sql[] = "DELETE FROM notification WHERE number=?1";
  gboolean done = tb_store_connection_begin (connection);

  if (!done)
    return FALSE;

  for (guint i = 0; done && i < n_numbers; i++)
    done = tb_store_connection_execute (connection, sql, "i", numbers[i]);

  return tb_store_connection_finish (connection, done);
}

/* What could not be deleted now is deleted another time. */
static void
remove_numbers (TbStoreUpkeep *self, TbStoreConnection *connection)
{
  g_autoptr (GArray) numbers = NULL;
  guint done = 0;

  g_mutex_lock (&self->mutex);
  numbers = g_steal_pointer (&self->numbers);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_mutex_unlock (&self->mutex);

  while (done < numbers->len && !is_stopping (self))
    {
      guint count = MIN (numbers->len - done, BATCH);

      if (!delete_batch (connection, &g_array_index (numbers, gint64, done), count))
        break;
      done += count;
      g_usleep (PAUSE);
    }

  g_mutex_lock (&self->mutex);
  g_array_append_vals (self->numbers, &g_array_index (numbers, gint64, done), numbers->len - done);
  g_mutex_unlock (&self->mutex);
}

/* Words of what was deleted stay in the index until the parts of it that have them are merged. */
static void
merge_index (TbStoreUpkeep *self, TbStoreConnection *connection)
{
  static const char start[]
      = "INSERT INTO search (search, rank) VALUES ('merge', -" MERGE_PAGES ")";
  static const char go_on[] = "INSERT INTO search (search, rank) VALUES ('merge', " MERGE_PAGES ")";
  sqlite3 *database = tb_store_connection_get_database (connection);
  gboolean merged = tb_store_connection_execute (connection, start, "");

  /* "If the difference is less than 2, there was no work to be done", says the manual. */
  while (merged && !is_out_of_time (self))
    {
      gint64 before = sqlite3_total_changes64 (database);

      rest (self);
      merged = tb_store_connection_execute (connection, go_on, "")
               && sqlite3_total_changes64 (database) - before >= 2;
    }
}

static gboolean
has_gone_accounts (TbStoreConnection *connection)
{
  static const char sql[] = "SELECT 1 FROM account WHERE id IS NULL";
  sqlite3_stmt *statement = tb_store_connection_query (connection, sql, "");
  gboolean found = tb_store_connection_next (connection, statement);

  tb_store_connection_end (statement);
  return found;
}

static gboolean
delete_gone_accounts (TbStoreUpkeep *self, TbStoreConnection *connection)
{
  static const char notifications[]
      = "DELETE FROM notification WHERE number IN (SELECT notification.number FROM notification "
        "JOIN account ON account.number = notification.account "
        "WHERE account.id IS NULL LIMIT ?2)";
  static const char seen[] = "DELETE FROM seen WHERE digest IN (SELECT digest FROM seen "
                             "JOIN account ON account.number = seen.account "
                             "WHERE account.id IS NULL LIMIT ?2)";
  static const char marks[] = "DELETE FROM mark WHERE number IN (SELECT mark.number FROM mark "
                              "JOIN account ON account.number = mark.account "
                              "WHERE account.id IS NULL LIMIT ?2)";
  static const char records[]
      = "DELETE FROM record WHERE number IN (SELECT record.number FROM record "
        "JOIN account ON account.number = record.account WHERE account.id IS NULL LIMIT ?2)";
  static const char accounts[] = "DELETE FROM account WHERE number IN "
                                 "(SELECT number FROM account "
                                 "WHERE id IS NULL LIMIT ?2)";

  return delete_in_steps (self, connection, notifications, 0, BATCH)
         && delete_in_steps (self, connection, seen, 0, LIGHT_BATCH)
         && delete_in_steps (self, connection, marks, 0, LIGHT_BATCH)
         && delete_in_steps (self, connection, records, 0, LIGHT_BATCH)
         && delete_in_steps (self, connection, accounts, 0, LIGHT_BATCH);
}

static void
set_purging (TbStoreUpkeep *self, gboolean purging)
{
  g_mutex_lock (&self->mutex);
  self->purging = purging;
  g_mutex_unlock (&self->mutex);
}

/* Nothing of an account that was removed may be left, in the files neither, and be it that the
 * program ends right after. */
static void
purge_accounts (TbStoreUpkeep *self, TbStoreConnection *connection)
{
  set_purging (self, TRUE);
  if (has_gone_accounts (connection) && delete_gone_accounts (self, connection))
    {
      merge_index (self, connection);
      tb_store_connection_run (connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
  set_purging (self, FALSE);
}

/* Where those begin that may stay, as many as @offset and one; found once, for it takes a walk over
 * all of them. */
static gint64
find_bound (TbStoreConnection *connection, const char *sql, gint64 offset)
{
  sqlite3_stmt *statement = tb_store_connection_query (connection, sql, "i", offset);
  gint64 bound = 0;

  if (tb_store_connection_next (connection, statement))
    bound = sqlite3_column_int64 (statement, 0);
  tb_store_connection_end (statement);

  return bound;
}

static void
expire (TbStoreUpkeep *self, TbStoreConnection *connection, const TbUpkeepLimits *limits)
{
  static const char seen[] = "DELETE FROM seen WHERE digest IN "
                             "(SELECT digest FROM seen WHERE last_at < ?1 LIMIT ?2)";
  static const char last_seen[]
      = "SELECT last_at FROM seen ORDER BY last_at DESC LIMIT 1 OFFSET ?1";
  static const char records_by_age[]
      = "DELETE FROM record WHERE number IN (SELECT number FROM record WHERE received_at < ?1 "
        "AND " NOT_NEEDED " LIMIT ?2)";
  static const char records_by_count[]
      = "DELETE FROM record WHERE number IN (SELECT number FROM record WHERE number < ?1 "
        "AND " NOT_NEEDED " LIMIT ?2)";
  static const char last_record[]
      = "SELECT number FROM record ORDER BY number DESC LIMIT 1 OFFSET ?1";
  const gint64 now = g_get_real_time ();

  /* Nobody has said yet what is too old. */
  if (limits->seen_count == 0)
    return;

  delete_in_steps (self, connection, seen, now - limits->seen_days * G_TIME_SPAN_DAY, LIGHT_BATCH);
  delete_in_steps (self, connection, seen,
                   find_bound (connection, last_seen, (gint64) limits->seen_count - 1),
                   LIGHT_BATCH);
  delete_in_steps (self, connection, records_by_age, now - limits->record_days * G_TIME_SPAN_DAY,
                   LIGHT_BATCH);
  delete_in_steps (self, connection, records_by_count,
                   find_bound (connection, last_record, (gint64) limits->record_count - 1),
                   LIGHT_BATCH);
}

/* Gives back the room that nobody is going to need soon. */
static void
shrink (TbStoreUpkeep *self, TbStoreConnection *connection)
{
  static const char get_free[] = "SELECT freelist_count > page_count / 4 "
                                 "FROM pragma_freelist_count, pragma_page_count";
  static const char vacuum[] = "PRAGMA incremental_vacuum(64)";

  for (;;)
    {
      sqlite3_stmt *statement = tb_store_connection_query (connection, get_free, "");
      gboolean wasteful = tb_store_connection_next (connection, statement)
                          && sqlite3_column_int (statement, 0) != 0;

      tb_store_connection_end (statement);
      if (!wasteful || is_stopping (self) || !tb_store_connection_run (connection, vacuum))
        return;
      g_usleep (PAUSE);
    }
}

/* Returns whether the database is sound, as far as this showed. */
static gboolean
carry_out (TbStoreUpkeep *self,
           TbStoreConnection *connection,
           guint tasks,
           const TbUpkeepLimits *limits)
{
  gboolean sound = TRUE;

  if (tasks & TB_UPKEEP_CHECK)
    sound = tb_store_health_is_sound (connection);
  if (sound && tasks & TB_UPKEEP_REBUILD)
    sound = tb_store_health_rebuild_index (connection);
  if (sound && tasks & TB_UPKEEP_REMOVE)
    {
      remove_numbers (self, connection);
      purge_accounts (self, connection);
      shrink (self, connection);
    }
  if (sound && tasks & TB_UPKEEP_EXPIRE)
    expire (self, connection, limits);
  /* What was deleted is to leave the log too. */
  if (sound && !is_stopping (self))
    tb_store_health_move_log (connection);

  return sound;
}

static gboolean
on_damaged (gpointer user_data)
{
  TbStoreUpkeep *self = user_data;

  g_mutex_lock (&self->mutex);
  self->damaged_source = 0;
  g_mutex_unlock (&self->mutex);
  self->damaged (self->user_data);

  return G_SOURCE_REMOVE;
}

/* FALSE if the thread is to end, which is known to all then. */
static gboolean
take_tasks (TbStoreUpkeep *self, guint *tasks, TbUpkeepLimits *limits)
{
  g_mutex_lock (&self->mutex);
  *tasks = self->is_damaged ? 0 : self->tasks;
  if (self->stopping)
    *tasks &= TB_UPKEEP_REMOVE;
  self->tasks = 0;
  *limits = self->limits;
  self->running = *tasks != 0;
  g_mutex_unlock (&self->mutex);

  return *tasks != 0;
}

static void
set_connection (TbStoreUpkeep *self, TbStoreConnection *connection)
{
  g_mutex_lock (&self->mutex);
  self->connection = connection;
  g_mutex_unlock (&self->mutex);
}

static gpointer
run (gpointer user_data)
{
  TbStoreUpkeep *self = user_data;
  TbUpkeepLimits limits;
  guint tasks;

  while (take_tasks (self, &tasks, &limits))
    {
      /* What cannot be opened now is the main thread's business; it meets the same. */
      g_autoptr (TbStoreConnection) connection = tb_store_connection_open (self->path, NULL);
      gboolean sound = TRUE;

      set_connection (self, connection);
      if (connection != NULL)
        sound = carry_out (self, connection, tasks, &limits);
      set_connection (self, NULL);

      if (!sound)
        {
          g_mutex_lock (&self->mutex);
          self->is_damaged = TRUE;
          self->damaged_source = g_idle_add (on_damaged, self);
          g_mutex_unlock (&self->mutex);
        }
    }

  return NULL;
}

static void
join (TbStoreUpkeep *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

void
tb_store_upkeep_free (TbStoreUpkeep *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  self->stopped_at = g_get_monotonic_time ();
  if (self->connection != NULL && !self->purging)
    sqlite3_interrupt (tb_store_connection_get_database (self->connection));
  g_mutex_unlock (&self->mutex);
  join (self);

  g_clear_handle_id (&self->damaged_source, g_source_remove);
  g_array_unref (self->numbers);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

void
tb_store_upkeep_set_limits (TbStoreUpkeep *self, const TbUpkeepLimits *limits)
{
  g_mutex_lock (&self->mutex);
  self->limits = *limits;
  g_mutex_unlock (&self->mutex);
}

void
tb_store_upkeep_request (TbStoreUpkeep *self, guint tasks)
{
  gboolean running;

  g_mutex_lock (&self->mutex);
  self->tasks |= tasks;
  running = self->running;
  self->running = TRUE;
  g_mutex_unlock (&self->mutex);

  if (running)
    return;

  /* The one before it has ended, or is about to without a further look. */
  join (self);
  self->thread = g_thread_new ("inbox-upkeep", run, self);
}

void
tb_store_upkeep_remove (TbStoreUpkeep *self, const gint64 *numbers, gsize n_numbers)
{
  g_mutex_lock (&self->mutex);
  g_array_append_vals (self->numbers, numbers, (guint) n_numbers);
  g_mutex_unlock (&self->mutex);

  tb_store_upkeep_request (self, TB_UPKEEP_REMOVE);
}

gboolean
tb_store_upkeep_is_running (TbStoreUpkeep *self)
{
  gboolean running;

  g_mutex_lock (&self->mutex);
  running = self->running;
  g_mutex_unlock (&self->mutex);

  return running;
}

void
tb_store_upkeep_wait (TbStoreUpkeep *self)
{
  join (self);
}
