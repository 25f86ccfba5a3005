/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inbox/tb-place.h"
#include "inbox/tb-verdict.h"

G_BEGIN_DECLS

/**
 * TB_RECORD_STEPS:
 *
 * How many steps a record keeps: the first, and the last of what followed. A notification that is
 * shown again and again does not grow without end.
 */
#define TB_RECORD_STEPS 40

/**
 * TbOrigin:
 * @TB_ORIGIN_LIVE: it arrived over the connection
 * @TB_ORIGIN_FETCHED: it was fetched from the web app's own list, since it came while there was no
 *   connection
 *
 * How an event came.
 */
typedef enum
{
  TB_ORIGIN_LIVE,
  TB_ORIGIN_FETCHED,
} TbOrigin;

/**
 * TbStepKind:
 * @TB_STEP_SHOWN: it was given to the notification server
 * @TB_STEP_REMINDED: it was given to it again, since nobody had acknowledged it
 * @TB_STEP_SHOWN_AFTER_QUIET: it was given to it when quiet ended
 * @TB_STEP_COUNTED_AFTER_QUIET: it was counted in a summary when quiet ended
 * @TB_STEP_ACCEPTED: the notification server took it; the subject is the server
 * @TB_STEP_REFUSED: it could not be shown; the subject is a sentence that says why
 * @TB_STEP_EXPIRED: its time on the screen ran out
 * @TB_STEP_DISMISSED: the user closed it
 * @TB_STEP_WITHDRAWN: it was taken from the screen, since it was read or removed
 * @TB_STEP_CLOSED: it left the screen for another reason
 * @TB_STEP_OPENED: the user opened its page; with a place
 * @TB_STEP_REMOVED: the user removed it from the inbox; with a place
 *
 * What happened to a notification after it was decided what becomes of it. That it was read or
 * acknowledged is kept with the notification itself.
 */
typedef enum
{
  TB_STEP_SHOWN,
  TB_STEP_REMINDED,
  TB_STEP_SHOWN_AFTER_QUIET,
  TB_STEP_COUNTED_AFTER_QUIET,
  TB_STEP_ACCEPTED,
  TB_STEP_REFUSED,
  TB_STEP_EXPIRED,
  TB_STEP_DISMISSED,
  TB_STEP_WITHDRAWN,
  TB_STEP_CLOSED,
  TB_STEP_OPENED,
  TB_STEP_REMOVED,
} TbStepKind;

/**
 * TbStep:
 * @kind: what happened
 * @at: when, in microseconds since the Unix epoch, UTC
 * @place: where the user did it, if it was the user
 * @subject: (nullable): who or what it is about, see #TbStepKind
 * @without_text: whether it was shown without what it says
 *
 * Something that happened to a notification.
 */
typedef struct
{
  TbStepKind kind;
  gint64 at;
  TbPlace place;
  const char *subject;
  gboolean without_text;
} TbStep;

/**
 * TbRecordFields:
 * @number: its number; records are counted as events arrive
 * @account_id: account that received the event
 * @notification_id: (nullable): id of the notification that became of it, or of the one that it is
 *   the same as
 * @received_at: when it came, in microseconds since the Unix epoch, UTC
 * @origin: how it came
 * @channel: channel that it came on
 * @event: name of the event
 * @rule: (nullable): name of the rule that matched
 *
 * What tb_record_new() makes a record of. Everything is copied.
 */
typedef struct
{
  gint64 number;
  const char *account_id;
  const char *notification_id;
  gint64 received_at;
  TbOrigin origin;
  const char *channel;
  const char *event;
  const char *rule;
} TbRecordFields;

/**
 * TbRecord:
 *
 * What became of one event, so that a person can be told why it was seen or not. It holds nothing
 * of what the event said. Reference-counted; only TbHistory changes one.
 */
typedef struct _TbRecord TbRecord;

/**
 * tb_record_new:
 * @fields: what is known when an event comes
 *
 * Returns: (transfer full): a record without a verdict
 */
TbRecord *tb_record_new (const TbRecordFields *fields);

/**
 * tb_record_ref:
 * @self: a record
 *
 * Returns: (transfer full): @self
 */
TbRecord *tb_record_ref (TbRecord *self);

/**
 * tb_record_unref:
 * @self: (transfer full): a record
 *
 * Gives a reference back; the last one frees @self.
 */
void tb_record_unref (TbRecord *self);

/**
 * tb_record_get_fields:
 * @self: a record
 *
 * Returns: (transfer none): what was known when the event came
 */
const TbRecordFields *tb_record_get_fields (const TbRecord *self);

/**
 * tb_record_get_verdict:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): what was decided, or %NULL if nothing was before the program
 *   ended
 */
TbVerdict *tb_record_get_verdict (const TbRecord *self);

/**
 * tb_record_is_duplicate:
 * @self: a record
 *
 * Returns: whether the notification was in the inbox before the event came
 */
gboolean tb_record_is_duplicate (const TbRecord *self);

/**
 * tb_record_get_n_steps:
 * @self: a record
 *
 * Returns: how many steps there are
 */
guint tb_record_get_n_steps (const TbRecord *self);

/**
 * tb_record_get_step:
 * @self: a record
 * @i: less than tb_record_get_n_steps()
 *
 * Returns: (transfer none): a step, valid until the next is added; they are in the order in which
 *   they happened
 */
const TbStep *tb_record_get_step (const TbRecord *self, guint i);

/**
 * tb_record_set_verdict:
 * @self: a record
 * @verdict: (nullable): what was decided, referenced
 *
 * For whoever makes records.
 */
void tb_record_set_verdict (TbRecord *self, TbVerdict *verdict);

/**
 * tb_record_add_step:
 * @self: a record
 * @step: what happened; copied
 *
 * For whoever makes records.
 */
void tb_record_add_step (TbRecord *self, const TbStep *step);

/**
 * tb_step_kind_get_name:
 * @kind: a kind of step
 *
 * Returns: a word for the database and for programs
 */
const char *tb_step_kind_get_name (TbStepKind kind);

/**
 * tb_step_kind_from_name:
 * @name: (nullable): a name, from anywhere
 * @kind: (out): the kind
 *
 * Returns: %FALSE if no kind has that name
 */
gboolean tb_step_kind_from_name (const char *name, TbStepKind *kind);

/**
 * tb_origin_get_name:
 * @origin: an origin
 *
 * Returns: a word for the database and for programs
 */
const char *tb_origin_get_name (TbOrigin origin);

/**
 * tb_origin_from_name:
 * @name: (nullable): a name, from anywhere
 *
 * Returns: the origin, %TB_ORIGIN_LIVE for an unknown name
 */
TbOrigin tb_origin_from_name (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRecord, tb_record_unref)

G_END_DECLS
