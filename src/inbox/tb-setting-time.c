/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-setting-time.h"

gint64
tb_setting_time_parse (const char *text, GTimeZone *zone, gboolean *is_moment)
{
  g_autoptr (GDateTime) time = NULL;

  g_return_val_if_fail (text != NULL, 0);
  g_return_val_if_fail (zone != NULL, 0);

  time = g_date_time_new_from_iso8601 (text, zone);
  *is_moment = g_str_has_suffix (text, "Z");
  return time != NULL
             ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time)
             : 0;
}

char *
tb_setting_time_print (gint64 time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) moment = NULL;

  g_return_val_if_fail (seconds != NULL, g_strdup (""));

  moment = g_date_time_add (seconds, time % G_USEC_PER_SEC);
  return g_date_time_format_iso8601 (moment);
}

gint64
tb_setting_time_round_up (gint64 time)
{
  return (time + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC * G_USEC_PER_SEC;
}
