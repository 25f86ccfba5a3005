/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "desktop/tb-portals.h"

G_BEGIN_DECLS

/**
 * TB_BACKGROUND_PORTAL_STATUS_MAXIMUM:
 *
 * The longest status that the portal takes, in characters.
 */
#define TB_BACKGROUND_PORTAL_STATUS_MAXIMUM 96

#define TB_TYPE_BACKGROUND_PORTAL (tb_background_portal_get_type ())

/**
 * TbBackgroundPortal:
 *
 * Runs the program without a window, and starts it at login, with the desktop's consent: the
 * Background portal.
 */
G_DECLARE_FINAL_TYPE (TbBackgroundPortal, tb_background_portal, TB, BACKGROUND_PORTAL, GObject)

/**
 * tb_background_portal_new:
 * @connection: the session bus
 * @portals: which portals there are
 *
 * Returns: (transfer full): the portal
 */
TbBackgroundPortal *tb_background_portal_new (GDBusConnection *connection, TbPortals *portals);

/**
 * tb_background_portal_request_async:
 * @self: a background portal
 * @autostart: whether the desktop is to start the program at login; %FALSE removes what an earlier
 *   request added
 * @cancellable: (nullable): a cancellable
 * @callback: called with the desktop's answer
 * @user_data: for @callback
 *
 * Asks to run in the background, and to be started at login or not. The desktop may ask the user.
 */
void tb_background_portal_request_async (TbBackgroundPortal *self,
                                         gboolean autostart,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * tb_background_portal_request_finish:
 * @self: a background portal
 * @result: what the callback got
 * @background: (out) (optional): whether the program may run in the background
 * @autostart: (out) (optional): whether the program is started at login
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the desktop has answered, else %FALSE with a #TbPortalError, whose message is a
 *   sentence for the user, or %G_IO_ERROR_CANCELLED
 */
gboolean tb_background_portal_request_finish (TbBackgroundPortal *self,
                                              GAsyncResult *result,
                                              gboolean *background,
                                              gboolean *autostart,
                                              GError **error);

/**
 * tb_background_portal_set_status:
 * @self: a background portal
 * @status: one line that the desktop shows beside the program in its list of those without a window
 *
 * Tells the desktop how things stand, where it wants to know: from version 2. Longer than
 * %TB_BACKGROUND_PORTAL_STATUS_MAXIMUM it is cut off.
 */
void tb_background_portal_set_status (TbBackgroundPortal *self, const char *status);

/**
 * tb_background_portal_fit_status:
 * @status: any text
 *
 * Returns: (transfer full): @status on one line that the portal takes
 */
char *tb_background_portal_fit_status (const char *status);

G_END_DECLS
