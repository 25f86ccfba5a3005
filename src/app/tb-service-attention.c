/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-service-attention.h"

#include <glib/gi18n.h>

#include "app/tb-service.h"
#include "inbox/tb-inbox-prefix.h"

struct _TbServiceAttention
{
  TbDBusTraybell1 *skeleton;
  TbInbox *inbox;
  TbQuiet *quiet;
};

/* The whole id of the notification that is meant, or %NULL after the caller was told. */
static char *
find_id (TbServiceAttention *self, GDBusMethodInvocation *invocation, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbInboxEntry) entry = tb_inbox_find_by_prefix (self->inbox, prefix, &error);

  if (entry != NULL)
    return g_strdup (tb_notification_get_id (tb_inbox_entry_get_notification (entry)));

  tb_service_refuse (invocation, error->message);
  return NULL;
}

/* As the command line does it; %NULL after the caller was told. */
static char *
act (TbServiceAttention *self,
     GDBusMethodInvocation *invocation,
     const char *prefix,
     gboolean (*function) (TbInbox *inbox, const char *id))
{
  char *id = find_id (self, invocation, prefix);
  TbPlace former;

  if (id == NULL)
    return NULL;

  former = tb_inbox_act_from (self->inbox, TB_PLACE_COMMAND);
  function (self->inbox, id);
  tb_inbox_act_from (self->inbox, former);
  return id;
}

static gboolean
on_acknowledge (TbDBusTraybell1 *skeleton,
                GDBusMethodInvocation *invocation,
                const char *prefix,
                TbServiceAttention *self)
{
  g_autofree char *id = act (self, invocation, prefix, tb_inbox_acknowledge);

  if (id != NULL)
    tb_dbus_traybell1_complete_acknowledge (skeleton, invocation, id);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_mark_read (TbDBusTraybell1 *skeleton,
              GDBusMethodInvocation *invocation,
              const char *prefix,
              TbServiceAttention *self)
{
  g_autofree char *id = act (self, invocation, prefix, tb_inbox_mark_read);

  if (id != NULL)
    tb_dbus_traybell1_complete_mark_read (skeleton, invocation, id);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_snooze (TbDBusTraybell1 *skeleton,
           GDBusMethodInvocation *invocation,
           const char *span,
           TbServiceAttention *self)
{
  g_autofree char *description = NULL;
  TbSnooze snooze;

  if (!tb_snooze_from_string (span, &snooze))
    {
      tb_service_refuse (
          invocation, _ ("Notifications can be snoozed for “30m”, for “1h” and until “tomorrow”"));
      return G_DBUS_METHOD_INVOCATION_HANDLED;
    }

  tb_quiet_snooze (self->quiet, snooze);
  description = tb_quiet_describe (self->quiet);
  if (description != NULL)
    tb_dbus_traybell1_complete_snooze (skeleton, invocation, description);
  else
    tb_service_refuse (invocation, _ ("The administrator does not let notifications be snoozed"));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_end_quiet (TbDBusTraybell1 *skeleton,
              GDBusMethodInvocation *invocation,
              TbServiceAttention *self)
{
  tb_quiet_end (self->quiet);
  if (!tb_quiet_get_active (self->quiet))
    tb_dbus_traybell1_complete_end_quiet (skeleton, invocation);
  else
    tb_service_refuse (invocation, _ ("The administrator does not let quiet be ended"));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * tb_service_attention_new:
 * @skeleton: the service's face on the bus
 * @inbox: the notifications
 * @quiet: whether it is quiet
 *
 * Returns: (transfer full): answers calls from now on
 */
TbServiceAttention *
tb_service_attention_new (TbDBusTraybell1 *skeleton, TbInbox *inbox, TbQuiet *quiet)
{
  TbServiceAttention *self = g_new0 (TbServiceAttention, 1);

  self->skeleton = g_object_ref (skeleton);
  self->inbox = g_object_ref (inbox);
  self->quiet = g_object_ref (quiet);
  g_signal_connect (skeleton, "handle-acknowledge", G_CALLBACK (on_acknowledge), self);
  g_signal_connect (skeleton, "handle-mark-read", G_CALLBACK (on_mark_read), self);
  g_signal_connect (skeleton, "handle-snooze", G_CALLBACK (on_snooze), self);
  g_signal_connect (skeleton, "handle-end-quiet", G_CALLBACK (on_end_quiet), self);

  return self;
}

/**
 * tb_service_attention_free:
 * @self: (transfer full): answers no more
 */
void
tb_service_attention_free (TbServiceAttention *self)
{
  g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_object_unref (self->skeleton);
  g_object_unref (self->inbox);
  g_object_unref (self->quiet);
  g_free (self);
}
