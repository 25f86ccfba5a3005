/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-maintenance.h"

#include <math.h>
#include <string.h>

#include "inbox/tb-payload.h"
#include "inbox/tb-text.h"

/* Times that somebody means lie between these years; all others are mistakes. */
#define FIRST_YEAR 2000
#define LAST_YEAR 2200

/* A number from here on counts milliseconds since 1970, as JavaScript does: in seconds it would be
 * beyond the year 5000. */
#define FIRST_MILLISECONDS 1e11

struct _TbMaintenance
{
  gatomicrefcount ref_count;

  char *message;
  gint64 starts_at;
  gint64 ends_at;
  gint64 received_at;
};

G_DEFINE_BOXED_TYPE (TbMaintenance, tb_maintenance, tb_maintenance_ref, tb_maintenance_unref)

static const char *const message_fields[]
    = { "message", "body", "text", "description", "title", NULL };
static const char *const start_fields[] = { "startsAt", "starts_at", "start", NULL };
static const char *const end_fields[] = { "endsAt", "ends_at", "end", NULL };

/* Returns @time, or 0 if it is none that somebody means. */
static gint64
check_time (GDateTime *time)
{
  if (time == NULL || g_date_time_get_year (time) < FIRST_YEAR
      || g_date_time_get_year (time) >= LAST_YEAR)
    return 0;

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static gint64
parse_number (double number)
{
  g_autoptr (GDateTime) time = NULL;

  if (fabs (number) >= FIRST_MILLISECONDS)
    number /= 1000;
  if (number >= 0 && number < FIRST_MILLISECONDS)
    time = g_date_time_new_from_unix_utc ((gint64) number);

  return check_time (time);
}

/* A number of seconds or milliseconds since 1970, or a time by ISO 8601, in @zone if it does not
 * name one. Returns 0 for anything else. */
static gint64
parse_time (const char *text, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = NULL;
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (end != text && *end == '\0')
    return parse_number (number);

  time = g_date_time_new_from_iso8601 (text, zone);
  if (time == NULL && strchr (text, 'T') == NULL)
    {
      /* A day alone begins at midnight. */
      g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);

      time = g_date_time_new_from_iso8601 (midnight, zone);
    }

  return check_time (time);
}

static gint64
find_time (TbPayload *payload, const char *const *fields, GTimeZone *zone)
{
  g_autofree char *text = tb_payload_dup_first (payload, fields);

  return text != NULL ? parse_time (g_strstrip (text), zone) : 0;
}

/**
 * tb_maintenance_new:
 * @message: (nullable): what the web app says about it, any text
 * @starts_at: when it begins, in µs since the Unix epoch, UTC; 0 if nobody said
 * @ends_at: when it ends, likewise; of no matter if it is not after @starts_at
 * @received_at: when it was announced, likewise
 *
 * Returns: (transfer full): an announcement
 */
TbMaintenance *
tb_maintenance_new (const char *message, gint64 starts_at, gint64 ends_at, gint64 received_at)
{
  TbMaintenance *self = g_new0 (TbMaintenance, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->message = tb_text_clean_line (message, TB_MAINTENANCE_MESSAGE_LENGTH);
  self->starts_at = starts_at;
  self->ends_at = ends_at > starts_at ? ends_at : 0;
  self->received_at = received_at;

  return self;
}

/**
 * tb_maintenance_parse:
 * @data: (nullable): an event's data as JSON
 * @text: (nullable): the same as text
 * @zone: the time zone of times that name none
 * @received_at: when it came, in µs since the Unix epoch, UTC
 *
 * Reads an announcement: `message`, `startsAt` and `endsAt` with times by ISO 8601. Any of them may
 * be missing, or be something else, which counts as missing.
 *
 * Returns: (transfer full): the announcement
 */
TbMaintenance *
tb_maintenance_parse (JsonNode *data, const char *text, GTimeZone *zone, gint64 received_at)
{
  g_autoptr (TbPayload) payload = tb_payload_new (data, text);
  g_autofree char *message = tb_payload_dup_first (payload, message_fields);
  const char *plain = tb_payload_get_plain_text (payload);

  return tb_maintenance_new (message != NULL ? message : plain,
                             find_time (payload, start_fields, zone),
                             find_time (payload, end_fields, zone), received_at);
}

/**
 * tb_maintenance_ref:
 * @self: an announcement
 *
 * Returns: (transfer full): @self
 */
TbMaintenance *
tb_maintenance_ref (TbMaintenance *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * tb_maintenance_unref:
 * @self: (transfer full): an announcement
 */
void
tb_maintenance_unref (TbMaintenance *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->message);
  g_free (self);
}

/**
 * tb_maintenance_get_message:
 * @self: an announcement
 *
 * Returns: what the web app says about it: one line of plain text, maybe empty
 */
const char *
tb_maintenance_get_message (const TbMaintenance *self)
{
  return self->message;
}

/**
 * tb_maintenance_get_starts_at:
 * @self: an announcement
 *
 * Returns: when it begins, in µs since the Unix epoch, UTC; 0 if nobody said
 */
gint64
tb_maintenance_get_starts_at (const TbMaintenance *self)
{
  return self->starts_at;
}

/**
 * tb_maintenance_get_ends_at:
 * @self: an announcement
 *
 * Returns: when it ends, in µs since the Unix epoch, UTC; 0 if nobody said
 */
gint64
tb_maintenance_get_ends_at (const TbMaintenance *self)
{
  return self->ends_at;
}

/**
 * tb_maintenance_get_expires_at:
 * @self: an announcement
 *
 * Returns: from when on it is of no interest any more, in µs since the Unix epoch, UTC: its end, or
 * %TB_MAINTENANCE_LIFETIME after it began or was announced
 */
gint64
tb_maintenance_get_expires_at (const TbMaintenance *self)
{
  if (self->ends_at != 0)
    return self->ends_at;

  return MAX (self->starts_at, self->received_at)
         + (gint64) TB_MAINTENANCE_LIFETIME * G_USEC_PER_SEC;
}

/**
 * tb_maintenance_equal:
 * @self: an announcement
 * @other: another one
 *
 * Returns: whether both announce the same, whenever they came
 */
gboolean
tb_maintenance_equal (const TbMaintenance *self, const TbMaintenance *other)
{
  return g_str_equal (self->message, other->message) && self->starts_at == other->starts_at
         && self->ends_at == other->ends_at;
}
