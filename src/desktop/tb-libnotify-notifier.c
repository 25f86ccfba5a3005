/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-libnotify-notifier.h"

#include "desktop/tb-libnotify-worker.h"

/* The face of the libnotify thread in the main context: keeps what the worker
 * last told and turns its events into signals. */

enum
{
  PROP_0,
  PROP_SERVER_NAME,
  PROP_CAPABILITIES,
  PROP_ERROR,
};

struct _TbLibnotifyNotifier
{
  GObject parent_instance;

  TbLibnotifyWorker *worker;
  GCancellable *cancellable;
  /* toast id → serial of the newest tb_notifier_show() of it, until it is closed */
  GHashTable *live;
  guint last_serial;

  char *server_name;
  GStrv capabilities;
  GError *error;
};

static void tb_libnotify_notifier_iface_init (TbNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbLibnotifyNotifier,
                               tb_libnotify_notifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_NOTIFIER,
                                                      tb_libnotify_notifier_iface_init))

static void
set_error (TbLibnotifyNotifier *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify (G_OBJECT (self), "error");
}

static void
on_server (TbLibnotifyNotifier *self, const TbLibnotifyEvent *event)
{
  g_free (self->server_name);
  self->server_name = g_strdup (event->server_name);
  g_strfreev (self->capabilities);
  self->capabilities = g_strdupv (event->capabilities);

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify (G_OBJECT (self), "server-name");
  g_object_notify (G_OBJECT (self), "capabilities");
  g_object_thaw_notify (G_OBJECT (self));
}

/* Of two calls for one id only the newer is answered, and only once. */
static gboolean
is_newest (TbLibnotifyNotifier *self, const TbLibnotifyEvent *event)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->live, event->toast_id)) == event->serial;
}

static void
on_event (GObject *owner, const TbLibnotifyEvent *event)
{
  TbLibnotifyNotifier *self = TB_LIBNOTIFY_NOTIFIER (owner);
  TbNotifier *notifier = TB_NOTIFIER (owner);

  switch (event->kind)
    {
    case TB_LIBNOTIFY_EVENT_SERVER:
      on_server (self, event);
      break;

    case TB_LIBNOTIFY_EVENT_SHOWN:
      set_error (self, NULL);
      if (is_newest (self, event))
        tb_notifier_emit_shown (notifier, event->toast_id);
      break;

    case TB_LIBNOTIFY_EVENT_ACTIVATED:
      tb_notifier_emit_activated (notifier, event->toast_id, event->action_id,
                                  event->activation_token);
      break;

    case TB_LIBNOTIFY_EVENT_CLOSED:
      if (event->error != NULL)
        set_error (self, event->error);
      if (!is_newest (self, event))
        break;
      g_hash_table_remove (self->live, event->toast_id);
      tb_notifier_emit_closed (notifier, event->toast_id, event->reason);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* Does not own the notifier: dispose cancels, and nothing is looked at before
 * it is known that this did not happen. */
static void
on_bus_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbLibnotifyNotifier *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  tb_libnotify_worker_start (self->worker, connection, error);
}

static void
tb_libnotify_notifier_show (TbNotifier *notifier, TbToast *toast)
{
  TbLibnotifyNotifier *self = TB_LIBNOTIFY_NOTIFIER (notifier);

  g_hash_table_insert (self->live, g_strdup (tb_toast_get_id (toast)),
                       GUINT_TO_POINTER (++self->last_serial));
  tb_libnotify_worker_show (self->worker, toast, self->last_serial);
}

static void
tb_libnotify_notifier_withdraw (TbNotifier *notifier, const char *toast_id)
{
  TbLibnotifyNotifier *self = TB_LIBNOTIFY_NOTIFIER (notifier);
  gpointer serial = g_hash_table_lookup (self->live, toast_id);

  if (serial != NULL)
    tb_libnotify_worker_withdraw (self->worker, toast_id, GPOINTER_TO_UINT (serial));
}

static void
tb_libnotify_notifier_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  TbLibnotifyNotifier *self = TB_LIBNOTIFY_NOTIFIER (object);

  switch (property_id)
    {
    case PROP_SERVER_NAME:
      g_value_set_string (value, self->server_name);
      break;
    case PROP_CAPABILITIES:
      g_value_set_boxed (value, self->capabilities);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
tb_libnotify_notifier_dispose (GObject *object)
{
  TbLibnotifyNotifier *self = TB_LIBNOTIFY_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->worker, tb_libnotify_worker_stop);

  G_OBJECT_CLASS (tb_libnotify_notifier_parent_class)->dispose (object);
}

static void
tb_libnotify_notifier_finalize (GObject *object)
{
  TbLibnotifyNotifier *self = TB_LIBNOTIFY_NOTIFIER (object);

  g_clear_error (&self->error);
  g_strfreev (self->capabilities);
  g_free (self->server_name);
  g_hash_table_unref (self->live);

  G_OBJECT_CLASS (tb_libnotify_notifier_parent_class)->finalize (object);
}

static void
tb_libnotify_notifier_iface_init (TbNotifierInterface *iface)
{
  iface->show = tb_libnotify_notifier_show;
  iface->withdraw = tb_libnotify_notifier_withdraw;
}

static void
tb_libnotify_notifier_class_init (TbLibnotifyNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_libnotify_notifier_get_property;
  object_class->dispose = tb_libnotify_notifier_dispose;
  object_class->finalize = tb_libnotify_notifier_finalize;

  g_object_class_override_property (object_class, PROP_SERVER_NAME, "server-name");
  g_object_class_override_property (object_class, PROP_CAPABILITIES, "capabilities");
  g_object_class_override_property (object_class, PROP_ERROR, "error");
}

static void
tb_libnotify_notifier_init (TbLibnotifyNotifier *self)
{
  self->live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->capabilities = g_new0 (char *, 1);
  self->worker = tb_libnotify_worker_new (G_OBJECT (self), on_event);
  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_bus_ready, self);
}

TbNotifier *
tb_libnotify_notifier_new (void)
{
  return g_object_new (TB_TYPE_LIBNOTIFY_NOTIFIER, NULL);
}
