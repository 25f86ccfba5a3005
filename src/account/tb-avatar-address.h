/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "account/tb-account.h"

G_BEGIN_DECLS

/**
 * TbAvatarAddress:
 * @uri: the address, absolute and normalised
 * @origin: its origin
 * @may_be_private: whether the host may be on this computer or in a private network
 *
 * Where a person's picture may be fetched.
 */
typedef struct
{
  char *uri;
  char *origin;
  gboolean may_be_private;
} TbAvatarAddress;

TbAvatarAddress *tb_avatar_address_new (TbAccount *account, const char *avatar, GError **error);
TbAvatarAddress *
tb_avatar_address_redirect (const TbAvatarAddress *self, const char *location, GError **error);
TbAvatarAddress *tb_avatar_address_copy (const TbAvatarAddress *self);
void tb_avatar_address_free (TbAvatarAddress *self);
gboolean tb_avatar_address_is_public (GInetAddress *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbAvatarAddress, tb_avatar_address_free)

G_END_DECLS
