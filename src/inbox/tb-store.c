/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The life of the database: opening it, setting it aside, and what happens when the disk does not
 * play along. What is in it is the business of the files tb-store-….c beside this one.
 */

#include "inbox/tb-store.h"

#include <glib/gi18n.h>
#include <malloc.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-store-opening.h"
#include "inbox/tb-store-private.h"

/* After how many ms it is tried again, and when another connection only had the database. */
#define RETRY_INTERVAL (10 * 1000)
#define BUSY_INTERVAL 500

/* So many pages of 4 KiB in the log, and it is moved into the database. SQLite's own choice. */
#define LOG_PAGES 1000

/* For how many s nothing is written before what writing took is given back. */
#define CALM 5

/* How often to wait for a tenth of a second if it may be our own thread that writes. Now and then
 * it waits for the disk with that, and what is shown meanwhile must not be in memory only. */
#define MOST_WAITS 20

/* After so many databases it is not the database that is damaged. */
#define MOST_SET_ASIDE 10

enum
{
  PROP_0,
  PROP_ERROR,
  PROP_NOTICE,
  N_PROPS
};

enum
{
  OPENED,
  RECOVERED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

struct _TbStore
{
  GObject parent_instance;

  TbStorePlace *place;
  TbStoreConnection *connection; /* NULL while there is no database */
  TbStoreUpkeep *upkeep;         /* as long as there is one */
  GHashTable *accounts;          /* id → number, as far as they were met */

  GError *error;
  char *notice;
  guint n_set_aside;

  gint64 busy_at; /* when it was last written or read at length */
  guint calm_source;
  guint retry_interval; /* 0 for the usual */
  guint retry_source;
  guint replace_source;
  guint recovered_source;
};

G_DEFINE_FINAL_TYPE (TbStore, tb_store, G_TYPE_OBJECT)

static gboolean open_database (TbStore *self);

static void
tb_store_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  TbStore *self = TB_STORE (object);

