/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TB_SNOOZE_MORNING:
 *
 * The hour at which %TB_SNOOZE_TOMORROW ends.
 */
#define TB_SNOOZE_MORNING 8

/**
 * TbSnooze:
 * @TB_SNOOZE_HALF_HOUR: for thirty minutes
 * @TB_SNOOZE_HOUR: for an hour
 * @TB_SNOOZE_TOMORROW: until eight o'clock of the next day
 *
 * For how long somebody wants to be left alone.
 */
typedef enum
{
  TB_SNOOZE_HALF_HOUR,
  TB_SNOOZE_HOUR,
  TB_SNOOZE_TOMORROW,
} TbSnooze;

/**
 * tb_snooze_from_string:
 * @text: a word, from anywhere
 * @snooze: (out): what it says
 *
 * Returns: %FALSE if @text is none of `30m`, `1h` and `tomorrow`
 */
gboolean tb_snooze_from_string (const char *text, TbSnooze *snooze);

/**
 * tb_snooze_to_string:
 * @snooze: a snooze
 *
 * Returns: `30m`, `1h` or `tomorrow`: the target of the action `app.snooze`
 */
const char *tb_snooze_to_string (TbSnooze snooze);

/**
 * tb_snooze_get_label:
 * @snooze: a snooze
 *
 * Returns: the words for a menu in which it is one of several, with a mnemonic
 */
const char *tb_snooze_get_label (TbSnooze snooze);

G_END_DECLS
