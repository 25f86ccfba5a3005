/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-verdict.h"

#include <glib/gi18n.h>

#include "inbox/tb-local-time.h"

struct _TbVerdict
{
  gatomicrefcount ref_count;

  TbDecision decision;
  TbReason reason;
  char *subject;
  gint64 until;
  guint count;
};

G_DEFINE_BOXED_TYPE (TbVerdict, tb_verdict, tb_verdict_ref, tb_verdict_unref)

/* In the order of the enumerations. They are written into databases. */
static const char *const decision_names[]
    = { "shown", "summarised", "quiet", "ignored", "duplicate" };
static const char *const reason_names[] = { "none",
                                            "no-rule",
                                            "rule-ignores",
                                            "rule-inbox-only",
                                            "rule-muted",
                                            "channel-muted",
                                            "duplicate",
                                            "snooze",
                                            "quiet-hours",
                                            "burst",
                                            "passed-channel-muted",
                                            "passed-snooze",
                                            "passed-quiet-hours",
                                            "caught-up",
                                            "old",
                                            "read-elsewhere" };

G_STATIC_ASSERT (G_N_ELEMENTS (reason_names) == TB_REASON_READ_ELSEWHERE + 1);

TbVerdict *
tb_verdict_new (
    TbDecision decision, TbReason reason, const char *subject, gint64 until, guint count)
{
  TbVerdict *self = g_new0 (TbVerdict, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->decision = decision;
  self->reason = reason;
  self->subject = g_strdup (subject);
  self->until = until;
  self->count = count;

  return self;
}

TbVerdict *
tb_verdict_ref (TbVerdict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tb_verdict_unref (TbVerdict *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->subject);
  g_free (self);
}

TbDecision
tb_verdict_get_decision (const TbVerdict *self)
{
  g_return_val_if_fail (self != NULL, TB_DECISION_IGNORED);

  return self->decision;
}

TbReason
tb_verdict_get_reason (const TbVerdict *self)
{
  g_return_val_if_fail (self != NULL, TB_REASON_NONE);

  return self->reason;
}

const char *
tb_verdict_get_subject (const TbVerdict *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject;
}

gint64
tb_verdict_get_until (const TbVerdict *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->until;
}

guint
tb_verdict_get_count (const TbVerdict *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->count;
}

static char *
describe_shown (const TbVerdict *self, const char *end)
{
  switch (self->reason)
    {
    case TB_REASON_PASSED_SNOOZE:
      return end != NULL
                 ? g_strdup_printf (
                     /* Translators: a time */
                     _ ("It was shown although notifications were snoozed until %s, since it is "
                        "urgent."),
                     end)
                 : g_strdup (
                     _ ("It was shown although notifications were snoozed, since it is urgent."));
    case TB_REASON_PASSED_QUIET_HOURS:
      return end != NULL ? g_strdup_printf (
                 /* Translators: a time */
                 _ ("It was shown although there were quiet hours until %s, since it is urgent."),
                 end)
                         : g_strdup (_ (
                             "It was shown although there were quiet hours, since it is urgent."));
    case TB_REASON_PASSED_CHANNEL_MUTED:
      return g_strdup_printf (
          _ ("It was shown although the channel is muted by “%s”, since it is urgent."),
          self->subject);
    default:
      return g_strdup (_ ("It was shown."));
    }
}

static char *
describe_quiet (const TbVerdict *self, const char *end)
{
  switch (self->reason)
    {
    case TB_REASON_RULE_INBOX_ONLY:
      return g_strdup_printf (_ ("It went to the inbox only, as the rule “%s” says."),
                              self->subject);
    case TB_REASON_RULE_MUTED:
      return g_strdup_printf (
          _ ("It went to the inbox only, since notifications of the rule “%s” are switched off."),
          self->subject);
    case TB_REASON_CHANNEL_MUTED:
      return g_strdup_printf (_ ("It went to the inbox only, since the channel is muted by “%s”."),
                              self->subject);
    case TB_REASON_SNOOZE:
      return end != NULL ? g_strdup_printf (
                 /* Translators: a time */
                 _ ("It went to the inbox only, since notifications were snoozed until %s."), end)
                         : g_strdup (
                             _ ("It went to the inbox only, since notifications were snoozed."));
    case TB_REASON_QUIET_HOURS:
      return end != NULL
                 ? g_strdup_printf (
                     /* Translators: a time */
                     _ ("It went to the inbox only, since there were quiet hours until %s."), end)
                 : g_strdup (_ ("It went to the inbox only, since there were quiet hours."));
    case TB_REASON_OLD:
      return g_strdup (_ ("It went to the inbox only, since the web app had it before Traybell "
                          "first knew what is new."));
    case TB_REASON_READ_ELSEWHERE:
      return g_strdup (_ ("It went to the inbox only, since it had been read elsewhere."));
    default:
      return g_strdup (_ ("It went to the inbox only."));
    }
}

char *
tb_verdict_describe (const TbVerdict *self, GTimeZone *zone, gint64 at)
{
  g_autofree char *end = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  if (self->until != 0)
    end = tb_local_time_describe (zone, self->until, at);

  switch (self->decision)
    {
    case TB_DECISION_SHOWN:
      return describe_shown (self, end);
    case TB_DECISION_SUMMARISED:
      if (self->reason == TB_REASON_CAUGHT_UP)
        return g_strdup (_ ("It was counted in a summary of what came while there was no "
                            "connection."));
      return g_strdup (_ ("It was counted in a summary, since too many came at once."));
    case TB_DECISION_QUIET:
      return describe_quiet (self, end);
    case TB_DECISION_DUPLICATE:
      return g_strdup (_ ("It was here already, and is shown once."));
    case TB_DECISION_IGNORED:
    default:
      if (self->reason == TB_REASON_RULE_IGNORES)
        return g_strdup_printf (_ ("Nothing was made of it, as the rule “%s” says."),
                                self->subject);
      return g_strdup (_ ("Nothing was made of it, since no rule names the event."));
    }
}

static gboolean
find_name (const char *const *names, gsize n_names, const char *name, guint *value)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        {
          *value = i;
          return TRUE;
        }
    }

  return FALSE;
}

const char *
tb_decision_get_name (TbDecision decision)
{
  g_return_val_if_fail ((guint) decision < G_N_ELEMENTS (decision_names), "ignored");

  return decision_names[decision];
}

gboolean
tb_decision_from_name (const char *name, TbDecision *decision)
{
  guint value;

  if (!find_name (decision_names, G_N_ELEMENTS (decision_names), name, &value))
    return FALSE;

  *decision = (TbDecision) value;
  return TRUE;
}

const char *
tb_reason_get_name (TbReason reason)
{
  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (reason_names), "none");

  return reason_names[reason];
}

gboolean
tb_reason_from_name (const char *name, TbReason *reason)
{
  guint value;

  if (!find_name (reason_names, G_N_ELEMENTS (reason_names), name, &value))
    return FALSE;

  *reason = (TbReason) value;
  return TRUE;
}
