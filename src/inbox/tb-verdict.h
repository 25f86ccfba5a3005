/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TbDecision:
 * @TB_DECISION_SHOWN: a toast of its own
 * @TB_DECISION_SUMMARISED: no toast of its own: make or update the one summary
 * @TB_DECISION_QUIET: only in the inbox
 * @TB_DECISION_IGNORED: nowhere
 * @TB_DECISION_DUPLICATE: nowhere, since it is there already
 *
 * What is done with a notification.
 */
typedef enum
{
  TB_DECISION_SHOWN,
  TB_DECISION_SUMMARISED,
  TB_DECISION_QUIET,
  TB_DECISION_IGNORED,
  TB_DECISION_DUPLICATE,
} TbDecision;

/**
 * TbReason:
 * @TB_REASON_NONE: nothing in particular
 * @TB_REASON_NO_RULE: no rule names the event
 * @TB_REASON_RULE_IGNORES: the rule says `ignore`; the subject is the rule
 * @TB_REASON_RULE_INBOX_ONLY: the rule says `inbox-only`; the subject is the rule
 * @TB_REASON_RULE_MUTED: the user switched the rule's notifications off; the subject is the rule
 * @TB_REASON_CHANNEL_MUTED: the user switched the channel off; the subject is the glob
 * @TB_REASON_DUPLICATE: the inbox had it before
 * @TB_REASON_SNOOZE: the user had snoozed notifications; until when
 * @TB_REASON_QUIET_HOURS: there were quiet hours; until when
 * @TB_REASON_BURST: too many came at once; the count is how many are in the summary with it
 * @TB_REASON_PASSED_CHANNEL_MUTED: it is urgent, and passed a muted channel; the subject is the
 * glob
 * @TB_REASON_PASSED_SNOOZE: it is urgent, and passed a snooze; until when
 * @TB_REASON_PASSED_QUIET_HOURS: it is urgent, and passed quiet hours; until when
 * @TB_REASON_CAUGHT_UP: it came with others while there was no connection; the count is how many
 * @TB_REASON_OLD: the web app had it before there was a connection for the first time
 * @TB_REASON_READ_ELSEWHERE: it had been read elsewhere when it was fetched
 *
 * Why something was decided. More can be added at the end; where they are kept, it is by name.
 */
typedef enum
{
  TB_REASON_NONE,
  TB_REASON_NO_RULE,
  TB_REASON_RULE_IGNORES,
  TB_REASON_RULE_INBOX_ONLY,
  TB_REASON_RULE_MUTED,
  TB_REASON_CHANNEL_MUTED,
  TB_REASON_DUPLICATE,
  TB_REASON_SNOOZE,
  TB_REASON_QUIET_HOURS,
  TB_REASON_BURST,
  TB_REASON_PASSED_CHANNEL_MUTED,
  TB_REASON_PASSED_SNOOZE,
  TB_REASON_PASSED_QUIET_HOURS,
  TB_REASON_CAUGHT_UP,
  TB_REASON_OLD,
  TB_REASON_READ_ELSEWHERE,
} TbReason;

/**
 * TbVerdict:
 *
 * What was decided of an event, and why: an immutable, reference-counted value.
 */
typedef struct _TbVerdict TbVerdict;

#define TB_TYPE_VERDICT (tb_verdict_get_type ())
GType tb_verdict_get_type (void);

/**
 * tb_verdict_new:
 * @decision: what was decided
 * @reason: why
 * @subject: (nullable): who or what the reason is about, see #TbReason
 * @until: until when the reason holds, in microseconds since the Unix epoch, UTC; 0 if it has no
 * end
 * @count: a number that belongs to the reason, or 0
 *
 * Returns: (transfer full): the verdict
 */
TbVerdict *tb_verdict_new (
    TbDecision decision, TbReason reason, const char *subject, gint64 until, guint count);

/**
 * tb_verdict_ref:
 * @self: a verdict
 *
 * Returns: (transfer full): @self
 */
TbVerdict *tb_verdict_ref (TbVerdict *self);

/**
 * tb_verdict_unref:
 * @self: (transfer full): a verdict
 *
 * Gives a reference back; the last one frees @self.
 */
void tb_verdict_unref (TbVerdict *self);

/**
 * tb_verdict_get_decision:
 * @self: a verdict
 *
 * Returns: what was decided
 */
TbDecision tb_verdict_get_decision (const TbVerdict *self);

/**
 * tb_verdict_get_reason:
 * @self: a verdict
 *
 * Returns: why
 */
TbReason tb_verdict_get_reason (const TbVerdict *self);

/**
 * tb_verdict_get_subject:
 * @self: a verdict
 *
 * Returns: (nullable): the rule or glob that the reason is about
 */
const char *tb_verdict_get_subject (const TbVerdict *self);

/**
 * tb_verdict_get_until:
 * @self: a verdict
 *
 * Returns: until when the reason holds, in microseconds since the Unix epoch, UTC, or 0
 */
gint64 tb_verdict_get_until (const TbVerdict *self);

/**
 * tb_verdict_get_count:
 * @self: a verdict
 *
 * Returns: the number that belongs to the reason, or 0
 */
guint tb_verdict_get_count (const TbVerdict *self);

/**
 * tb_verdict_describe:
 * @self: a verdict
 * @zone: the user's time zone
 * @at: when it was decided, in microseconds since the Unix epoch, UTC
 *
 * Returns: (transfer full): one sentence for the user that says what became of the event and why
 */
char *tb_verdict_describe (const TbVerdict *self, GTimeZone *zone, gint64 at);

/**
 * tb_decision_get_name:
 * @decision: a decision
 *
 * Returns: "shown", "summarised", "quiet", "ignored" or "duplicate", as `traybell watch` prints it
 */
const char *tb_decision_get_name (TbDecision decision);

/**
 * tb_decision_from_name:
 * @name: a name, from anywhere
 * @decision: (out): the decision
 *
 * Returns: %FALSE if no decision has that name
 */
gboolean tb_decision_from_name (const char *name, TbDecision *decision);

/**
 * tb_reason_get_name:
 * @reason: a reason
 *
 * Returns: its name, which stays what it is: "none", "no-rule", "rule-ignores", "rule-inbox-only",
 *   "rule-muted", "channel-muted", "duplicate", "snooze", "quiet-hours", "burst",
 *   "passed-channel-muted", "passed-snooze", "passed-quiet-hours", "caught-up", "old" or
 *   "read-elsewhere"
 */
const char *tb_reason_get_name (TbReason reason);

/**
 * tb_reason_from_name:
 * @name: a name, from anywhere
 * @reason: (out): the reason
 *
 * Returns: %FALSE if no reason has that name
 */
gboolean tb_reason_from_name (const char *name, TbReason *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbVerdict, tb_verdict_unref)

G_END_DECLS
