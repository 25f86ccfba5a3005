/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _DevSignIn DevSignIn;

DevSignIn *dev_sign_in_new (void);
void dev_sign_in_free (DevSignIn *self);
void dev_sign_in_reset (DevSignIn *self);
gboolean dev_sign_in_change (DevSignIn *self, JsonObject *wanted, GError **error);
JsonObject *dev_sign_in_begin (DevSignIn *self, const char *client_id, const char *page);
const char *dev_sign_in_poll (DevSignIn *self, JsonObject *parameters, const char **error);
gboolean dev_sign_in_approve (DevSignIn *self, const char *user_code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DevSignIn, dev_sign_in_free)

G_END_DECLS
