/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-place.h"

/* In the database: never changed, only added to. */
static const char *const names[] = {
  [TB_PLACE_UNKNOWN] = NULL,          [TB_PLACE_TOAST] = "toast", [TB_PLACE_POPOVER] = "popover",
  [TB_PLACE_WINDOW] = "window",       [TB_PLACE_TRAY] = "tray",   [TB_PLACE_COMMAND] = "command",
  [TB_PLACE_ELSEWHERE] = "elsewhere",
};

const char *
tb_place_get_name (TbPlace place)
{
  g_return_val_if_fail ((gsize) place < G_N_ELEMENTS (names), NULL);

  return names[place];
}

TbPlace
tb_place_from_name (const char *name)
{
  for (gsize i = 1; name != NULL && i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (name, names[i]))
        return (TbPlace) i;
    }

  return TB_PLACE_UNKNOWN;
}
