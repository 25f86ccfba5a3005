/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Since the start or the last reset. */
typedef struct
{
  guint upgrade_requests;   /* asked for a WebSocket, answered or not */
  guint connections_opened; /* got one and a connection_established */
  guint subscribe_frames;
  guint unsubscribe_frames;
  guint auth_requests;
  guint user_auth_requests;
  guint pings;
  guint pongs;
  guint client_events;
  guint close_frames; /* with which clients began to close */
  guint published;
  guint inbox_fetches;
  guint inbox_marks;

  JsonArray *opened;         /* visits of pages */
  JsonArray *requests;       /* requests to the auth endpoints */
  JsonArray *avatars;        /* requests for pictures of people */
  JsonArray *web_requests;   /* requests to the other endpoints of the web app */
  JsonArray *inbox_requests; /* requests for the web app's own lists */
  JsonArray *frames;         /* the last frames that clients sent */
  JsonArray *violations;
} DevRecord;

void dev_record_reset (DevRecord *record);
void dev_record_clear (DevRecord *record);
void dev_record_add_page (DevRecord *record, const char *path, const char *query, guint status);
void dev_record_add_avatar (DevRecord *record,
                            const char *path,
                            const char *query,
                            SoupMessageHeaders *headers);
void dev_record_add_inbox (DevRecord *record, JsonObject *entry, gboolean marks);
void dev_record_add_frame (DevRecord *record, const char *socket_id, const char *text);
void dev_record_add_violation (DevRecord *record, const char *what);
guint dev_record_count_page (const DevRecord *record, const char *path);
guint dev_record_count_web_requests (const DevRecord *record, const char *endpoint);
JsonObject *dev_record_describe (const DevRecord *record);
char *dev_record_now (void);

G_END_DECLS
