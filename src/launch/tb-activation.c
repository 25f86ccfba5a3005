/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Activation tokens: what the desktop gives along with a click, so that the window that is
 * presented because of it may come to the front. */

#include "launch/tb-activation.h"

/**
 * tb_activation_get_own_token:
 *
 * Returns: (nullable): what the desktop gave this process when it started it
 */
const char *
tb_activation_get_own_token (void)
{
  const char *token = g_getenv ("XDG_ACTIVATION_TOKEN");

  return token != NULL ? token : g_getenv ("DESKTOP_STARTUP_ID");
}

/**
 * tb_activation_add_own_token:
 * @platform_data: what goes to the program that runs already
 *
 * Hands this process's token on, if it has one.
 */
void
tb_activation_add_own_token (GVariantBuilder *platform_data)
{
  const char *token = tb_activation_get_own_token ();

  if (token != NULL)
    g_variant_builder_add (platform_data, "{sv}", "activation-token", g_variant_new_string (token));
}

/**
 * tb_activation_dup_token:
 * @platform_data: what came along with an activation over D-Bus, of type a{sv}
 *
 * Returns: (transfer full) (nullable): the token in it
 */
char *
tb_activation_dup_token (GVariant *platform_data)
{
  char *token = NULL;

  if (!g_variant_lookup (platform_data, "activation-token", "s", &token))
    g_variant_lookup (platform_data, "desktop-startup-id", "s", &token);

  return token;
}
