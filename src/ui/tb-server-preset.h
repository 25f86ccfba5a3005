/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbServerPreset:
 * @TB_SERVER_PUSHER: Pusher Channels, hosted
 * @TB_SERVER_SOKETI: soketi
 * @TB_SERVER_REVERB: Laravel Reverb
 * @TB_SERVER_OTHER: any other server of one's own
 *
 * The kinds of servers that people know by name.
 */
typedef enum
{
  TB_SERVER_PUSHER,
  TB_SERVER_SOKETI,
  TB_SERVER_REVERB,
  TB_SERVER_OTHER,
} TbServerPreset;

#define TB_N_SERVER_PRESETS (TB_SERVER_OTHER + 1)

TbServerPreset tb_server_preset_guess (TbAccount *account);
const char *tb_server_preset_get_title (TbServerPreset preset);
gboolean tb_server_preset_is_hosted (TbServerPreset preset);
const char *tb_server_preset_get_endpoint (TbServerPreset preset);
gboolean tb_server_preset_is_endpoint (const char *endpoint);
const char *tb_server_preset_get_port (TbServerPreset preset);
gboolean tb_server_preset_is_port (const char *port);
const char *tb_server_preset_get_channel (TbServerPreset preset);

G_END_DECLS
