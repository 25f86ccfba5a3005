/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is asked for twice is loaded once, what failed is not asked for again for a while, and what
 * nobody waits for any more is given up.
 */

#include "account/tb-avatars.h"

#include "account/tb-account-client.h"
#include "account/tb-avatar-load.h"
#include "pusher/pusher-system-clock.h"

/* How many failures are remembered. */
#define FAILURES 1000

struct _TbAvatars
{
  GObject parent_instance;

  PusherClock *clock;
  TbAvatarCache *cache;
  gboolean enabled;

  GHashTable *sessions; /* CA file and trust → SoupSession */
  GHashTable *pictures; /* key → GdkPixbuf */
  GQueue recent;        /* keys of pictures, unowned, the last used first */
  GHashTable *failures; /* key → gint64, until when it is not tried again */
  GHashTable *jobs;     /* key → Job */
};

/* A picture that is being loaded. */
typedef struct
{
  TbAvatars *avatars; /* NULL once it was given up */
  char *key;
  GCancellable *cancellable;
  GPtrArray *waiters; /* GTask; their task data are the job */
} Job;

enum
{
  PROP_ENABLED = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbAvatars, tb_avatars, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->cancellable);
  g_ptr_array_unref (job->waiters);
  g_free (job->key);
  g_free (job);
}

static char *
build_key (const TbAvatarAddress *address, int size)
{
  return g_strdup_printf ("%d %s", size, address->uri);
}

/* Takes the job out of the table, so that whoever asks next begins anew. */
static void
give_up (Job *job)
{
  TbAvatars *self = g_steal_pointer (&job->avatars);

  g_hash_table_steal (self->jobs, job->key);
  g_cancellable_cancel (job->cancellable);
}

static void
disconnect_waiter (GTask *waiter)
{
  GCancellable *cancellable = g_task_get_cancellable (waiter);

  if (cancellable != NULL)
    g_signal_handlers_disconnect_by_data (cancellable, waiter);
}

static void
on_waiter_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) waiter = g_object_ref (G_TASK (user_data));
  Job *job = g_task_get_task_data (waiter);

  disconnect_waiter (waiter);
  g_ptr_array_remove (job->waiters, waiter);
  if (job->waiters->len == 0)
    give_up (job);
  g_task_return_error_if_cancelled (waiter);
}

static void
add_waiter (Job *job, GTask *waiter)
{
  GCancellable *cancellable = g_task_get_cancellable (waiter);

  g_task_set_task_data (waiter, job, NULL);
  g_ptr_array_add (job->waiters, g_object_ref (waiter));
  if (cancellable != NULL)
    g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_waiter_cancelled), waiter);
}

/* Ends the job: everybody gets @pixbuf, or @error. */
static void
answer (Job *job, GdkPixbuf *pixbuf, const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&job->waiters);

  job->waiters = g_ptr_array_new ();
  for (guint i = 0; i < waiters->len; i++)
    disconnect_waiter (g_ptr_array_index (waiters, i));
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *waiter = g_ptr_array_index (waiters, i);

      if (pixbuf != NULL)
        g_task_return_pointer (waiter, g_object_ref (pixbuf), g_object_unref);
      else
        g_task_return_error (waiter, g_error_copy (error));
    }
}

static void
remember_picture (TbAvatars *self, const char *key, GdkPixbuf *pixbuf)
{
  char *new_key = g_strdup (key);

  g_hash_table_insert (self->pictures, new_key, g_object_ref (pixbuf));
  g_queue_push_head (&self->recent, new_key);
  if (self->recent.length > TB_AVATARS_MEMORY)
    g_hash_table_remove (self->pictures, g_queue_pop_tail (&self->recent));
}

