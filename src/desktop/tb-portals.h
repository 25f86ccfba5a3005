/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbPortal:
 * @TB_PORTAL_NOTIFICATION: shows notifications
 * @TB_PORTAL_OPEN_URI: opens pages in the user's browser
 * @TB_PORTAL_BACKGROUND: lets the program run without a window, and starts it at login
 * @TB_PORTAL_SECRET: has the key of the sandbox's own keyring
 * @TB_PORTAL_NETWORK_MONITOR: tells when the network is another
 * @TB_PORTAL_PROXY_RESOLVER: knows the desktop's proxy
 * @TB_N_PORTALS: how many there are
 *
 * The portals that the program uses in a sandbox, directly or through GIO and libsecret.
 */
typedef enum
{
  TB_PORTAL_NOTIFICATION,
  TB_PORTAL_OPEN_URI,
  TB_PORTAL_BACKGROUND,
  TB_PORTAL_SECRET,
  TB_PORTAL_NETWORK_MONITOR,
  TB_PORTAL_PROXY_RESOLVER,
  TB_N_PORTALS,
} TbPortal;

#define TB_TYPE_PORTALS (tb_portals_get_type ())

/**
 * TbPortals:
 *
 * Which portals this desktop has, and what they can do. Asked at once and whenever they are started
 * anew.
 *
 * #TbPortals:known (boolean, read-only, notifying) is whether all have answered once.
 */
G_DECLARE_FINAL_TYPE (TbPortals, tb_portals, TB, PORTALS, GObject)

/**
 * TbPortals::changed:
 * @self: the portals
 *
 * All have answered, the first time or again.
 */

/**
 * tb_portals_new:
 * @connection: the session bus
 *
 * Asks the portals what they can do, which starts them if they do not run.
 *
 * Returns: (transfer full): the portals
 */
TbPortals *tb_portals_new (GDBusConnection *connection);

/**
 * tb_portals_get_known:
 * @self: the portals
 *
 * Returns: #TbPortals:known
 */
gboolean tb_portals_get_known (TbPortals *self);

/**
 * tb_portals_get_version:
 * @self: the portals
 * @portal: one of them
 *
 * Returns: its version, from 1, or 0 if the desktop does not have it or did not say so yet
 */
guint tb_portals_get_version (TbPortals *self, TbPortal portal);

/**
 * tb_portals_dup_property:
 * @self: the portals
 * @portal: one of them
 * @name: a property of its interface
 * @type: the property's type
 *
 * Returns: (transfer full) (nullable): the property as it was when the portal answered, or %NULL if
 *   there is none of this type
 */
GVariant *tb_portals_dup_property (TbPortals *self,
                                   TbPortal portal,
                                   const char *name,
                                   const GVariantType *type);

/**
 * tb_portals_get_interface:
 * @portal: a portal
 *
 * Returns: (transfer none): the name of its D-Bus interface
 */
const char *tb_portals_get_interface (TbPortal portal);

/**
 * tb_portals_get_label:
 * @portal: a portal
 *
 * Returns: (transfer none): what it is for, in a word or two for the user
 */
const char *tb_portals_get_label (TbPortal portal);

/**
 * tb_portals_explain:
 * @self: the portals
 * @portal: one of them
 *
 * Returns: (transfer none) (nullable): what does not work without it and what to do, a sentence for
 *   the user, or %NULL if it is there or not known yet
 */
const char *tb_portals_explain (TbPortals *self, TbPortal portal);

G_END_DECLS
