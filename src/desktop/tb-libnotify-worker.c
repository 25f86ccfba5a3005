/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-libnotify-worker.h"

#include "desktop/tb-libnotify-notifier.h"
#include "desktop/tb-libnotify-client.h"
#include "desktop/tb-toast-queue.h"

#include <glib/gi18n.h>

/* libnotify waits for each answer of the server, and D-Bus lets it wait 25
 * seconds. Everything below the line "On the thread" runs on the worker's own
 * thread; what crosses the line is a queue under a mutex in one direction and
 * idle sources on the owner's main context in the other. */

#define SERVER_NAME "org.freedesktop.Notifications"

/* How long quitting may take when the server is slow. */
#define STOP_TIMEOUT_MILLISECONDS 250

/* A server that never says that a toast is gone must not make the table grow
 * for ever. GNOME keeps ten an application. */
#define SHOWN_MAXIMUM 256

typedef struct
{
  TbLibnotifyWorker *worker;
  TbLibnotifyEvent *event;
} Delivery;

struct _TbLibnotifyWorker
{
  gatomicrefcount reference_count;

  GMainContext *owner_context;
  GWeakRef owner;
  TbLibnotifyEventFunc func;
  TbToastQueue *commands;
  GDBusConnection *connection;
  GError *bus_error;
  gboolean started;

  GMutex mutex;
  GCond ended_condition;
  gboolean stopping;
  gboolean ended;

  /* On the thread only. */
  GMainContext *context;
  GMainLoop *loop;
  gboolean name_watched; /* the watch has spoken once */
  gboolean server_known;
  GStrv capabilities;
  GHashTable *shown; /* toast id → TbLibnotifyToast */
};

/* libnotify has one state for the process: one worker at a time uses it. */
static GMutex libnotify_mutex;

static TbLibnotifyWorker *
worker_ref (TbLibnotifyWorker *self)
{
  g_atomic_ref_count_inc (&self->reference_count);
  return self;
}

static void
worker_unref (TbLibnotifyWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->reference_count))
    return;

  tb_toast_queue_free (self->commands);
  g_clear_error (&self->bus_error);
  g_clear_object (&self->connection);
  g_strfreev (self->capabilities);
  g_hash_table_unref (self->shown);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner_context);
  g_weak_ref_clear (&self->owner);
  g_cond_clear (&self->ended_condition);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
delivery_free (Delivery *delivery)
{
  tb_libnotify_event_free (delivery->event);
  worker_unref (delivery->worker);
  g_free (delivery);
}

static gboolean
on_delivery (gpointer user_data)
{
  Delivery *delivery = user_data;
  g_autoptr (GObject) owner = g_weak_ref_get (&delivery->worker->owner);

  if (owner != NULL)
    delivery->worker->func (owner, delivery->event);

  return G_SOURCE_REMOVE;
}

/* Takes @event over. Always later, also on the owner's thread,
 * so that no signal is emitted from within tb_notifier_show(). */
static void
deliver (TbLibnotifyWorker *self, TbLibnotifyEvent *event)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  delivery->worker = worker_ref (self);
  delivery->event = event;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[traybell] libnotify event");
  g_source_set_callback (source, on_delivery, delivery, (GDestroyNotify) delivery_free);
  g_source_attach (source, self->owner_context);
}

static void
deliver_closed (TbLibnotifyWorker *self,
                const char *toast_id,
                guint serial,
                TbNotifierClosedReason reason,
                const GError *error)
{
  deliver (self, tb_libnotify_event_new_closed (toast_id, serial, reason, error));
}

/* On the thread. */

static void
forget (TbLibnotifyWorker *self, TbLibnotifyToast *toast, TbNotifierClosedReason reason)
{
  deliver_closed (self, tb_libnotify_toast_get_id (toast), tb_libnotify_toast_get_serial (toast),
                  reason, NULL);
  g_hash_table_remove (self->shown, tb_libnotify_toast_get_id (toast));
}

static void
on_toast_closed (TbLibnotifyToast *toast, TbNotifierClosedReason reason, gpointer user_data)
{
  forget (user_data, toast, reason);
}

static void
on_toast_activated (TbLibnotifyToast *toast,
                    const char *action_id,
                    const char *activation_token,
                    gpointer user_data)
{
  deliver (user_data, tb_libnotify_event_new_activated (tb_libnotify_toast_get_id (toast),
                                                        tb_libnotify_toast_get_serial (toast),
                                                        action_id, activation_token));
}

static void
set_server (TbLibnotifyWorker *self, const char *server_name, GStrv capabilities)
{
  g_strfreev (self->capabilities);
  self->capabilities = g_strdupv (capabilities);
  deliver (self, tb_libnotify_event_new_server (server_name, (const char *const *) capabilities));
}