static void
remember_failure (TbAvatars *self, const char *key, const GError *error)
{
  gint64 *until = g_new (gint64, 1);

  g_debug ("No picture from %s: %s", key, error->message);
  *until = pusher_clock_get_time (self->clock) + (gint64) TB_AVATARS_FAILURE_TIME * G_USEC_PER_SEC;
  if (g_hash_table_size (self->failures) >= FAILURES)
    g_hash_table_remove_all (self->failures);
  g_hash_table_insert (self->failures, g_strdup (key), until);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (TbAvatars) self = job->avatars != NULL ? g_object_ref (job->avatars) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = tb_avatar_load_finish (result, &error);

  if (self != NULL)
    {
      g_hash_table_steal (self->jobs, job->key);
      if (pixbuf != NULL)
        remember_picture (self, job->key, pixbuf);
      else
        remember_failure (self, job->key, error);
      answer (job, pixbuf, error);
    }
  job_free (job);
}

static SoupSession *
ensure_session (TbAvatars *self, TbAccount *account, const TbAvatarAddress *address)
{
  g_autofree char *ca_file = tb_account_dup_string (account, "ca-file");
  /* A connection to a private address must not be used for who may not have one. */
  g_autofree char *key = g_strdup_printf ("%d %s", address->may_be_private, ca_file);
  SoupSession *session = g_hash_table_lookup (self->sessions, key);

  if (session == NULL)
    {
      session = tb_account_client_create_session (account);
      g_hash_table_insert (self->sessions, g_steal_pointer (&key), session);
    }

  return session;
}

static Job *
start_job (
    TbAvatars *self, TbAccount *account, const TbAvatarAddress *address, const char *key, int size)
{
  Job *job = g_new0 (Job, 1);

  job->avatars = self;
  job->key = g_strdup (key);
  job->cancellable = g_cancellable_new ();
  job->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_insert (self->jobs, job->key, job);
  tb_avatar_load_async (self->cache, ensure_session (self, account, address), address, size,
                        job->cancellable, on_loaded, job);

  return job;
}

static gboolean
has_failed (TbAvatars *self, const char *key)
{
  const gint64 *until = g_hash_table_lookup (self->failures, key);

  if (until == NULL)
    return FALSE;
  if (pusher_clock_get_time (self->clock) < *until)
    return TRUE;
  g_hash_table_remove (self->failures, key);

  return FALSE;
}

static GdkPixbuf *
lookup_picture (TbAvatars *self, const char *key)
{
  gpointer stored_key;
  gpointer pixbuf;

  if (!g_hash_table_lookup_extended (self->pictures, key, &stored_key, &pixbuf))
    return NULL;
  g_queue_remove (&self->recent, stored_key);
  g_queue_push_head (&self->recent, stored_key);

  return pixbuf;
}

/* Gives up all jobs; whoever waits gets an error. */
static void
give_up_all (TbAvatars *self)
{
  g_autoptr (GError) error
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "There are no pictures");
  GHashTableIter iter;
  gpointer job;

  for (;;)
    {
      g_hash_table_iter_init (&iter, self->jobs);
      if (!g_hash_table_iter_next (&iter, NULL, &job))
        break;
      give_up (job);
      answer (job, NULL, error);
    }
}

static void
forget (TbAvatars *self)
{
  g_queue_clear (&self->recent);
  g_hash_table_remove_all (self->pictures);
  g_hash_table_remove_all (self->failures);
  g_hash_table_remove_all (self->sessions);
}

