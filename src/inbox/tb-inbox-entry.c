/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-entry.h"

#include "inbox/tb-inbox-entry-private.h"

enum
{
  PROP_0,
  PROP_NOTIFICATION,
  PROP_UNREAD,
  PROP_ACKNOWLEDGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

struct _TbInboxEntry
{
  GObject parent_instance;

  TbNotification *notification;
  gboolean unread;
  gboolean acknowledged;
};

G_DEFINE_FINAL_TYPE (TbInboxEntry, tb_inbox_entry, G_TYPE_OBJECT)

static void
tb_inbox_entry_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  TbInboxEntry *self = TB_INBOX_ENTRY (object);

  switch (property_id)
    {
    case PROP_NOTIFICATION:
      g_value_set_boxed (value, self->notification);
      break;
    case PROP_UNREAD:
      g_value_set_boolean (value, self->unread);
      break;
    case PROP_ACKNOWLEDGED:
      g_value_set_boolean (value, self->acknowledged);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tb_inbox_entry_finalize (GObject *object)
{
  TbInboxEntry *self = TB_INBOX_ENTRY (object);

  g_clear_pointer (&self->notification, tb_notification_unref);

  G_OBJECT_CLASS (tb_inbox_entry_parent_class)->finalize (object);
}

static void
tb_inbox_entry_class_init (TbInboxEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_inbox_entry_get_property;
  object_class->finalize = tb_inbox_entry_finalize;

  properties[PROP_NOTIFICATION]
      = g_param_spec_boxed ("notification", NULL, NULL, TB_TYPE_NOTIFICATION, flags);
  properties[PROP_UNREAD] = g_param_spec_boolean ("unread", NULL, NULL, FALSE, flags);
  properties[PROP_ACKNOWLEDGED] = g_param_spec_boolean ("acknowledged", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tb_inbox_entry_init (TbInboxEntry *self)
{
}

TbInboxEntry *
tb_inbox_entry_new (TbNotification *notification, gboolean unread, gboolean acknowledged)
{
  TbInboxEntry *self;

  g_return_val_if_fail (notification != NULL, NULL);

  self = g_object_new (TB_TYPE_INBOX_ENTRY, NULL);
  self->notification = tb_notification_ref (notification);
  self->unread = unread;
  self->acknowledged
      = acknowledged || tb_notification_get_urgency (notification) != TB_URGENCY_URGENT;
  return self;
}

gboolean
tb_inbox_entry_mark_read (TbInboxEntry *self)
{
  g_return_val_if_fail (TB_IS_INBOX_ENTRY (self), FALSE);

  if (!self->unread)
    return FALSE;

  self->unread = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
  return TRUE;
}

gboolean
tb_inbox_entry_acknowledge (TbInboxEntry *self)
{
  g_return_val_if_fail (TB_IS_INBOX_ENTRY (self), FALSE);

  if (self->acknowledged)
    return FALSE;

  self->acknowledged = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACKNOWLEDGED]);
  return TRUE;
}

TbNotification *
tb_inbox_entry_get_notification (TbInboxEntry *self)
{
  g_return_val_if_fail (TB_IS_INBOX_ENTRY (self), NULL);

  return self->notification;
}

gboolean
tb_inbox_entry_get_unread (TbInboxEntry *self)
{
  g_return_val_if_fail (TB_IS_INBOX_ENTRY (self), FALSE);

  return self->unread;
}

gboolean
tb_inbox_entry_get_acknowledged (TbInboxEntry *self)
{
  g_return_val_if_fail (TB_IS_INBOX_ENTRY (self), TRUE);

  return self->acknowledged;
}
