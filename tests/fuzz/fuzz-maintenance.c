/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The data of an announcement of maintenance, and what the user is told of it.
 */

#include "fuzz-target.h"

#include "account/tb-maintenance.h"
#include "pusher/pusher-event.h"

/* In the year 2026. */
#define NOW (G_GINT64_CONSTANT (1773144000) * G_USEC_PER_SEC)

/* The year 2200, and what comes before 2000, in µs since 1970. */
#define LATEST (G_GINT64_CONSTANT (7258204800) * G_USEC_PER_SEC)
#define EARLIEST (G_GINT64_CONSTANT (946598400) * G_USEC_PER_SEC)

static void
check_time (gint64 time)
{
  g_assert_true (time == 0 || (time >= EARLIEST && time < LATEST));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (PusherEvent) event = NULL;
  g_autoptr (TbMaintenance) maintenance = NULL;
  g_autoptr (TbMaintenance) again = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  event = pusher_event_new ("system:maintenance", "private-user-1", text);
  maintenance = tb_maintenance_parse (pusher_event_get_data (event), pusher_event_get_text (event),
                                      zone, NOW);
  again = tb_maintenance_parse (pusher_event_get_data (event), pusher_event_get_text (event), zone,
                                NOW + 1);

  g_assert_true (tb_maintenance_equal (maintenance, again));
  g_assert_true (g_utf8_validate (tb_maintenance_get_message (maintenance), -1, NULL));
  g_assert_cmpint (g_utf8_strlen (tb_maintenance_get_message (maintenance), -1), <=,
                   TB_MAINTENANCE_MESSAGE_LENGTH);
  check_time (tb_maintenance_get_starts_at (maintenance));
  check_time (tb_maintenance_get_ends_at (maintenance));
  g_assert_true (tb_maintenance_get_ends_at (maintenance) == 0
                 || tb_maintenance_get_ends_at (maintenance)
                        > tb_maintenance_get_starts_at (maintenance));

  return 0;
}
