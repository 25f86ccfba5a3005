/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-toast.h"

G_BEGIN_DECLS

/**
 * TbToastCommand:
 * @toast_id: which toast
 * @serial: the number given to tb_toast_queue_push()
 * @toast: (nullable): what to show, or %NULL to withdraw
 *
 * One thing to do for a toast; tb_toast_command_free() it.
 */
typedef struct
{
  char *toast_id;
  guint serial;
  TbToast *toast;
} TbToastCommand;

/**
 * tb_toast_command_free:
 * @self: (transfer full): a command
 */
void tb_toast_command_free (TbToastCommand *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbToastCommand, tb_toast_command_free)

/**
 * TbToastQueue:
 *
 * What waits to be shown or withdrawn: at most one command a toast, the newest,
 * and a bounded number of toasts. May be used from several threads.
 */
typedef struct _TbToastQueue TbToastQueue;

/**
 * tb_toast_queue_new:
 * @maximum: how many toasts may wait
 *
 * Returns: (transfer full): an empty queue
 */
TbToastQueue *tb_toast_queue_new (guint maximum);

/**
 * tb_toast_queue_free:
 * @self: (transfer full): a queue
 */
void tb_toast_queue_free (TbToastQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbToastQueue, tb_toast_queue_free)

/**
 * tb_toast_queue_push:
 * @self: a queue
 * @toast_id: which toast
 * @serial: any number
 * @toast: (nullable): what to show, or %NULL to withdraw
 *
 * Adds a command, in the place of the one for the same toast if one waits. If
 * too many toasts wait then, the oldest of the least urgent ones is dropped,
 * which may be the new one; a withdrawal is never dropped.
 *
 * Returns: (transfer full) (nullable): the command that was dropped
 */
TbToastCommand *
tb_toast_queue_push (TbToastQueue *self, const char *toast_id, guint serial, TbToast *toast);

/**
 * tb_toast_queue_pop:
 * @self: a queue
 *
 * Returns: (transfer full) (nullable): the command that waited longest, or %NULL if none waits
 */
TbToastCommand *tb_toast_queue_pop (TbToastQueue *self);

G_END_DECLS
