/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-libnotify-event.h"

static TbLibnotifyEvent *
new_event (TbLibnotifyEventKind kind, const char *toast_id, guint serial)
{
  TbLibnotifyEvent *self = g_new0 (TbLibnotifyEvent, 1);

  self->kind = kind;
  self->toast_id = g_strdup (toast_id);
  self->serial = serial;

  return self;
}

TbLibnotifyEvent *
tb_libnotify_event_new_server (const char *server_name, const char *const *capabilities)
{
  TbLibnotifyEvent *self = new_event (TB_LIBNOTIFY_EVENT_SERVER, NULL, 0);

  self->server_name = g_strdup (server_name);
  self->capabilities = g_strdupv ((GStrv) capabilities);

  return self;
}

TbLibnotifyEvent *
tb_libnotify_event_new_shown (const char *toast_id, guint serial)
{
  return new_event (TB_LIBNOTIFY_EVENT_SHOWN, toast_id, serial);
}

TbLibnotifyEvent *
tb_libnotify_event_new_activated (const char *toast_id,
                                  guint serial,
                                  const char *action_id,
                                  const char *activation_token)
{
  TbLibnotifyEvent *self = new_event (TB_LIBNOTIFY_EVENT_ACTIVATED, toast_id, serial);

  self->action_id = g_strdup (action_id);
  self->activation_token = g_strdup (activation_token);

  return self;
}

TbLibnotifyEvent *
tb_libnotify_event_new_closed (const char *toast_id,
                               guint serial,
                               TbNotifierClosedReason reason,
                               const GError *error)
{
  TbLibnotifyEvent *self = new_event (TB_LIBNOTIFY_EVENT_CLOSED, toast_id, serial);

  self->reason = reason;
  self->error = error != NULL ? g_error_copy (error) : NULL;

  return self;
}

void
tb_libnotify_event_free (TbLibnotifyEvent *self)
{
  g_free (self->toast_id);
  g_free (self->action_id);
  g_free (self->activation_token);
  g_clear_error (&self->error);
  g_free (self->server_name);
  g_strfreev (self->capabilities);
  g_free (self);
}
