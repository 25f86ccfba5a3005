/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "desktop/tb-notifier.h"

G_BEGIN_DECLS

/**
 * tb_libnotify_client_start:
 *
 * Starts libnotify, for the process and on this thread, whose thread-default
 * main context its signals arrive in.
 */
void tb_libnotify_client_start (void);

/**
 * tb_libnotify_client_stop:
 *
 * Ends it again. No #TbLibnotifyToast may be left.
 */
void tb_libnotify_client_stop (void);

/**
 * tb_libnotify_client_read_server:
 * @name: (out) (transfer full): name and version of the server
 * @capabilities: (out) (transfer full): what it can do
 *
 * Asks the server who it is; D-Bus starts one if it can. Waits for the server.
 *
 * Returns: %FALSE, with both left alone, if there is none or it does not answer
 */
gboolean tb_libnotify_client_read_server (char **name, GStrv *capabilities);

/**
 * TbLibnotifyToast:
 *
 * One toast on the desktop as libnotify knows it, from the first time it is
 * shown until it is closed. Lives on the thread that libnotify lives on.
 */
typedef struct _TbLibnotifyToast TbLibnotifyToast;

/**
 * TbLibnotifyToastClosedFunc:
 * @toast: what is gone; may be freed
 * @reason: why
 * @user_data: as given to tb_libnotify_toast_new()
 *
 * The server closed a toast.
 */
typedef void (*TbLibnotifyToastClosedFunc) (TbLibnotifyToast *toast,
                                            TbNotifierClosedReason reason,
                                            gpointer user_data);

/**
 * TbLibnotifyToastActivatedFunc:
 * @toast: the toast; not to be freed
 * @action_id: which action
 * @activation_token: (nullable): an activation token
 * @user_data: as given to tb_libnotify_toast_new()
 *
 * The user chose an action.
 */
typedef void (*TbLibnotifyToastActivatedFunc) (TbLibnotifyToast *toast,
                                               const char *action_id,
                                               const char *activation_token,
                                               gpointer user_data);

/**
 * tb_libnotify_toast_new:
 * @id: the id of the toast
 * @closed: called when the server closes it
 * @activated: called when the user chooses an action
 * @user_data: for both
 *
 * Returns: (transfer full): a toast that is not shown yet
 */
TbLibnotifyToast *tb_libnotify_toast_new (const char *id,
                                          TbLibnotifyToastClosedFunc closed,
                                          TbLibnotifyToastActivatedFunc activated,
                                          gpointer user_data);

/**
 * tb_libnotify_toast_free:
 * @self: (transfer full): a toast
 *
 * Forgets it; it stays on the desktop, but none of the functions is called any more.
 */
void tb_libnotify_toast_free (TbLibnotifyToast *self);

/**
 * tb_libnotify_toast_get_id:
 * @self: a toast
 *
 * Returns: (transfer none): its id
 */
const char *tb_libnotify_toast_get_id (const TbLibnotifyToast *self);

/**
 * tb_libnotify_toast_get_serial:
 * @self: a toast
 *
 * Returns: the number of the last tb_libnotify_toast_show(), 0 before
 */
guint tb_libnotify_toast_get_serial (const TbLibnotifyToast *self);

/**
 * tb_libnotify_toast_show:
 * @self: a toast
 * @toast: what to show
 * @serial: any number
 * @capabilities: what the server can do, which decides what it is sent
 * @error: return location for an error, or %NULL
 *
 * Shows @toast, in the place of what @self showed before. Waits for the server.
 *
 * Returns: %FALSE with an error of D-Bus or the server if it is not shown
 */
gboolean tb_libnotify_toast_show (TbLibnotifyToast *self,
                                  const TbToast *toast,
                                  guint serial,
                                  const char *const *capabilities,
                                  GError **error);

/**
 * tb_libnotify_toast_close:
 * @self: a toast
 * @error: return location for an error, or %NULL
 *
 * Takes it off the desktop; the function for that is not called. Waits for the server.
 *
 * Returns: %FALSE with an error of D-Bus or the server if that failed
 */
gboolean tb_libnotify_toast_close (TbLibnotifyToast *self, GError **error);

G_END_DECLS
