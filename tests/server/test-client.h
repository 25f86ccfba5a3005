/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include <json-glib/json-glib.h>

#include "dev-server.h"

G_BEGIN_DECLS

/* No wait of these tests takes longer, so a hanging one fails in time. */
#define TEST_DEADLINE_MILLISECONDS 5000

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  SoupWebsocketConnection *websocket; /* NULL when the upgrade was refused */
  GQueue frames;                      /* texts not looked at yet */
  char *socket_id;
  GError *error; /* the first one that the connection reported */
  gboolean upgraded;
  gboolean closed;
} TestClient;

typedef struct
{
  guint status;
  char *text;
  SoupMessageHeaders *headers;
} TestAnswer;

TestClient *test_client_new (DevServer *server, const char *path);
TestClient *test_client_new_connected (DevServer *server);
void test_client_free (TestClient *client);
void test_client_send (TestClient *client, const char *format, ...) G_GNUC_PRINTF (2, 3);
void test_client_subscribe (TestClient *client,
                            DevServer *server,
                            const char *channel,
                            const char *channel_data);
JsonObject *test_client_next (TestClient *client, const char *event);
char *test_client_next_text (TestClient *client);
void test_client_hears_nothing (TestClient *client);
void test_client_wait_closed (TestClient *client);
void test_wait_for (const gboolean *happened);

TestAnswer *test_request (
    DevServer *server, const char *method, const char *path, const char *headers, const char *body);
void test_answer_free (TestAnswer *answer);
JsonObject *test_object (const char *text);
DevServer *test_server_new (void);
void test_server_free (DevServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestClient, test_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAnswer, test_answer_free)

G_END_DECLS