static void
tb_avatars_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, TB_AVATARS (object)->enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_avatars_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ENABLED:
      tb_avatars_set_enabled (TB_AVATARS (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_avatars_dispose (GObject *object)
{
  TbAvatars *self = TB_AVATARS (object);

  give_up_all (self);
  forget (self);

  G_OBJECT_CLASS (tb_avatars_parent_class)->dispose (object);
}

static void
tb_avatars_finalize (GObject *object)
{
  TbAvatars *self = TB_AVATARS (object);

  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->pictures);
  g_hash_table_unref (self->failures);
  g_hash_table_unref (self->jobs);
  tb_avatar_cache_unref (self->cache);
  g_object_unref (self->clock);

  G_OBJECT_CLASS (tb_avatars_parent_class)->finalize (object);
}

static void
tb_avatars_class_init (TbAvatarsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_avatars_get_property;
  object_class->set_property = tb_avatars_set_property;
  object_class->dispose = tb_avatars_dispose;
  object_class->finalize = tb_avatars_finalize;

  properties[PROP_ENABLED]
      = g_param_spec_boolean ("enabled", NULL, NULL, TRUE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_avatars_init (TbAvatars *self)
{
  self->enabled = TRUE;
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->jobs = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->recent);
}

/**
 * tb_avatars_new:
 * @directory: (nullable): where to keep pictures; %NULL for the user's cache folder
 * @clock: (nullable): the time, or %NULL for the system's
 *
 * Returns: (transfer full): no picture was loaded yet
 */
TbAvatars *
tb_avatars_new (const char *directory, PusherClock *clock)
{
  TbAvatars *self = g_object_new (TB_TYPE_AVATARS, NULL);

  self->clock = clock != NULL ? g_object_ref (clock) : pusher_system_clock_new ();
  self->cache = tb_avatar_cache_new (directory, TB_AVATAR_CACHE_SIZE);

  return self;
}

/**
 * tb_avatars_get_enabled:
 * @self: pictures
 *
 * Returns: whether there are pictures at all
 */
gboolean
tb_avatars_get_enabled (TbAvatars *self)
{
  return self->enabled;
}

/**
 * tb_avatars_set_enabled:
 * @self: pictures
 * @enabled: whether there are to be any
 */
void
tb_avatars_set_enabled (TbAvatars *self, gboolean enabled)
{
  if (self->enabled == enabled)
    return;

  self->enabled = enabled;
  if (!enabled)
    {
      give_up_all (self);
      forget (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

/**
 * tb_avatars_lookup:
 * @self: pictures
 * @account: whose web app named the picture
 * @avatar: where it says that the picture is, any text
 * @size: width and height that are wanted, in pixels
 *
 * Returns: (transfer none) (nullable): the picture, if it is in memory
 */
GdkPixbuf *
tb_avatars_lookup (TbAvatars *self, TbAccount *account, const char *avatar, int size)
{
  g_autoptr (TbAvatarAddress) address = NULL;
  g_autofree char *key = NULL;

  if (!self->enabled || g_hash_table_size (self->pictures) == 0)
    return NULL;
  address = tb_avatar_address_new (account, avatar, NULL);
  if (address == NULL)
    return NULL;
  key = build_key (address, size);

  return lookup_picture (self, key);
}

/**
 * tb_avatars_load_async:
 * @self: pictures
 * @account: whose web app named the picture
 * @avatar: where it says that the picture is, any text
 * @size: width and height that are wanted, in pixels
 * @cancellable: (nullable): to cancel it: what nobody waits for is not fetched
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Loads a picture as tb_avatar_load_async() does, if tb_avatar_address_new() allows it, unless that
 * failed within %TB_AVATARS_FAILURE_TIME.
 */
void
tb_avatars_load_async (TbAvatars *self,
                       TbAccount *account,
                       const char *avatar,
                       int size,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (TbAvatarAddress) address = NULL;
  g_autofree char *key = NULL;
  GError *error = NULL;
  GdkPixbuf *pixbuf;
  Job *job;

  g_task_set_source_tag (task, tb_avatars_load_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->enabled)
    address = tb_avatar_address_new (account, avatar, &error);
  else
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "There are no pictures");
  if (address == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  key = build_key (address, size);
  pixbuf = lookup_picture (self, key);
  if (pixbuf != NULL)
    {
      g_task_return_pointer (task, g_object_ref (pixbuf), g_object_unref);
      return;
    }
  if (has_failed (self, key))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                               "The picture could not be had a moment ago");
      return;
    }

  job = g_hash_table_lookup (self->jobs, key);
  if (job == NULL)
    job = start_job (self, account, address, key, size);
  add_waiter (job, task);
}

/**
 * tb_avatars_load_finish:
 * @self: pictures
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with why there is none, which is not
 * for the user
 */
GdkPixbuf *
tb_avatars_load_finish (TbAvatars *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
