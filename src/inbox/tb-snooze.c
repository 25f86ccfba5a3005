/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-snooze.h"

#include <glib/gi18n.h>

#include "inbox/tb-local-time.h"

/* In the order of the enumeration. */
static const char *const names[] = { "30m", "1h", "tomorrow" };

gboolean
tb_snooze_from_string (const char *text, TbSnooze *snooze)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (snooze != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (text, names[i]))
        {
          *snooze = (TbSnooze) i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
tb_snooze_to_string (TbSnooze snooze)
{
  g_return_val_if_fail ((guint) snooze < G_N_ELEMENTS (names), NULL);

  return names[snooze];
}

const char *
tb_snooze_get_label (TbSnooze snooze)
{
  g_autofree char *morning = NULL;
  g_autofree char *label = NULL;

  switch (snooze)
    {
    case TB_SNOOZE_HALF_HOUR:
      return _ ("For 30 _Minutes");
    case TB_SNOOZE_HOUR:
      return _ ("For 1 _Hour");
    case TB_SNOOZE_TOMORROW:
      morning = tb_local_time_describe_clock (TB_SNOOZE_MORNING * 60);
      /* Translators: a time of the day */
      label = g_strdup_printf (_ ("Until _Tomorrow, %s"), morning);
      return g_intern_string (label);
    default:
      g_return_val_if_reached ("");
    }
}
