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
  gint64 fraction = time % G_USEC_PER_SEC;
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *seconds = NULL;

  g_return_val_if_fail (moment != NULL, g_strdup (""));

  seconds = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S");
  return fraction != 0 ? g_strdup_printf ("%s.%06" G_GINT64_FORMAT "Z", seconds, fraction)
                       : g_strconcat (seconds, "Z", NULL);
}

gint64
tb_setting_time_round_up (gint64 time)
{
  return (time + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC * G_USEC_PER_SEC;
}
