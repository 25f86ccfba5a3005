/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-reminders.h"

typedef struct
{
  TbInboxEntry *entry;
  /* Both on the clock that nobody sets. */
  gint64 came_at;
  gint64 next; /* 0 if there is none */
} Reminder;

struct _TbReminders
{
  GObject parent_instance;

  TbInbox *inbox;
  TbWallClock *clock;
  GHashTable *reminders; /* id of the notification → Reminder */
  guint shown_pending;
  guint timer;
};

enum
{
  PROP_PENDING = 1,
  N_PROPERTIES,
};

enum
{
  SIGNAL_DUE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbReminders, tb_reminders, G_TYPE_OBJECT)

static void look (TbReminders *self);

static void
reminder_free (gpointer data)
{
  Reminder *reminder = data;

  g_object_unref (reminder->entry);
  g_free (reminder);
}

static const char *
get_id (TbInboxEntry *entry)
{
  return tb_notification_get_id (tb_inbox_entry_get_notification (entry));
}

static void
notify_pending (TbReminders *self)
{
  guint pending = tb_reminders_get_pending (self);

  if (pending == self->shown_pending)
    return;

  self->shown_pending = pending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

static void
plan (TbReminders *self, Reminder *reminder)
{
  gint64 next = tb_reminders_next (tb_wall_clock_get_elapsed (self->clock) - reminder->came_at);

  reminder->next = next != 0 ? reminder->came_at + next : 0;
}

static void
add (TbReminders *self, TbInboxEntry *entry)
{
  Reminder *reminder = g_new (Reminder, 1);
  gint64 age = tb_wall_clock_get_time (self->clock)
               - tb_notification_get_received_at (tb_inbox_entry_get_notification (entry));

  /* What seems to come of the future comes of a clock that was wrong. */
  reminder->entry = g_object_ref (entry);
  reminder->came_at = tb_wall_clock_get_elapsed (self->clock) - MAX (age, 0);
  plan (self, reminder);
  g_hash_table_replace (self->reminders, (gpointer) get_id (entry), reminder);
}

static void
on_timer_due (gpointer user_data)
{
  TbReminders *self = TB_REMINDERS (user_data);

  self->timer = 0;
  look (self);
}

static void
set_timer (TbReminders *self)
{
  gint64 next = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->reminders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Reminder *reminder = value;

      if (reminder->next != 0 && (next == 0 || reminder->next < next))
        next = reminder->next;
    }

  tb_wall_clock_clear_timer (self->clock, &self->timer);
  if (next != 0)
    self->timer = tb_wall_clock_add_timer (
        self->clock, next - tb_wall_clock_get_elapsed (self->clock), on_timer_due, self);
}

static int
compare_by_time (gconstpointer a, gconstpointer b)
{
  TbNotification *one = tb_inbox_entry_get_notification (*(TbInboxEntry *const *) a);
  TbNotification *other = tb_inbox_entry_get_notification (*(TbInboxEntry *const *) b);
  gint64 difference
      = tb_notification_get_received_at (one) - tb_notification_get_received_at (other);

  if (difference != 0)
    return difference < 0 ? -1 : 1;

  return g_strcmp0 (tb_notification_get_id (one), tb_notification_get_id (other));
}

/* Each that is due is due once, however many of its times have passed. */
static void
look (TbReminders *self)
{
  g_autoptr (TbReminders) keep = g_object_ref (self);
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func (g_object_unref);
  const gint64 now = tb_wall_clock_get_elapsed (self->clock);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->reminders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Reminder *reminder = value;

      if (reminder->next == 0 || reminder->next > now)
        continue;
      plan (self, reminder);
      g_ptr_array_add (due, g_object_ref (reminder->entry));
    }
  set_timer (self);

  /* Whoever is told may acknowledge. */
  g_ptr_array_sort (due, compare_by_time);
  for (guint i = 0; i < due->len; i++)
    {
      TbInboxEntry *entry = g_ptr_array_index (due, i);

      if (g_hash_table_contains (self->reminders, get_id (entry)))
        g_signal_emit (self, signals[SIGNAL_DUE], 0, entry);
    }
}

