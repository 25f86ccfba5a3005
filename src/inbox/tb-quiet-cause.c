/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-quiet-cause.h"

const char *
tb_quiet_cause_to_string (TbQuietCause cause)
{
  switch (cause)
    {
    case TB_QUIET_CAUSE_NONE:
      return "none";
    case TB_QUIET_CAUSE_SNOOZE:
      return "snooze";
    case TB_QUIET_CAUSE_HOURS:
      return "quiet-hours";
    default:
      g_return_val_if_reached ("none");
    }
}
