/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-libnotify-client.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

/* All that is called of libnotify. It has one state for the process and waits
 * for the server in most of its functions; tb-libnotify-worker.c sees to both. */

#define APPLICATION_ID "com.nebutra.Traybell"
#define APPLICATION_NAME "Traybell"

struct _TbLibnotifyToast
{
  char *id;
  guint serial;
  NotifyNotification *notification; /* NULL until it is shown */
  TbLibnotifyToastClosedFunc closed;
  TbLibnotifyToastActivatedFunc activated;
  gpointer user_data;
};

static void
on_closed (NotifyNotification *notification, gpointer user_data)
{
  TbLibnotifyToast *self = user_data;
  int reason = notify_notification_get_closed_reason (notification);

  if (reason < TB_NOTIFIER_CLOSED_EXPIRED || reason > TB_NOTIFIER_CLOSED_WITHDRAWN)
    reason = TB_NOTIFIER_CLOSED_UNDEFINED;
  self->closed (self, reason, self->user_data);
}

static void
on_action (NotifyNotification *notification, char *action_id, gpointer user_data)
{
  TbLibnotifyToast *self = user_data;
  const char *token = notify_notification_get_activation_token (notification);

  self->activated (self, action_id, token != NULL && *token != '\0' ? token : NULL,
                   self->user_data);
}

static void
add_action (TbLibnotifyToast *self, const char *id, const char *label)
{
  notify_notification_add_action (self->notification, id, label, on_action, self, NULL);
}

static void
add_actions (TbLibnotifyToast *self, const TbToast *toast)
{
  const char *default_label = _ ("Open");

  for (gsize i = 0; i < tb_toast_get_n_actions (toast); i++)
    {
      const TbToastAction *action = tb_toast_get_action (toast, i);

      if (g_str_equal (action->id, TB_TOAST_ACTION_DEFAULT) && *action->label != '\0')
        default_label = action->label;
    }
  add_action (self, TB_TOAST_ACTION_DEFAULT, default_label);

  for (gsize i = 0; i < tb_toast_get_n_actions (toast); i++)
    {
      const TbToastAction *action = tb_toast_get_action (toast, i);

      /* libnotify takes neither without a text. */
      if (*action->id != '\0' && *action->label != '\0'
          && !g_str_equal (action->id, TB_TOAST_ACTION_DEFAULT))
        add_action (self, action->id, action->label);
    }
}

static void
set_text (TbLibnotifyToast *self, const TbToast *toast, const char *const *capabilities)
{
  const char *title = tb_toast_get_title (toast);
  g_autofree char *body = g_strv_contains (capabilities, "body-markup")
                              ? g_markup_escape_text (tb_toast_get_body (toast), -1)
                              : g_strdup (tb_toast_get_body (toast));

  /* libnotify refuses an empty summary. */
  if (*title == '\0')
    title = APPLICATION_NAME;

  if (self->notification != NULL)
    {
      notify_notification_update (self->notification, title, body, APPLICATION_ID);
      return;
    }

  self->notification = notify_notification_new (title, body, APPLICATION_ID);
  g_signal_connect (self->notification, "closed", G_CALLBACK (on_closed), self);
}

static void
set_hints (TbLibnotifyToast *self, const TbToast *toast, const char *const *capabilities)
{
  TbToastUrgency urgency = tb_toast_get_urgency (toast);
  const char *category = tb_toast_get_category (toast);
  const char *sound_name = tb_toast_get_sound_name (toast);

  notify_notification_clear_hints (self->notification);
  notify_notification_set_urgency (self->notification, (NotifyUrgency) urgency);
  /* An urgent toast stays until it is acknowledged, also where the server has
   * another idea of urgency. */
  notify_notification_set_timeout (self->notification, urgency == TB_TOAST_URGENCY_CRITICAL
                                                           ? NOTIFY_EXPIRES_NEVER
                                                           : NOTIFY_EXPIRES_DEFAULT);
  notify_notification_set_hint (self->notification, "desktop-entry",
                                g_variant_new_string (APPLICATION_ID));
  if (category != NULL)
    notify_notification_set_category (self->notification, category);
  if (sound_name != NULL && g_strv_contains (capabilities, "sound"))
    notify_notification_set_hint (self->notification, "sound-name",
                                  g_variant_new_string (sound_name));
}

void
tb_libnotify_client_start (void)
{
  notify_init (APPLICATION_NAME);
}

void
tb_libnotify_client_stop (void)
{
  notify_uninit ();
}

gboolean
tb_libnotify_client_read_server (char **name, GStrv *capabilities)
{
  g_autofree char *program = NULL;
  g_autofree char *vendor = NULL;
  g_autofree char *version = NULL;
  g_autofree char *specification = NULL;
  g_autoptr (GStrvBuilder) builder = NULL;
  GList *list;

  if (!notify_get_server_info (&program, &vendor, &version, &specification))
    return FALSE;

  builder = g_strv_builder_new ();
  list = notify_get_server_caps ();
  for (GList *at = list; at != NULL; at = at->next)
    g_strv_builder_add (builder, at->data);
  g_list_free_full (list, g_free);

  *name = g_strjoin (" ", program, version, NULL);
  *capabilities = g_strv_builder_end (builder);
  return TRUE;
}

TbLibnotifyToast *
tb_libnotify_toast_new (const char *id,
                        TbLibnotifyToastClosedFunc closed,
                        TbLibnotifyToastActivatedFunc activated,
                        gpointer user_data)
{
  TbLibnotifyToast *self = g_new0 (TbLibnotifyToast, 1);

  self->id = g_strdup (id);
  self->closed = closed;
  self->activated = activated;
  self->user_data = user_data;

  return self;
}

void
tb_libnotify_toast_free (TbLibnotifyToast *self)
{
  if (self->notification != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->notification, self);
      notify_notification_clear_actions (self->notification);
      g_object_unref (self->notification);
    }
  g_free (self->id);
  g_free (self);
}

const char *
tb_libnotify_toast_get_id (const TbLibnotifyToast *self)
{
  return self->id;
}

guint
tb_libnotify_toast_get_serial (const TbLibnotifyToast *self)
{
  return self->serial;
}

gboolean
tb_libnotify_toast_show (TbLibnotifyToast *self,
                         const TbToast *toast,
                         guint serial,
                         const char *const *capabilities,
                         GError **error)
{
  self->serial = serial;
  set_text (self, toast, capabilities);
  set_hints (self, toast, capabilities);
  notify_notification_clear_actions (self->notification);
  if (g_strv_contains (capabilities, "actions"))
    add_actions (self, toast);

  return notify_notification_show (self->notification, error);
}

gboolean
tb_libnotify_toast_close (TbLibnotifyToast *self, GError **error)
{
  if (self->notification == NULL)
    return TRUE;

  /* The answer to the call is enough: some servers send no signal for it. */
  g_signal_handlers_disconnect_by_data (self->notification, self);
  return notify_notification_close (self->notification, error);
}
