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

  gint64 number;
  TbNotification *notification;
  TbInboxState state;
  TbInboxShelf *shelf; /* not owned: it does not keep us either */
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
      g_value_set_boolean (value, tb_inbox_entry_get_unread (self));
      break;
    case PROP_ACKNOWLEDGED:
      g_value_set_boolean (value, tb_inbox_entry_get_acknowledged (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tb_inbox_entry_dispose (GObject *object)
{
  TbInboxEntry *self = TB_INBOX_ENTRY (object);

  if (self->shelf != NULL)
    tb_inbox_shelf_forget (self->shelf, self);
  self->shelf = NULL;

  G_OBJECT_CLASS (tb_inbox_entry_parent_class)->dispose (object);
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
  object_class->dispose = tb_inbox_entry_dispose;
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
tb_inbox_entry_new (gint64 number, TbNotification *notification, const TbInboxState *state)
{
  TbInboxEntry *self;

  g_return_val_if_fail (notification != NULL, NULL);

  self = g_object_new (TB_TYPE_INBOX_ENTRY, NULL);
  self->number = number;
  self->notification = tb_notification_ref (notification);
  self->state = *state;
  return self;
}

const gint64 *
tb_inbox_entry_get_number (TbInboxEntry *self)
{
  return &self->number;
}

void
tb_inbox_entry_set_number (TbInboxEntry *self, gint64 number)
{
  self->number = number;
}

void
tb_inbox_entry_set_shelf (TbInboxEntry *self, TbInboxShelf *shelf)
{
  self->shelf = shelf;
}

void
tb_inbox_entry_set_notification (TbInboxEntry *self, TbNotification *notification)
{
  TbNotification *former = self->notification;

  self->notification = tb_notification_ref (notification);
  tb_notification_unref (former);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTIFICATION]);
}

void
tb_inbox_entry_set_state (TbInboxEntry *self, const TbInboxState *state)
{
  gboolean unread = tb_inbox_entry_get_unread (self);
  gboolean acknowledged = tb_inbox_entry_get_acknowledged (self);

  self->state = *state;
  if (tb_inbox_entry_get_unread (self) != unread)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
  if (tb_inbox_entry_get_acknowledged (self) != acknowledged)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACKNOWLEDGED]);
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

  return self->state.read_at == 0;
}

gboolean
tb_inbox_entry_get_acknowledged (TbInboxEntry *self)
{
  g_return_val_if_fail (TB_IS_INBOX_ENTRY (self), TRUE);

  return self->state.acknowledged_at != 0
         || tb_notification_get_urgency (self->notification) != TB_URGENCY_URGENT;
}

const TbInboxState *
tb_inbox_entry_get_state (TbInboxEntry *self)
{
  g_return_val_if_fail (TB_IS_INBOX_ENTRY (self), NULL);

  return &self->state;
}
