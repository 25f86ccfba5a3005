/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbOpenerError:
 * @TB_OPENER_ERROR_REFUSED: the link is not one that may be opened
 * @TB_OPENER_ERROR_DISMISSED: the user closed the desktop's question
 * @TB_OPENER_ERROR_FAILED: the desktop could not open it
 *
 * Errors of tb_opener_check_uri() and tb_opener_open_async().
 */
typedef enum
{
  TB_OPENER_ERROR_REFUSED,
  TB_OPENER_ERROR_DISMISSED,
  TB_OPENER_ERROR_FAILED,
} TbOpenerError;

#define TB_OPENER_ERROR (tb_opener_error_quark ())
GQuark tb_opener_error_quark (void);

/**
 * TB_OPENER_URI_MAXIMUM:
 *
 * The longest link that is opened, in bytes. Web servers commonly refuse a
 * request line beyond 8 KiB.
 */
#define TB_OPENER_URI_MAXIMUM 8192

/**
 * TbOpener:
 *
 * Opens links in the user's browser: through the OpenURI portal in a sandbox and
 * where the environment has TRAYBELL_OPEN_BY_PORTAL, directly otherwise.
 */
#define TB_TYPE_OPENER (tb_opener_get_type ())
G_DECLARE_FINAL_TYPE (TbOpener, tb_opener, TB, OPENER, GObject)

/**
 * tb_opener_new:
 * @connection: (nullable): the session bus, used for the portal only
 *
 * Makes an opener. #TbOpener:use-portal (boolean, read-write) starts as %TRUE
 * in a Flatpak or Snap sandbox, and with TRAYBELL_OPEN_BY_PORTAL.
 *
 * Returns: (transfer full): the opener
 */
TbOpener *tb_opener_new (GDBusConnection *connection);

/**
 * tb_opener_check_uri:
 * @uri: a link
 * @error: return location for an error, or %NULL
 *
 * The last line of defence before a link leaves the program, after the
 * account's own list of origins. A link passes if it is at most
 * %TB_OPENER_URI_MAXIMUM bytes of UTF-8 without white space, control characters
 * or backslashes, absolute, with the scheme https (or http if the host is
 * "localhost" or a loopback address), with a host name or address that a
 * browser reads the same way, and without user name or password. Pure.
 *
 * Returns: %TRUE if @uri may be opened, else %FALSE with %TB_OPENER_ERROR_REFUSED
 *   and a translated message that does not repeat @uri
 */
gboolean tb_opener_check_uri (const char *uri, GError **error);

/**
 * tb_opener_open_async:
 * @self: an opener
 * @uri: a link; checked with tb_opener_check_uri() first
 * @activation_token: (nullable): from the click that asked for it, so that the
 *   browser may come to the front
 * @cancellable: (nullable): a cancellable
 * @callback: called when the desktop took the link or refused to
 * @user_data: for @callback
 *
 * Opens @uri with the user's preferred application.
 */
void tb_opener_open_async (TbOpener *self,
                           const char *uri,
                           const char *activation_token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * tb_opener_open_finish:
 * @self: an opener
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: %TRUE if the desktop took the link, else %FALSE with a
 *   #TbOpenerError or %G_IO_ERROR_CANCELLED
 */
gboolean tb_opener_open_finish (TbOpener *self, GAsyncResult *result, GError **error);

G_END_DECLS
