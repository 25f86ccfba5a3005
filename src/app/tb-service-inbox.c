/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-service-inbox.h"

#include "app/tb-inbox-report.h"
#include "app/tb-service.h"
#include "inbox/tb-story.h"

struct _TbServiceInbox
{
  TbDBusTraybell1 *skeleton;
  TbInbox *inbox;
};

static gboolean
on_list_inbox (TbDBusTraybell1 *skeleton,
               GDBusMethodInvocation *invocation,
               gboolean unread_only,
               const char *search,
               guint limit,
               TbServiceInbox *self)
{
  g_autofree char *json = tb_inbox_report_notifications (self->inbox, unread_only, search, limit);

  tb_dbus_traybell1_complete_list_inbox (skeleton, invocation, json);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_list_events (TbDBusTraybell1 *skeleton,
                GDBusMethodInvocation *invocation,
                guint limit,
                TbServiceInbox *self)
{
  g_autofree char *json = tb_inbox_report_events (self->inbox, limit);

  tb_dbus_traybell1_complete_list_events (skeleton, invocation, json);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
on_why (TbDBusTraybell1 *skeleton,
        GDBusMethodInvocation *invocation,
        const char *beginning,
        TbServiceInbox *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbStory) story = tb_story_new (self->inbox, beginning, &error);
  g_autoptr (JsonNode) node = story != NULL ? tb_story_to_json (story) : NULL;
  g_autofree char *json = node != NULL ? json_to_string (node, FALSE) : NULL;

  if (json != NULL)
    tb_dbus_traybell1_complete_why (skeleton, invocation, json);
  else
    tb_service_refuse (invocation, error->message);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/**
 * tb_service_inbox_new:
 * @skeleton: the service's face on the bus
 * @inbox: the notifications
 *
 * Returns: (transfer full): answers calls from now on
 */
TbServiceInbox *
tb_service_inbox_new (TbDBusTraybell1 *skeleton, TbInbox *inbox)
{
  TbServiceInbox *self = g_new0 (TbServiceInbox, 1);

  self->skeleton = g_object_ref (skeleton);
  self->inbox = g_object_ref (inbox);
  g_signal_connect (skeleton, "handle-list-inbox", G_CALLBACK (on_list_inbox), self);
  g_signal_connect (skeleton, "handle-list-events", G_CALLBACK (on_list_events), self);
  g_signal_connect (skeleton, "handle-why", G_CALLBACK (on_why), self);

  return self;
}

/**
 * tb_service_inbox_free:
 * @self: (transfer full): answers no more
 */
void
tb_service_inbox_free (TbServiceInbox *self)
{
  g_signal_handlers_disconnect_by_data (self->skeleton, self);
  g_object_unref (self->skeleton);
  g_object_unref (self->inbox);
  g_free (self);
}
