/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tb_event_label:
 * @event: name of an event or of a PHP class
 *
 * Makes a name readable, for a notification that has no title: `order:created` is "Order
 * created", `App\Notifications\InvoicePaid` is "Invoice paid". The events of the contract are
 * translated; other names keep their language.
 *
 * Returns: (transfer full): the label, never empty
 */
char *tb_event_label (const char *event);

G_END_DECLS
