/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "desktop/tb-toast.h"

G_BEGIN_DECLS

/**
 * tb_portal_toast_serialize:
 * @toast: a toast
 * @version: the version of the notification portal
 * @categories: (array zero-terminated=1) (nullable): the categories that the portal knows, from
 *   version 2
 * @action: the detailed name's first part of the exported action, such as "app.toast"
 *
 * Returns: (transfer full): @toast as the portal's AddNotification takes it, of type a{sv},
 *   floating; each of its actions activates @action with the ids of toast and action
 */
GVariant *tb_portal_toast_serialize (const TbToast *toast,
                                     guint version,
                                     const char *const *categories,
                                     const char *action);

/**
 * tb_portal_toast_defuse:
 * @text: plain text
 *
 * Makes @text mean the same to whoever takes it for markup, by characters that look alike. It is
 * for a portal of version 1, behind which xdg-desktop-portal-gtk 1.14 hands plain text on as
 * markup.
 *
 * Returns: (transfer full): text without tags and entities
 */
char *tb_portal_toast_defuse (const char *text);

G_END_DECLS
