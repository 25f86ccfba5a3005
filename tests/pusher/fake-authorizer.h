/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pusher/pusher-authorizer.h"

G_BEGIN_DECLS

#define FAKE_TYPE_AUTHORIZER (fake_authorizer_get_type ())
G_DECLARE_FINAL_TYPE (FakeAuthorizer, fake_authorizer, FAKE, AUTHORIZER, GObject)

FakeAuthorizer *fake_authorizer_new (void);
void fake_authorizer_set_late (FakeAuthorizer *self, gboolean late);
guint fake_authorizer_get_asked (FakeAuthorizer *self);
guint fake_authorizer_get_open (FakeAuthorizer *self);
guint fake_authorizer_get_cancelled (FakeAuthorizer *self);
const char *fake_authorizer_get_order (FakeAuthorizer *self);

void fake_authorizer_allow (FakeAuthorizer *self, const char *channel_name);
void
fake_authorizer_allow_on (FakeAuthorizer *self, const char *socket_id, const char *channel_name);
void fake_authorizer_answer (FakeAuthorizer *self, const char *channel_name, const char *answer);
void fake_authorizer_refuse (FakeAuthorizer *self,
                             const char *channel_name,
                             int error_code,
                             guint retry_after);

G_END_DECLS
