/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbPlace:
 * @TB_PLACE_UNKNOWN: nobody knows
 * @TB_PLACE_TOAST: the notification on the desktop
 * @TB_PLACE_POPOVER: the window beside the tray icon
 * @TB_PLACE_WINDOW: another window
 * @TB_PLACE_TRAY: the menu of the tray icon
 * @TB_PLACE_COMMAND: the command line, or another program on the session bus
 * @TB_PLACE_ELSEWHERE: another device, or the web app
 *
 * Where the user did something about a notification.
 */
typedef enum
{
  TB_PLACE_UNKNOWN,
  TB_PLACE_TOAST,
  TB_PLACE_POPOVER,
  TB_PLACE_WINDOW,
  TB_PLACE_TRAY,
  TB_PLACE_COMMAND,
  TB_PLACE_ELSEWHERE,
} TbPlace;

/**
 * tb_place_get_name:
 * @place: a place
 *
 * Returns: (nullable): a word for the database and for programs, or %NULL for %TB_PLACE_UNKNOWN
 */
const char *tb_place_get_name (TbPlace place);

/**
 * tb_place_from_name:
 * @name: (nullable): what tb_place_get_name() gave, maybe in another version
 *
 * Returns: the place
 */
TbPlace tb_place_from_name (const char *name);

G_END_DECLS
