/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "account/tb-credentials.h"
#include "pusher/pusher-clock.h"

G_BEGIN_DECLS

/* The largest answer that is read, in bytes: a hundred notifications of the largest size. */
#define TB_INBOX_REQUEST_MAX_SIZE (2 * 1024 * 1024)
/* How long an answer may take, in s: as long as that of an authorisation endpoint. */
#define TB_INBOX_REQUEST_TIMEOUT 15

/**
 * TbInboxClient:
 * @session: the HTTP session to ask with
 * @clock: the time
 * @credentials: what proves who asks
 * @address: where the web app's list of notifications is, without a slash at its end
 *
 * What questions about a web app's list are asked with.
 */
typedef struct
{
  SoupSession *session;
  PusherClock *clock;
  TbCredentials *credentials;
  char *address;
} TbInboxClient;

/**
 * TbInboxAnswer:
 * @root: (nullable): the JSON that was answered, or %NULL for none, which only a question that
 *   wants none gets
 * @time: when that was, in µs since the Unix epoch, UTC, by the web app's clock; 0 if it does not
 *   say
 *
 * What a web app answered.
 */
typedef struct
{
  JsonNode *root;
  gint64 time;
} TbInboxAnswer;

TbInboxClient *tb_inbox_client_new (SoupSession *session,
                                    PusherClock *clock,
                                    TbCredentials *credentials,
                                    const char *address);
void tb_inbox_client_free (TbInboxClient *self);

void tb_inbox_answer_free (TbInboxAnswer *self);

void tb_inbox_request_async (TbInboxClient *client,
                             gpointer source,
                             const char *method,
                             const char *path,
                             JsonNode *body,
                             gboolean wants_json,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
TbInboxAnswer *tb_inbox_request_finish (GAsyncResult *result, guint *retry_after, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbInboxClient, tb_inbox_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbInboxAnswer, tb_inbox_answer_free)

G_END_DECLS
