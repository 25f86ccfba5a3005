/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The key of the channel private-encrypted-foo for a master key of the bytes 0 to 31, a nonce of 24
 * times 0x24, and what they make of three texts. */
#define ENCRYPTED_CHANNEL "private-encrypted-foo"
#define ENCRYPTED_KEY "E3I6KxLwqP1Rr/p1676Vpnrw23CkRdS5bkX5NazRkeY="
#define ENCRYPTED_NONCE "JCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk"
#define ENCRYPTED_OBJECT "rI4GKmNfcLb9TXy1mXZLcTDzFC8fukpAfb1XGrNSsxeEQMg="
#define ENCRYPTED_STRING "fkAlG78U89tvyGivhJyxZWmhFSsFpwvksb0="
#define ENCRYPTED_NOT_JSON "fbmYv60Bbw3FV/XOYzTF+CW+DWoGukRJ"

char *encrypted_key (guint8 number);
char *encrypted_data (guint8 number, const char *text);

G_END_DECLS
