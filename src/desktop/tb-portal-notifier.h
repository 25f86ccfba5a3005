/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-notifier.h"
#include "desktop/tb-portals.h"

G_BEGIN_DECLS

/**
 * TB_PORTAL_NOTIFIER_QUEUE_MAXIMUM:
 *
 * How many toasts may wait for a slow portal. Beyond it the least urgent and oldest one is dropped:
 * nobody reads more than a few, and GNOME keeps ten an application.
 */
#define TB_PORTAL_NOTIFIER_QUEUE_MAXIMUM 32

/**
 * TB_PORTAL_NOTIFIER_ACTION:
 *
 * The name of tb_portal_notifier_get_action().
 */
#define TB_PORTAL_NOTIFIER_ACTION "toast"

/**
 * TbPortalNotifier:
 *
 * A #TbNotifier that talks to the desktop's notification portal, for a sandbox. The portal shows
 * what it is given and says nothing of what becomes of it but which action the user chose:
 * #TbNotifier::closed comes for toasts that were withdrawn or not accepted only.
 */
#define TB_TYPE_PORTAL_NOTIFIER (tb_portal_notifier_get_type ())
G_DECLARE_FINAL_TYPE (TbPortalNotifier, tb_portal_notifier, TB, PORTAL_NOTIFIER, GObject)

/**
 * tb_portal_notifier_new:
 * @connection: the session bus
 * @portals: which portals there are
 *
 * Returns: (transfer full): the notifier
 */
TbNotifier *tb_portal_notifier_new (GDBusConnection *connection, TbPortals *portals);

/**
 * tb_portal_notifier_get_action:
 * @self: a notifier
 *
 * What the portal activates when the user chooses an action of a toast, also of one that an earlier
 * run of the program showed. The application has to export it.
 *
 * Returns: (transfer none): an action with the parameter (ss), a toast's id and an action's id
 */
GAction *tb_portal_notifier_get_action (TbPortalNotifier *self);

/**
 * tb_portal_notifier_set_activation_token:
 * @self: a notifier
 * @activation_token: (nullable): an activation token
 *
 * Hands over the token that came with the activation of tb_portal_notifier_get_action() that
 * follows, for #TbNotifier::activated.
 */
void tb_portal_notifier_set_activation_token (TbPortalNotifier *self, const char *activation_token);

G_END_DECLS