static void
on_items_changed (GListModel *inbox, guint position, guint removed, guint added, gpointer user_data)
{
  TbReminders *self = TB_REMINDERS (user_data);
  gboolean any = FALSE;

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (TbInboxEntry) entry = NULL;
      TbInboxGlance glance;

      /* Of maybe thousands, hardly any. */
      if (!tb_inbox_peek (TB_INBOX (inbox), i, &glance) || glance.acknowledged)
        continue;
      entry = g_list_model_get_item (inbox, i);
      if (g_hash_table_contains (self->reminders, get_id (entry)))
        continue;
      add (self, entry);
      any = TRUE;
    }

  if (any)
    set_timer (self);
  notify_pending (self);
}

static void
forget (TbReminders *self, TbInboxEntry *entry)
{
  if (!g_hash_table_remove (self->reminders, get_id (entry)))
    return;

  set_timer (self);
  notify_pending (self);
}

static void
on_entry_changed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  if (tb_inbox_entry_get_acknowledged (entry))
    forget (TB_REMINDERS (user_data), entry);
}

static void
on_entry_removed (TbInbox *inbox, TbInboxEntry *entry, gpointer user_data)
{
  forget (TB_REMINDERS (user_data), entry);
}

static void
on_clock_changed (TbWallClock *clock, gpointer user_data)
{
  look (TB_REMINDERS (user_data));
}

static void
tb_reminders_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PENDING:
      g_value_set_uint (value, tb_reminders_get_pending (TB_REMINDERS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_reminders_finalize (GObject *object)
{
  TbReminders *self = TB_REMINDERS (object);

  tb_wall_clock_clear_timer (self->clock, &self->timer);
  g_clear_pointer (&self->reminders, g_hash_table_unref);
  g_clear_object (&self->inbox);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tb_reminders_parent_class)->finalize (object);
}

static void
tb_reminders_class_init (TbRemindersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_reminders_get_property;
  object_class->finalize = tb_reminders_finalize;

  properties[PROP_PENDING]
      = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_DUE] = g_signal_new ("due", TB_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 1, TB_TYPE_INBOX_ENTRY);
}

static void
tb_reminders_init (TbReminders *self)
{
  self->reminders = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, reminder_free);
}

TbReminders *
tb_reminders_new (TbInbox *inbox, TbWallClock *clock)
{
  TbReminders *self;

  g_return_val_if_fail (TB_IS_INBOX (inbox), NULL);
  g_return_val_if_fail (TB_IS_WALL_CLOCK (clock), NULL);

  self = g_object_new (TB_TYPE_REMINDERS, NULL);
  self->inbox = g_object_ref (inbox);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (inbox, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  g_signal_connect_object (inbox, "entry-changed", G_CALLBACK (on_entry_changed), self, 0);
  g_signal_connect_object (inbox, "entry-removed", G_CALLBACK (on_entry_removed), self, 0);
  g_signal_connect_object (clock, "changed", G_CALLBACK (on_clock_changed), self, 0);
  on_items_changed (G_LIST_MODEL (inbox), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (inbox)),
                    self);

  return self;
}

guint
tb_reminders_get_pending (TbReminders *self)
{
  g_return_val_if_fail (TB_IS_REMINDERS (self), 0);

  return g_hash_table_size (self->reminders);
}

GPtrArray *
tb_reminders_list (TbReminders *self)
{
  GPtrArray *entries;
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (TB_IS_REMINDERS (self), NULL);

  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_iter_init (&iter, self->reminders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (entries, g_object_ref (((Reminder *) value)->entry));
  g_ptr_array_sort (entries, compare_by_time);

  return entries;
}

void
tb_reminders_restart (TbReminders *self, const char *id)
{
  Reminder *reminder;

  g_return_if_fail (TB_IS_REMINDERS (self));
  g_return_if_fail (id != NULL);

  reminder = g_hash_table_lookup (self->reminders, id);
  if (reminder == NULL)
    return;

  reminder->came_at = tb_wall_clock_get_elapsed (self->clock);
  plan (self, reminder);
  set_timer (self);
}

gint64
tb_reminders_next (gint64 age)
{
  static const gint64 ages[] = {
    2 * G_TIME_SPAN_MINUTE,
    5 * G_TIME_SPAN_MINUTE,
    15 * G_TIME_SPAN_MINUTE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      if (ages[i] > age)
        return ages[i];
    }

  return 0;
}