/* Starts the server, too, if it is one that D-Bus can start. */
static void
read_server (TbLibnotifyWorker *self)
{
  g_autofree char *name = NULL;
  g_auto (GStrv) capabilities = NULL;

  self->server_known = tb_libnotify_client_read_server (&name, &capabilities);
  if (self->server_known)
    set_server (self, name, capabilities);
}

static TbLibnotifyToast *
find_oldest (TbLibnotifyWorker *self)
{
  GHashTableIter iter;
  gpointer value;
  TbLibnotifyToast *oldest = NULL;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (oldest == NULL
          || tb_libnotify_toast_get_serial (value) < tb_libnotify_toast_get_serial (oldest))
        oldest = value;
    }

  return oldest;
}

static TbLibnotifyToast *
ensure_toast (TbLibnotifyWorker *self, const char *toast_id)
{
  TbLibnotifyToast *toast = g_hash_table_lookup (self->shown, toast_id);

  if (toast != NULL)
    return toast;

  if (g_hash_table_size (self->shown) >= SHOWN_MAXIMUM)
    forget (self, find_oldest (self), TB_NOTIFIER_CLOSED_UNDEFINED);
  toast = tb_libnotify_toast_new (toast_id, on_toast_closed, on_toast_activated, self);
  g_hash_table_insert (self->shown, (char *) tb_libnotify_toast_get_id (toast), toast);
  return toast;
}

static void
fail (TbLibnotifyWorker *self, const TbToastCommand *command, const GError *error)
{
  g_message ("A notification was not shown: %s", error->message);
  deliver_closed (self, command->toast_id, command->serial, TB_NOTIFIER_CLOSED_UNDEFINED, error);
  g_hash_table_remove (self->shown, command->toast_id);
}

static void
show (TbLibnotifyWorker *self, const TbToastCommand *command)
{
  g_autoptr (GError) error = NULL;

  if (self->bus_error != NULL)
    {
      fail (self, command, self->bus_error);
      return;
    }

  /* What the server understands decides what it is sent. */
  if (!self->server_known)
    read_server (self);
  if (!self->server_known)
    {
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                           _ ("No notification server answers on this desktop"));
      fail (self, command, error);
      return;
    }

  if (!tb_libnotify_toast_show (ensure_toast (self, command->toast_id), command->toast,
                                command->serial, (const char *const *) self->capabilities, &error))
    {
      fail (self, command, error);
      return;
    }

  deliver (self, tb_libnotify_event_new_shown (command->toast_id, command->serial));
}

static void
withdraw (TbLibnotifyWorker *self, const TbToastCommand *command)
{
  TbLibnotifyToast *toast = g_hash_table_lookup (self->shown, command->toast_id);
  g_autoptr (GError) error = NULL;

  if (toast != NULL && !tb_libnotify_toast_close (toast, &error))
    g_debug ("A notification was not closed: %s", error->message);
  g_hash_table_remove (self->shown, command->toast_id);
  deliver_closed (self, command->toast_id, command->serial, TB_NOTIFIER_CLOSED_WITHDRAWN, NULL);
}

static gboolean on_command (gpointer user_data);

/* Below the priority of D-Bus signals, so that what the server said first is
 * known before the next call to it. */
static void
schedule_command (TbLibnotifyWorker *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_static_name (source, "[traybell] libnotify command");
  g_source_set_callback (source, on_command, worker_ref (self), (GDestroyNotify) worker_unref);
  g_source_attach (source, self->context);
}

static gboolean
on_command (gpointer user_data)
{
  TbLibnotifyWorker *self = user_data;
  g_autoptr (TbToastCommand) command = NULL;
  gboolean stopping;

  g_mutex_lock (&self->mutex);
  stopping = self->stopping;
  g_mutex_unlock (&self->mutex);
  if (stopping)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }

  if (self->name_watched || self->bus_error != NULL)
    command = tb_toast_queue_pop (self->commands);
  if (command == NULL)
    return G_SOURCE_REMOVE;

  if (command->toast != NULL)
    show (self, command);
  else
    withdraw (self, command);

  return G_SOURCE_CONTINUE;
}

static void
on_server_appeared (GDBusConnection *connection,
                    const char *name,
                    const char *owner,
                    gpointer user_data)
{
  TbLibnotifyWorker *self = user_data;

  read_server (self);
  self->name_watched = TRUE;
  schedule_command (self);
}

