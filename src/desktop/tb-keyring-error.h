/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-keyring.h"

G_BEGIN_DECLS

/**
 * tb_keyring_error_translate:
 * @error: an error of D-Bus or GIO, as libsecret passes them on
 *
 * Returns: (transfer full): the same as a #TbKeyringError with a translated message
 */
GError *tb_keyring_error_translate (const GError *error);

G_END_DECLS
