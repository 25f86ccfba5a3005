/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TB_LINK_LENGTH:
 *
 * The longest link that is opened, in bytes. A choice of this program: browsers take more,
 * but nothing an application links to from a notification needs it.
 */
#define TB_LINK_LENGTH 2048

/**
 * tb_link_normalise_origin:
 * @uri: an absolute `https` or `http` URI; its path is of no matter
 * @error: return location for an error, or %NULL
 *
 * Gives the origin of @uri in the one form in which origins can be compared byte by byte:
 * scheme and host in lower case, international names in ASCII, no trailing dot, no default
 * port, such as `https://app.example.com` or `http://[::1]:3000`.
 *
 * Returns: (transfer full): the origin, or %NULL with %TB_INBOX_ERROR_LINK_REFUSED if @uri is not
 *   absolute, has another scheme, user information, no host or a host that is none
 */
char *tb_link_normalise_origin (const char *uri, GError **error);

/**
 * tb_link_resolve:
 * @link: a link from a payload or a template: absolute, or relative to @web_url
 * @web_url: (nullable): address of the account's web application; it may have a path such as a
 *   language prefix, and counts as a directory; without it only absolute links can pass
 * @allowed_origins: (nullable) (array zero-terminated=1): further origins that the account
 *   allows, in any form that tb_link_normalise_origin() takes; others are passed over
 * @error: return location for an error, or %NULL
 *
 * Decides whether @link may be opened and gives it as an absolute URI in ASCII. Only `https` passes
 * (and `http` where the host is this computer), only on the origin of @web_url or on one of
 * @allowed_origins, at most %TB_LINK_LENGTH bytes, without user information, white space,
 * control characters and backslashes, and not relative to the scheme alone (`//host`).
 *
 * Returns: (transfer full): the URI, or %NULL with %TB_INBOX_ERROR_LINK_REFUSED and one
 *   sentence that says why
 */
char *tb_link_resolve (const char *link,
                       const char *web_url,
                       const char *const *allowed_origins,
                       GError **error);

G_END_DECLS
