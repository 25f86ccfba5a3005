/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-toast-queue.h"

/* Between a main loop that must not wait and a notification server that may
 * not answer. */

struct _TbToastQueue
{
  GMutex mutex;
  GQueue commands; /* of TbToastCommand */
  guint maximum;
};

void
tb_toast_command_free (TbToastCommand *self)
{
  g_clear_pointer (&self->toast, tb_toast_unref);
  g_free (self->toast_id);
  g_free (self);
}

TbToastQueue *
tb_toast_queue_new (guint maximum)
{
  TbToastQueue *self = g_new0 (TbToastQueue, 1);

  g_mutex_init (&self->mutex);
  g_queue_init (&self->commands);
  self->maximum = maximum;

  return self;
}

void
tb_toast_queue_free (TbToastQueue *self)
{
  g_queue_clear_full (&self->commands, (GDestroyNotify) tb_toast_command_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static GList *
find_command (TbToastQueue *self, const char *toast_id)
{
  for (GList *at = self->commands.head; at != NULL; at = at->next)
    {
      if (g_str_equal (((TbToastCommand *) at->data)->toast_id, toast_id))
        return at;
    }

  return NULL;
}

static TbToastCommand *
drop_least (TbToastQueue *self)
{
  GList *least = NULL;
  TbToastUrgency least_urgency = TB_TOAST_URGENCY_CRITICAL;
  guint n_toasts = 0;
  TbToastCommand *dropped;

  for (GList *at = self->commands.head; at != NULL; at = at->next)
    {
      TbToastCommand *command = at->data;

      if (command->toast == NULL)
        continue;

      n_toasts++;
      if (least == NULL || tb_toast_get_urgency (command->toast) < least_urgency)
        {
          least = at;
          least_urgency = tb_toast_get_urgency (command->toast);
        }
    }

  if (n_toasts <= self->maximum)
    return NULL;

  dropped = least->data;
  g_queue_delete_link (&self->commands, least);
  return dropped;
}

TbToastCommand *
tb_toast_queue_push (TbToastQueue *self, const char *toast_id, guint serial, TbToast *toast)
{
  g_autoptr (GMutexLocker) locker = NULL;
  TbToastCommand *command;
  GList *waiting;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (toast_id != NULL, NULL);

  command = g_new0 (TbToastCommand, 1);
  command->toast_id = g_strdup (toast_id);
  command->serial = serial;
  command->toast = toast != NULL ? tb_toast_ref (toast) : NULL;

  locker = g_mutex_locker_new (&self->mutex);
  waiting = find_command (self, toast_id);
  if (waiting != NULL)
    {
      tb_toast_command_free (waiting->data);
      waiting->data = command;
    }
  else
    {
      g_queue_push_tail (&self->commands, command);
    }

  return drop_least (self);
}

TbToastCommand *
tb_toast_queue_pop (TbToastQueue *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->mutex);
  return g_queue_pop_head (&self->commands);
}
