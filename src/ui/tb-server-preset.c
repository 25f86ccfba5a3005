/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is usual with the servers that people know by name. Pure. */

#include "ui/tb-server-preset.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *title; /* names are not translated, but the last is none */
  const char *endpoint;
  const char *port;
  const char *channel;
} presets[TB_N_SERVER_PRESETS] = {
  [TB_SERVER_PUSHER] = { "Pusher Channels", "/api/pusher/auth", "", NULL },
  [TB_SERVER_SOKETI] = { "soketi", "/api/pusher/auth", "6001", NULL },
  [TB_SERVER_REVERB]
  = { "Laravel Reverb", "/broadcasting/auth", "8080", "private-App.Models.User.{user_id}" },
  [TB_SERVER_OTHER] = { N_ ("Another server of your own"), "/api/pusher/auth", "", NULL },
};

/**
 * tb_server_preset_guess:
 * @account: an account
 *
 * Returns: which server it most likely has
 */
TbServerPreset
tb_server_preset_guess (TbAccount *account)
{
  g_autofree char *host = tb_account_dup_string (account, "host");
  g_autofree char *endpoint = tb_account_dup_string (account, "auth-endpoint");
  g_autofree char *port = g_strdup_printf ("%u", tb_account_get_port (account));

  if (*host == '\0')
    return TB_SERVER_PUSHER;
  if (g_str_has_suffix (endpoint, presets[TB_SERVER_REVERB].endpoint))
    return TB_SERVER_REVERB;
  if (g_str_equal (port, presets[TB_SERVER_SOKETI].port))
    return TB_SERVER_SOKETI;

  return TB_SERVER_OTHER;
}

/**
 * tb_server_preset_get_title:
 * @preset: a kind of server
 *
 * Returns: what to call it
 */
const char *
tb_server_preset_get_title (TbServerPreset preset)
{
  return preset == TB_SERVER_OTHER ? _ (presets[preset].title) : presets[preset].title;
}

/**
 * tb_server_preset_is_hosted:
 * @preset: a kind of server
 *
 * Returns: whether a cluster names it, rather than a host
 */
gboolean
tb_server_preset_is_hosted (TbServerPreset preset)
{
  return preset == TB_SERVER_PUSHER;
}

/**
 * tb_server_preset_get_endpoint:
 * @preset: a kind of server
 *
 * Returns: where web apps with it usually authorise channels, a path
 */
const char *
tb_server_preset_get_endpoint (TbServerPreset preset)
{
  return presets[preset].endpoint;
}

/**
 * tb_server_preset_is_endpoint:
 * @endpoint: an authorisation endpoint
 *
 * Returns: whether it is a usual one of any server, which another may take the place of
 */
gboolean
tb_server_preset_is_endpoint (const char *endpoint)
{
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (g_str_equal (endpoint, presets[i].endpoint))
        return TRUE;
    }

  return FALSE;
}

/**
 * tb_server_preset_get_port:
 * @preset: a kind of server
 *
 * Returns: the port that it listens on unless somebody has set another, empty for that of the web
 */
const char *
tb_server_preset_get_port (TbServerPreset preset)
{
  return presets[preset].port;
}

/**
 * tb_server_preset_is_port:
 * @port: a port, or an empty text
 *
 * Returns: whether it is a usual one of any server, which another may take the place of
 */
gboolean
tb_server_preset_is_port (const char *port)
{
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (g_str_equal (port, presets[i].port))
        return TRUE;
    }

  return FALSE;
}

/**
 * tb_server_preset_get_channel:
 * @preset: a kind of server
 *
 * Returns: (nullable): the name that a user's own channel has with it, if that is not the usual one
 */
const char *
tb_server_preset_get_channel (TbServerPreset preset)
{
  return presets[preset].channel;
}
