/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PusherPacer:
 *
 * Hands items on in order, at once as a rule, but no more in one turn of the main loop than leave
 * it responsive (row 8.27).
 */
typedef struct _PusherPacer PusherPacer;

/**
 * PusherPacerFunc:
 * @item: what was pushed; valid for the call
 * @user_data: what was given with the function
 *
 * Takes an item.
 */
typedef void (*PusherPacerFunc) (gpointer item, gpointer user_data);

PusherPacer *pusher_pacer_new (PusherPacerFunc func, GDestroyNotify item_free, gpointer user_data);
void pusher_pacer_stop (PusherPacer *self);
void pusher_pacer_push (PusherPacer *self, gpointer item);

G_END_DECLS