  switch (property_id)
    {
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
close_database (TbStore *self)
{
  g_clear_pointer (&self->upkeep, tb_store_upkeep_free);
  g_clear_pointer (&self->connection, tb_store_connection_free);
  g_hash_table_remove_all (self->accounts);
}

static void
tb_store_dispose (GObject *object)
{
  TbStore *self = TB_STORE (object);

  g_clear_handle_id (&self->calm_source, g_source_remove);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->replace_source, g_source_remove);
  g_clear_handle_id (&self->recovered_source, g_source_remove);
  close_database (self);

  G_OBJECT_CLASS (tb_store_parent_class)->dispose (object);
}

static void
tb_store_finalize (GObject *object)
{
  TbStore *self = TB_STORE (object);

  g_clear_pointer (&self->place, tb_store_place_free);
  g_hash_table_unref (self->accounts);
  g_clear_error (&self->error);
  g_free (self->notice);

  G_OBJECT_CLASS (tb_store_parent_class)->finalize (object);
}

static void
tb_store_class_init (TbStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_store_get_property;
  object_class->dispose = tb_store_dispose;
  object_class->finalize = tb_store_finalize;

  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPENED] = g_signal_new ("opened", TB_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[RECOVERED] = g_signal_new ("recovered", TB_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
tb_store_init (TbStore *self)
{
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
on_retry (gpointer user_data)
{
  TbStore *self = TB_STORE (user_data);

  self->retry_source = 0;
  tb_store_retry (self);

  return G_SOURCE_REMOVE;
}

static void
queue_retry (TbStore *self)
{
  gboolean busy = self->connection != NULL
                  && g_error_matches (self->error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_BUSY);
  guint interval = busy ? BUSY_INTERVAL : RETRY_INTERVAL;

  if (self->retry_interval != 0)
    interval = self->retry_interval;
  if (self->retry_source == 0)
    self->retry_source = g_timeout_add (interval, on_retry, self);
}

/* Sets aside what is damaged and begins anew, but not in the midst of whatever met the damage. */
static gboolean
on_replace (gpointer user_data)
{
  g_autoptr (TbStore) self = g_object_ref (TB_STORE (user_data));

  self->replace_source = 0;
  close_database (self);
  if (open_database (self))
    g_signal_emit (self, signals[OPENED], 0);

  return G_SOURCE_REMOVE;
}

static gboolean
on_recovered (gpointer user_data)
{
  TbStore *self = TB_STORE (user_data);

  self->recovered_source = 0;
  g_signal_emit (self, signals[RECOVERED], 0);

  return G_SOURCE_REMOVE;
}

static gboolean
is_damage (const GError *error)
{
  return error != NULL && g_error_matches (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_DAMAGED);
}

static void
clear_error (TbStore *self)
{
  g_clear_handle_id (&self->retry_source, g_source_remove);
  if (self->error == NULL)
    return;

  g_clear_error (&self->error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (self->recovered_source == 0)
    self->recovered_source = g_idle_add (on_recovered, self);
}

/* Takes @error. */
static void
set_error (TbStore *self, GError *error)
{
  gboolean changed = self->error == NULL || !g_str_equal (self->error->message, error->message);

  g_clear_error (&self->error);
  self->error = error;
  g_clear_handle_id (&self->recovered_source, g_source_remove);

  if (self->connection != NULL && is_damage (error))
    {
      if (self->replace_source == 0)
        self->replace_source = g_idle_add (on_replace, self);
    }
  else
    {
      if (self->upkeep != NULL
          && g_error_matches (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_INDEX_DAMAGED))
        tb_store_upkeep_request (self->upkeep, TB_UPKEEP_REBUILD);
      queue_retry (self);
    }

  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
take_error (TbStore *self)
{
  GError *error = NULL;

  tb_store_connection_take_error (self->connection, &error);
  set_error (self, error);
}

/* SQLite calls this after each commit; the log cannot be moved within. */
static int
on_log_grown (void *user_data, sqlite3 *database, const char *name, int n_pages)
{
  TbStore *self = user_data;

  if (n_pages >= LOG_PAGES)
    tb_store_upkeep_request (self->upkeep, TB_UPKEEP_MOVE_LOG);

  return SQLITE_OK;
}

static void
on_damaged (gpointer user_data)
{
  set_error (TB_STORE (user_data), g_error_new (TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_DAMAGED,
                                                _ ("The inbox's database is damaged")));
}

/* Reading all of it takes some memory, and a flood takes megabytes, that nobody needs afterwards.
 */
static gboolean
on_calm (gpointer user_data)
{
  TbStore *self = TB_STORE (user_data);

  if (g_get_monotonic_time () - self->busy_at < CALM * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;

  if (self->connection != NULL)
    sqlite3_db_release_memory (tb_store_connection_get_database (self->connection));
  malloc_trim (0);
  self->calm_source = 0;
  return G_SOURCE_REMOVE;
}

static void
begin_calm (TbStore *self)
{
  self->busy_at = g_get_monotonic_time ();
  if (self->calm_source == 0)
    self->calm_source = g_timeout_add_seconds (CALM, on_calm, self);
}

static gboolean
open_database (TbStore *self)
{
  g_autofree char *notice = NULL;
  GError *error = NULL;

  self->connection
      = tb_store_opening_run (self->place, is_damage (self->error) ? self->error : NULL,
                              self->n_set_aside < MOST_SET_ASIDE, &notice, &error);
  if (notice != NULL)
    {
      self->n_set_aside++;
      g_free (self->notice);
      self->notice = g_steal_pointer (&notice);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
    }
  if (self->connection == NULL)
    {
      set_error (self, error);
      return FALSE;
    }

  self->upkeep = tb_store_upkeep_new (tb_store_place_get_path (self->place), on_damaged, self);
  sqlite3_wal_hook (tb_store_connection_get_database (self->connection), on_log_grown, self);
  clear_error (self);
  begin_calm (self);
  return TRUE;
}

TbStore *
tb_store_new (const char *folder)
{
  TbStore *self = g_object_new (TB_TYPE_STORE, NULL);

  self->place = tb_store_place_new (folder);
  open_database (self);
  return self;
}

gboolean
tb_store_is_open (TbStore *self)
{
  g_return_val_if_fail (TB_IS_STORE (self), FALSE);

  return self->connection != NULL;
}

const GError *
tb_store_get_error (TbStore *self)
{
  g_return_val_if_fail (TB_IS_STORE (self), NULL);

  return self->error;
}

const char *
tb_store_get_notice (TbStore *self)
{
  g_return_val_if_fail (TB_IS_STORE (self), NULL);

  return self->notice;
}

/* Writes what is there already. */
static gboolean
can_write (TbStore *self)
{
  static const char sql[] = "UPDATE account SET id=id";
  TbStoreConnection *connection = tb_store_begin (self);

  return connection != NULL
         && tb_store_finish (self, tb_store_connection_execute (connection, sql, ""));
}

gboolean
tb_store_retry (TbStore *self)
{
  g_autoptr (TbStore) alive = NULL;

  g_return_val_if_fail (TB_IS_STORE (self), FALSE);

  if (self->error == NULL)
    return TRUE;

  alive = g_object_ref (self);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  if (self->connection != NULL)
    return can_write (self);
  if (!open_database (self))
    return FALSE;

  g_clear_handle_id (&self->recovered_source, g_source_remove);
  g_signal_emit (self, signals[OPENED], 0);
  return self->error == NULL;
}

TbStoreConnection *
tb_store_get_connection (TbStore *self)
{
  return self->connection;
}

TbStoreUpkeep *
tb_store_get_upkeep (TbStore *self)
{
  return self->upkeep;
}

void
tb_store_drop_account (TbStore *self, const char *account_id)
{
  g_hash_table_remove (self->accounts, account_id);
}

void
tb_store_check (TbStore *self)
{
  if (tb_store_connection_failed (self->connection))
    take_error (self);
}

TbStoreConnection *
tb_store_begin (TbStore *self)
{
  if (self->connection == NULL || self->replace_source != 0)
    return NULL;

  for (guint i = 0; i < MOST_WAITS; i++)
    {
      gboolean may_be_ours = tb_store_upkeep_is_running (self->upkeep);

      if (tb_store_connection_begin (self->connection))
        return self->connection;
      if (!may_be_ours || !tb_store_connection_is_busy (self->connection))
        break;
    }

  take_error (self);
  return NULL;
}

gboolean
tb_store_finish (TbStore *self, gboolean commit)
{
  if (tb_store_connection_finish (self->connection, commit))
    {
      clear_error (self);
      begin_calm (self);
      return TRUE;
    }

  /* An account that was made has gone with the rest. */
  g_hash_table_remove_all (self->accounts);
  tb_store_check (self);
  return FALSE;
}

gint64
tb_store_ensure_account (TbStore *self, const char *account_id)
{
  static const char add[] = "INSERT INTO account (id) VALUES (?1) ON CONFLICT DO NOTHING";
  static const char find[] = "SELECT number FROM account WHERE id=?1";
  const gint64 *known = g_hash_table_lookup (self->accounts, account_id);
  sqlite3_stmt *statement;
  gint64 number = 0;

  if (known != NULL)
    return *known;
  if (!tb_store_connection_execute (self->connection, add, "s", account_id))
    return 0;

  statement = tb_store_connection_query (self->connection, find, "s", account_id);
  if (tb_store_connection_next (self->connection, statement))
    {
      number = sqlite3_column_int64 (statement, 0);
      g_hash_table_insert (self->accounts, g_strdup (account_id),
                           g_memdup2 (&number, sizeof number));
    }
  tb_store_connection_end (statement);

  return number;
}

void
tb_store_set_retry_interval (TbStore *self, guint interval)
{
  self->retry_interval = interval;
}
