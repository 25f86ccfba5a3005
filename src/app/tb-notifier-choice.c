/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who shows notifications: the desktop's portal in a sandbox, its notification server elsewhere. */

#include "app/tb-notifier-choice.h"

#include "desktop/tb-libnotify-notifier.h"
#include "desktop/tb-portal-notifier.h"

static void
on_activation_token_changed (TbInstance *instance, GParamSpec *pspec, gpointer user_data)
{
  tb_portal_notifier_set_activation_token (TB_PORTAL_NOTIFIER (user_data),
                                           tb_instance_get_activation_token (instance));
}

/**
 * tb_notifier_choice_make:
 * @instance: the program, which gets the action that the portal activates
 * @portals: (nullable): the desktop's portals, or %NULL outside of a sandbox
 *
 * Returns: (transfer full): what shows notifications here
 */
TbNotifier *
tb_notifier_choice_make (TbInstance *instance, TbPortals *portals)
{
  TbNotifier *notifier;

  if (portals == NULL)
    return tb_libnotify_notifier_new ();

  notifier = tb_portal_notifier_new (g_application_get_dbus_connection (G_APPLICATION (instance)),
                                     portals);
  g_action_map_add_action (G_ACTION_MAP (instance),
                           tb_portal_notifier_get_action (TB_PORTAL_NOTIFIER (notifier)));
  g_signal_connect_object (instance, "notify::activation-token",
                           G_CALLBACK (on_activation_token_changed), notifier, 0);

  return notifier;
}
