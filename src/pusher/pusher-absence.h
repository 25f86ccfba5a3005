/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/* How long a connection may be missing before the state says so, in s (row 4.20). */
#define PUSHER_UNAVAILABLE_TIMEOUT 10

/**
 * PusherAbsence:
 *
 * For how long there has been no connection, however many attempts were made meanwhile (row 4.20).
 */
typedef struct _PusherAbsence PusherAbsence;

/**
 * PusherAbsenceFunc:
 * @user_data: what was given with the function
 *
 * The absence has become a long one.
 */
typedef void (*PusherAbsenceFunc) (gpointer user_data);

PusherAbsence *pusher_absence_new (PusherClock *clock, PusherAbsenceFunc func, gpointer user_data);
void pusher_absence_free (PusherAbsence *self);
void pusher_absence_begin (PusherAbsence *self);
void pusher_absence_end (PusherAbsence *self);
gboolean pusher_absence_is_long (const PusherAbsence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherAbsence, pusher_absence_free)

G_END_DECLS
