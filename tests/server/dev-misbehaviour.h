/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "dev-faults.h"

G_BEGIN_DECLS

guint dev_misbehaviour_status (SoupServerMessage *message, const DevFault *fault);
guint dev_misbehaviour_redirect (SoupServerMessage *message, const DevFault *fault);
guint dev_misbehaviour_html (SoupServerMessage *message, const DevFault *fault);
guint dev_misbehaviour_hang (SoupServerMessage *message);

G_END_DECLS
