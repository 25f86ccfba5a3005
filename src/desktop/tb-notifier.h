/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "desktop/tb-toast.h"

G_BEGIN_DECLS

/**
 * TbNotifierClosedReason:
 * @TB_NOTIFIER_CLOSED_EXPIRED: its time ran out; the user need not have seen it
 * @TB_NOTIFIER_CLOSED_DISMISSED: the user closed it
 * @TB_NOTIFIER_CLOSED_WITHDRAWN: tb_notifier_withdraw() took it away
 * @TB_NOTIFIER_CLOSED_UNDEFINED: any other end: it could not be shown, was
 *   dropped from a full queue, or the notification server went away
 *
 * Why a toast is gone. The values are those of the NotificationClosed signal in
 * the Desktop Notifications Specification.
 */
typedef enum
{
  TB_NOTIFIER_CLOSED_EXPIRED = 1,
  TB_NOTIFIER_CLOSED_DISMISSED = 2,
  TB_NOTIFIER_CLOSED_WITHDRAWN = 3,
  TB_NOTIFIER_CLOSED_UNDEFINED = 4,
} TbNotifierClosedReason;

#define TB_TYPE_NOTIFIER_CLOSED_REASON (tb_notifier_closed_reason_get_type ())
GType tb_notifier_closed_reason_get_type (void) G_GNUC_CONST;

/**
 * TbNotifier:
 *
 * Where toasts are shown. Nothing here blocks, whatever the state of the
 * notification server, and every signal and property change arrives in the
 * thread-default main context that the notifier was made in.
 *
 * Each tb_notifier_show() is answered once by #TbNotifier::shown or by
 * #TbNotifier::closed, unless a newer call for the same id overtakes it, which
 * is then answered instead.
 */
#define TB_TYPE_NOTIFIER (tb_notifier_get_type ())
G_DECLARE_INTERFACE (TbNotifier, tb_notifier, TB, NOTIFIER, GObject)

/**
 * TbNotifierInterface:
 * @parent_interface: the parent
 * @show: see tb_notifier_show()
 * @withdraw: see tb_notifier_withdraw()
 *
 * What an implementation provides, beside the three properties
 * #TbNotifier:server-name, #TbNotifier:capabilities and #TbNotifier:error.
 */
struct _TbNotifierInterface
{
  GTypeInterface parent_interface;

  void (*show) (TbNotifier *self, TbToast *toast);
  void (*withdraw) (TbNotifier *self, const char *toast_id);
};

/**
 * TbNotifier:server-name: (nullable)
 *
 * Name and version of the server that shows the toasts, as it tells them
 * ("dunst 1.9.0"), or %NULL while none is known. Read-only, notifies.
 */

/**
 * TbNotifier:capabilities:
 *
 * What the server said it can do (GetCapabilities of the Desktop Notifications
 * Specification), a %G_TYPE_STRV; empty while no server is known. Read-only, notifies.
 */

/**
 * TbNotifier:error: (nullable)
 *
 * The last failure, for a status page, as %G_TYPE_ERROR; %NULL again after the
 * next success. Read-only, notifies.
 */

/**
 * TbNotifier::activated:
 * @self: the notifier
 * @toast_id: which toast
 * @action_id: which of its actions, %TB_TOAST_ACTION_DEFAULT for a click on the toast itself
 * @activation_token: (nullable): for the window that is presented because of this
 *
 * The user chose an action.
 */

/**
 * TbNotifier::closed:
 * @self: the notifier
 * @toast_id: which toast
 * @reason: a #TbNotifierClosedReason
 *
 * A toast is gone. Most servers close a toast after one of its actions: this
 * comes after #TbNotifier::activated then.
 */

/**
 * TbNotifier::shown:
 * @self: the notifier
 * @toast_id: which toast
 *
 * The server accepted a toast, new or updated.
 */

/**
 * tb_notifier_show:
 * @self: a notifier
 * @toast: what to show
 *
 * Shows @toast, or updates the toast with the same id in place.
 */
void tb_notifier_show (TbNotifier *self, TbToast *toast);

/**
 * tb_notifier_withdraw:
 * @self: a notifier
 * @toast_id: id of a toast
 *
 * Takes a toast away, shown or still waiting; #TbNotifier::closed follows with
 * %TB_NOTIFIER_CLOSED_WITHDRAWN. An unknown id is nothing to do.
 */
void tb_notifier_withdraw (TbNotifier *self, const char *toast_id);

/**
 * tb_notifier_dup_server_name:
 * @self: a notifier
 *
 * Returns: (transfer full) (nullable): #TbNotifier:server-name
 */
char *tb_notifier_dup_server_name (TbNotifier *self);

/**
 * tb_notifier_dup_capabilities:
 * @self: a notifier
 *
 * Returns: (transfer full): #TbNotifier:capabilities, never %NULL
 */
GStrv tb_notifier_dup_capabilities (TbNotifier *self);

/**
 * tb_notifier_dup_error:
 * @self: a notifier
 *
 * Returns: (transfer full) (nullable): #TbNotifier:error
 */
GError *tb_notifier_dup_error (TbNotifier *self);

/**
 * tb_notifier_emit_activated:
 * @self: a notifier
 * @toast_id: which toast
 * @action_id: which action
 * @activation_token: (nullable): an activation token
 *
 * Emits #TbNotifier::activated. For implementations.
 */
void tb_notifier_emit_activated (TbNotifier *self,
                                 const char *toast_id,
                                 const char *action_id,
                                 const char *activation_token);

/**
 * tb_notifier_emit_closed:
 * @self: a notifier
 * @toast_id: which toast
 * @reason: why
 *
 * Emits #TbNotifier::closed. For implementations.
 */
void
tb_notifier_emit_closed (TbNotifier *self, const char *toast_id, TbNotifierClosedReason reason);

/**
 * tb_notifier_emit_shown:
 * @self: a notifier
 * @toast_id: which toast
 *
 * Emits #TbNotifier::shown. For implementations.
 */
void tb_notifier_emit_shown (TbNotifier *self, const char *toast_id);

G_END_DECLS
