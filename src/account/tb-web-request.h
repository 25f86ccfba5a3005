/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/* The largest answer that is read, in bytes. */
#define TB_WEB_REQUEST_MAX_SIZE (256 * 1024)
/* How long an answer may take, in s: as long as that of an authorisation endpoint. */
#define TB_WEB_REQUEST_TIMEOUT 15

/**
 * TbWebAnswer:
 * @status: the HTTP status
 * @body: what was answered, terminated; may hold secrets, and is wiped when freed
 * @length: its length in bytes
 * @location: (nullable): where the answer redirects to, absolute
 * @retry_after: how long the web app asks to wait, in s; 0 if it does not say
 *
 * What a web app answered.
 */
typedef struct
{
  guint status;
  char *body;
  gsize length;
  char *location;
  guint retry_after;
} TbWebAnswer;

void tb_web_answer_free (TbWebAnswer *self);
JsonNode *tb_web_answer_parse (const TbWebAnswer *self);
gboolean tb_web_answer_is_page (const TbWebAnswer *self);

gboolean tb_web_request_check_address (const char *address, GError **error);
void tb_web_request_send_async (SoupSession *session,
                                PusherClock *clock,
                                const char *address,
                                JsonNode *body,
                                const char *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
TbWebAnswer *tb_web_request_send_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWebAnswer, tb_web_answer_free)

G_END_DECLS
