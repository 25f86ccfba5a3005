/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-inbox-error.h"

/* Not G_DEFINE_QUARK(): its name is no expression, but would be formatted as one. */
GQuark
tb_inbox_error_quark (void)
{
  return g_quark_from_static_string ("tb-inbox-error-quark");
}
