/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TbToastUrgency:
 * @TB_TOAST_URGENCY_LOW: may be shown without interrupting
 * @TB_TOAST_URGENCY_NORMAL: an ordinary message
 * @TB_TOAST_URGENCY_CRITICAL: passes the desktop's do-not-disturb and stays until acknowledged
 *
 * How much a toast may interrupt. The values are those of the "urgency" hint in
 * the Desktop Notifications Specification.
 */
typedef enum
{
  TB_TOAST_URGENCY_LOW = 0,
  TB_TOAST_URGENCY_NORMAL = 1,
  TB_TOAST_URGENCY_CRITICAL = 2,
} TbToastUrgency;

/**
 * TB_TOAST_ACTION_DEFAULT:
 *
 * The id of the action that a click on the toast itself invokes.
 */
#define TB_TOAST_ACTION_DEFAULT "default"

/**
 * TbToastAction:
 * @id: what #TbNotifier::activated reports, never empty
 * @label: the button's text, translated
 *
 * One button of a toast. Both strings belong to the toast.
 */
typedef struct
{
  const char *id;
  const char *label;
} TbToastAction;

/**
 * TbToast:
 *
 * What is shown on the desktop for a moment: an immutable, reference-counted
 * value that may be read from any thread.
 */
typedef struct _TbToast TbToast;

#define TB_TYPE_TOAST (tb_toast_get_type ())
GType tb_toast_get_type (void) G_GNUC_CONST;

/**
 * tb_toast_new:
 * @id: what the toast is known by to its sender, not empty; showing another
 *   toast with the same id replaces this one
 * @title: one line of plain text
 * @body: (nullable): plain text, line breaks allowed; never markup, whatever it looks like
 * @urgency: how much it may interrupt
 * @category: (nullable): a category of the Desktop Notifications Specification, such as
 * "im.received"
 * @sound_name: (nullable): a name of the Sound Naming Specification, such as "message-new-instant"
 * @actions: (array length=n_actions) (nullable): the buttons, in order
 * @n_actions: how many
 *
 * Makes a toast. Every string is copied and cleaned, because it came from a
 * server: bytes that are not UTF-8 are replaced, control characters are
 * removed (in @title a tab or line break becomes a space, in @body a tab
 * becomes a space and line breaks stay).
 *
 * Returns: (transfer full): the toast; tb_toast_unref() it
 */
TbToast *tb_toast_new (const char *id,
                       const char *title,
                       const char *body,
                       TbToastUrgency urgency,
                       const char *category,
                       const char *sound_name,
                       const TbToastAction *actions,
                       gsize n_actions);

/**
 * tb_toast_ref:
 * @self: a toast
 *
 * Returns: (transfer full): @self
 */
TbToast *tb_toast_ref (TbToast *self);

/**
 * tb_toast_unref:
 * @self: (transfer full): a toast
 */
void tb_toast_unref (TbToast *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbToast, tb_toast_unref)

/**
 * tb_toast_get_id:
 * @self: a toast
 *
 * Returns: (transfer none): the id, never empty
 */
const char *tb_toast_get_id (const TbToast *self);

/**
 * tb_toast_get_title:
 * @self: a toast
 *
 * Returns: (transfer none): one line of plain text, possibly empty
 */
const char *tb_toast_get_title (const TbToast *self);

/**
 * tb_toast_get_body:
 * @self: a toast
 *
 * Returns: (transfer none): plain text, possibly empty, never %NULL
 */
const char *tb_toast_get_body (const TbToast *self);

/**
 * tb_toast_get_urgency:
 * @self: a toast
 *
 * Returns: how much it may interrupt
 */
TbToastUrgency tb_toast_get_urgency (const TbToast *self);

/**
 * tb_toast_get_category:
 * @self: a toast
 *
 * Returns: (transfer none) (nullable): the category
 */
const char *tb_toast_get_category (const TbToast *self);

/**
 * tb_toast_get_sound_name:
 * @self: a toast
 *
 * Returns: (transfer none) (nullable): the sound's name
 */
const char *tb_toast_get_sound_name (const TbToast *self);

/**
 * tb_toast_get_n_actions:
 * @self: a toast
 *
 * Returns: how many buttons it has
 */
gsize tb_toast_get_n_actions (const TbToast *self);

/**
 * tb_toast_get_action:
 * @self: a toast
 * @position: less than tb_toast_get_n_actions()
 *
 * Returns: (transfer none): the button at @position
 */
const TbToastAction *tb_toast_get_action (const TbToast *self, gsize position);

G_END_DECLS
