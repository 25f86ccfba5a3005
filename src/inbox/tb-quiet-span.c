/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-quiet-span.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-local-time.h"

#define DAYS_PER_WEEK 7
#define EVERY_DAY "daily"

/* As written in settings, whatever the user's language. */
static const char *const day_names[DAYS_PER_WEEK]
    = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
#define SHORT_NAME_LENGTH 3

static gboolean
parse_day (const char *text, guint *weekday)
{
  gsize length = strlen (text);

  for (guint i = 0; i < DAYS_PER_WEEK; i++)
    {
      if ((length == SHORT_NAME_LENGTH && g_ascii_strncasecmp (text, day_names[i], length) == 0)
          || g_ascii_strcasecmp (text, day_names[i]) == 0)
        {
          *weekday = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* One day, or a range, which may go round the end of the week. */
static gboolean
parse_range (const char *text, guint *days)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", -1);
  guint n_ends = g_strv_length (ends);
  guint first;
  guint last;

  if (n_ends < 1 || n_ends > 2 || !parse_day (g_strstrip (ends[0]), &first))
    return FALSE;
  last = first;
  if (n_ends == 2 && !parse_day (g_strstrip (ends[1]), &last))
    return FALSE;

  for (guint i = first;; i = (i + 1) % DAYS_PER_WEEK)
    {
      *days |= TB_QUIET_DAY (i);
      if (i == last)
        return TRUE;
    }
}

static gboolean
parse_days (const char *text, guint *days)
{
  g_auto (GStrv) ranges = NULL;

  *days = 0;
  if (*text == '\0' || g_ascii_strcasecmp (text, EVERY_DAY) == 0)
    {
      *days = TB_QUIET_ALL_DAYS;
      return TRUE;
    }

  ranges = g_strsplit (text, ",", -1);
  for (gsize i = 0; ranges[i] != NULL; i++)
    {
      if (!parse_range (g_strstrip (ranges[i]), days))
        return FALSE;
    }

  return TRUE;
}

/* Such as 8:00 or 08:00. */
static gboolean
parse_clock (const char *text, guint *minute)
{
  gsize colon = strcspn (text, ":");
  guint hours = 0;
  guint minutes = 0;

  if (colon < 1 || colon > 2 || strlen (text) != colon + 3)
    return FALSE;

  for (gsize i = 0; i < colon + 3; i++)
    {
      if (i == colon)
        continue;
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      if (i < colon)
        hours = hours * 10 + (guint) g_ascii_digit_value (text[i]);
      else
        minutes = minutes * 10 + (guint) g_ascii_digit_value (text[i]);
    }

  *minute = hours * 60 + minutes;
  return minutes < 60 && *minute <= TB_MINUTES_PER_DAY;
}

static gboolean
parse_clocks (const char *text, TbQuietSpan *span)
{
  g_auto (GStrv) clocks = g_strsplit (text, "-", -1);

  return g_strv_length (clocks) == 2 && parse_clock (g_strstrip (clocks[0]), &span->start)
         && parse_clock (g_strstrip (clocks[1]), &span->end);
}

gboolean
tb_quiet_span_parse (const char *text, TbQuietSpan *span, GError **error)
{
  g_autofree char *days = NULL;
  const char *clocks = text;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (span != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  /* What begins with a figure is times, and all before it is days. */
  while (*clocks != '\0' && !g_ascii_isdigit (*clocks))
    clocks++;
  days = g_strstrip (g_strndup (text, (gsize) (clocks - text)));

  if (!parse_days (days, &span->days))
    {
      g_set_error (
          error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_HOURS,
          _ ("“%s”: “%s” is not a list of days such as “mon-fri” or “sat,sun”, nor “daily”."), text,
          days);
      return FALSE;
    }
  if (!parse_clocks (clocks, span))
    {
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_HOURS,
                   *clocks == '\0'
                       ? _ ("“%s”: The times are missing, such as “18:00-08:00”.")
                       : _ ("“%s”: “%s” is not two times of day such as “18:00-08:00”."),
                   text, clocks);
      return FALSE;
    }
  if (!tb_quiet_span_check (span, &local_error))
    {
      g_set_error (
          error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_HOURS,
          /* Translators: quiet hours as somebody wrote them, and what is wrong with them */
          _ ("“%s”: %s"), text, local_error->message);
      return FALSE;
    }

  return TRUE;
}

gboolean
tb_quiet_span_check (const TbQuietSpan *span, GError **error)
{
  const char *sentence = NULL;

  g_return_val_if_fail (span != NULL, FALSE);

  if ((span->days & TB_QUIET_ALL_DAYS) == 0 || (span->days & ~TB_QUIET_ALL_DAYS) != 0)
    sentence = _ ("Choose at least one day.");
  else if (span->start >= TB_MINUTES_PER_DAY)
    sentence = _ ("It can begin from 00:00 to 23:59.");
  else if (span->end > TB_MINUTES_PER_DAY || span->end == 0)
    sentence = _ ("It can end from 00:01 to 24:00.");
  else if (span->end == span->start)
    sentence = _ ("It ends when it begins; the whole day is “00:00-24:00”.");

  if (sentence != NULL)
    g_set_error_literal (error, TB_INBOX_ERROR, TB_INBOX_ERROR_BAD_HOURS, sentence);
  return sentence == NULL;
}

/* How many days in a row from @first on. */
static guint
count_run (guint days, guint first)
{
  guint length = 0;

  while (first + length < DAYS_PER_WEEK && (days & TB_QUIET_DAY (first + length)) != 0)
    length++;

  return length;
}

char *
tb_quiet_span_to_string (const TbQuietSpan *span)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (span != NULL, NULL);

  if (span->days == TB_QUIET_ALL_DAYS)
    g_string_append (text, EVERY_DAY);
  for (guint i = 0; span->days != TB_QUIET_ALL_DAYS && i < DAYS_PER_WEEK; i++)
    {
      guint length = count_run (span->days, i);

      if (length == 0)
        continue;
      g_string_append_printf (text, "%s%.3s", text->len > 0 ? "," : "", day_names[i]);
      if (length > 2)
        {
          i += length - 1;
          g_string_append_printf (text, "-%.3s", day_names[i]);
        }
    }
  g_string_append_printf (text, " %02u:%02u-%02u:%02u", span->start / 60, span->start % 60,
                          span->end / 60, span->end % 60);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* In the user's language; the C library counts from Sunday. */
static const char *
get_day_name (guint weekday)
{
  static const nl_item items[DAYS_PER_WEEK] = { DAY_2, DAY_3, DAY_4, DAY_5, DAY_6, DAY_7, DAY_1 };

  return nl_langinfo (items[weekday]);
}

static char *
describe_days (guint days)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (days == TB_QUIET_ALL_DAYS)
    return g_strdup (_ ("Every day"));

  for (guint i = 0; i < DAYS_PER_WEEK; i++)
    {
      guint length = count_run (days, i);

      if (length == 0)
        continue;
      if (length > 2)
        {
          /* Translators: the first and the last of several days, such as “Monday to Friday” */
          g_ptr_array_add (parts, g_strdup_printf (_ ("%s to %s"), get_day_name (i),
                                                   get_day_name (i + length - 1)));
          i += length - 1;
        }
      else
        {
          g_ptr_array_add (parts, g_strdup (get_day_name (i)));
        }
    }

  if (parts->len == 2)
    /* Translators: two days, such as “Saturday and Sunday” */
    return g_strdup_printf (_ ("%s and %s"), (char *) parts->pdata[0], (char *) parts->pdata[1]);

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

char *
tb_quiet_span_describe (const TbQuietSpan *span)
{
  g_autofree char *days = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  g_return_val_if_fail (span != NULL, NULL);

  days = describe_days (span->days);
  if (span->start == 0 && span->end == TB_MINUTES_PER_DAY)
    /* Translators: days, such as “Saturday and Sunday all day” */
    return g_strdup_printf (_ ("%s all day"), days);

  start = tb_local_time_describe_clock (span->start);
  end = tb_local_time_describe_clock (span->end);
  if (span->end < span->start)
    /* Translators: days and two times of the day */
    return g_strdup_printf (_ ("%s from %s to %s the next day"), days, start, end);
  /* Translators: days and two times of the day */
  return g_strdup_printf (_ ("%s from %s to %s"), days, start, end);
}
