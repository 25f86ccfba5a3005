/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbQuietCause:
 * @TB_QUIET_CAUSE_NONE: it is not quiet
 * @TB_QUIET_CAUSE_SNOOZE: the user wants to be left alone for a while
 * @TB_QUIET_CAUSE_HOURS: quiet hours
 *
 * Why it is quiet.
 */
typedef enum
{
  TB_QUIET_CAUSE_NONE,
  TB_QUIET_CAUSE_SNOOZE,
  TB_QUIET_CAUSE_HOURS,
} TbQuietCause;

/**
 * tb_quiet_cause_to_string:
 * @cause: a cause
 *
 * Returns: `none`, `snooze` or `quiet-hours`, as in the status
 */
const char *tb_quiet_cause_to_string (TbQuietCause cause);

G_END_DECLS