/* Comes first if the name has no owner, and between two owners. */
static void
on_server_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  TbLibnotifyWorker *self = user_data;
  char *no_capabilities[] = { NULL };
  GHashTableIter iter;
  gpointer value;

  /* The next server numbers its notifications anew: an update by an old
   * number would overwrite a stranger's. */
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      deliver_closed (self, tb_libnotify_toast_get_id (value),
                      tb_libnotify_toast_get_serial (value), TB_NOTIFIER_CLOSED_UNDEFINED, NULL);
      g_hash_table_iter_remove (&iter);
    }

  if (self->server_known)
    set_server (self, NULL, no_capabilities);
  self->server_known = FALSE;
  self->name_watched = TRUE;
  schedule_command (self);
}

/* Nobody would answer their buttons any more. */
static void
close_all (TbLibnotifyWorker *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autoptr (GError) error = NULL;

      if (tb_libnotify_toast_close (value, &error))
        continue;

      g_debug ("A notification was not closed: %s", error->message);
      break;
    }
}

static void
serve (TbLibnotifyWorker *self)
{
  guint watch = 0;

  if (self->connection != NULL)
    {
      tb_libnotify_client_start ();
      watch = g_bus_watch_name_on_connection (self->connection, SERVER_NAME,
                                              G_BUS_NAME_WATCHER_FLAGS_NONE, on_server_appeared,
                                              on_server_vanished, self, NULL);
    }

  schedule_command (self);
  g_main_loop_run (self->loop);

  g_clear_handle_id (&watch, g_bus_unwatch_name);
  if (g_strv_contains ((const char *const *) self->capabilities, "actions"))
    close_all (self);
  /* A NotifyNotification that ends after notify_uninit() starts libnotify again. */
  g_hash_table_remove_all (self->shown);
  if (self->connection != NULL)
    tb_libnotify_client_stop ();
  g_clear_object (&self->connection);
}

static gpointer
run (gpointer user_data)
{
  TbLibnotifyWorker *self = user_data;

  g_mutex_lock (&libnotify_mutex);
  g_main_context_push_thread_default (self->context);
  serve (self);
  /* The ends of D-Bus subscriptions are idle sources. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_mutex_unlock (&libnotify_mutex);

  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  g_cond_signal (&self->ended_condition);
  g_mutex_unlock (&self->mutex);
  worker_unref (self);

  return NULL;
}

/* On the owner's thread. */

TbLibnotifyWorker *
tb_libnotify_worker_new (GObject *owner, TbLibnotifyEventFunc func)
{
  TbLibnotifyWorker *self = g_new0 (TbLibnotifyWorker, 1);
  char *no_capabilities[] = { NULL };

  g_atomic_ref_count_init (&self->reference_count);
  self->owner_context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->owner, owner);
  self->func = func;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ended_condition);
  self->commands = tb_toast_queue_new (TB_LIBNOTIFY_NOTIFIER_QUEUE_MAXIMUM);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->capabilities = g_strdupv (no_capabilities);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) tb_libnotify_toast_free);

  return self;
}

void
tb_libnotify_worker_start (TbLibnotifyWorker *self,
                           GDBusConnection *connection,
                           const GError *error)
{
  g_return_if_fail (!self->started);

  self->connection = connection != NULL ? g_object_ref (connection) : NULL;
  self->bus_error = error != NULL ? g_error_copy (error) : NULL;
  self->started = TRUE;
  g_thread_unref (g_thread_new ("libnotify", run, worker_ref (self)));
}

static void
push (TbLibnotifyWorker *self, const char *toast_id, guint serial, TbToast *toast)
{
  g_autoptr (TbToastCommand) dropped
      = tb_toast_queue_push (self->commands, toast_id, serial, toast);

  if (dropped != NULL)
    deliver_closed (self, dropped->toast_id, dropped->serial, TB_NOTIFIER_CLOSED_UNDEFINED, NULL);
  if (self->started)
    schedule_command (self);
}

void
tb_libnotify_worker_show (TbLibnotifyWorker *self, TbToast *toast, guint serial)
{
  push (self, tb_toast_get_id (toast), serial, toast);
}

void
tb_libnotify_worker_withdraw (TbLibnotifyWorker *self, const char *toast_id, guint serial)
{
  push (self, toast_id, serial, NULL);
}

void
tb_libnotify_worker_stop (TbLibnotifyWorker *self)
{
  gint64 deadline = g_get_monotonic_time () + STOP_TIMEOUT_MILLISECONDS * G_TIME_SPAN_MILLISECOND;

  if (!self->started)
    {
      worker_unref (self);
      return;
    }

  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  /* Under the mutex: once the thread has seen the flag, nothing is added to
   * its context any more. */
  schedule_command (self);
  while (!self->ended)
    {
      if (!g_cond_wait_until (&self->ended_condition, &self->mutex, deadline))
        break;
    }
  g_mutex_unlock (&self->mutex);
  worker_unref (self);
}
