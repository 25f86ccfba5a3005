/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* What every target defines, called once for each input: by libFuzzer, or by replay.c for the
 * files of the corpus. A failed g_assert() is a finding like any crash. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

G_END_DECLS
