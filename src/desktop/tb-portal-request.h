/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TB_PORTAL_NAME:
 *
 * The bus name of the desktop's portals.
 */
#define TB_PORTAL_NAME "org.freedesktop.portal.Desktop"

/**
 * TB_PORTAL_PATH:
 *
 * The object that has all of them.
 */
#define TB_PORTAL_PATH "/org/freedesktop/portal/desktop"

/**
 * TbPortalError:
 * @TB_PORTAL_ERROR_MISSING: the desktop has no such portal
 * @TB_PORTAL_ERROR_DISMISSED: the user said no
 * @TB_PORTAL_ERROR_FAILED: anything else
 *
 * Errors of the portals. The message of %TB_PORTAL_ERROR_FAILED is the portal's own where it has
 * one.
 */
typedef enum
{
  TB_PORTAL_ERROR_MISSING,
  TB_PORTAL_ERROR_DISMISSED,
  TB_PORTAL_ERROR_FAILED,
} TbPortalError;

#define TB_PORTAL_ERROR (tb_portal_error_quark ())
GQuark tb_portal_error_quark (void);

/**
 * tb_portal_error_translate:
 * @error: what a call to a portal failed with
 *
 * Returns: (transfer full): a %TB_PORTAL_ERROR, or a copy of @error if it is %G_IO_ERROR_CANCELLED
 */
GError *tb_portal_error_translate (const GError *error);

/**
 * tb_portal_request_send_async:
 * @connection: the session bus
 * @interface: the portal's interface
 * @method: a method of it that answers by a request object
 * @arguments: the method's arguments but the last, a tuple; a floating one is taken
 * @options: (nullable): the last argument without its "handle_token", of type a{sv}; a floating one
 *   is taken
 * @cancellable: (nullable): a cancellable; the portal's question is closed with it
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks a portal for something that may take until the user has answered. It is given up when the
 * portal leaves the bus.
 */
void tb_portal_request_send_async (GDBusConnection *connection,
                                   const char *interface,
                                   const char *method,
                                   GVariant *arguments,
                                   GVariant *options,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * tb_portal_request_send_finish:
 * @connection: the session bus
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full): the results, of type a{sv}, or %NULL with a #TbPortalError or
 *   %G_IO_ERROR_CANCELLED
 */
GVariant *
tb_portal_request_send_finish (GDBusConnection *connection, GAsyncResult *result, GError **error);

G_END_DECLS
