/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How the auth endpoint misbehaves. */
typedef enum
{
  DEV_AUTH_NORMAL,
  DEV_AUTH_STATUS,
  DEV_AUTH_HTML,
  DEV_AUTH_REDIRECT,
  DEV_AUTH_HANG,
  DEV_AUTH_JSON_STRING,
  DEV_AUTH_SIGN_CHANNEL_DATA,
  DEV_AUTH_CHANNEL_DATA_OBJECT,
  DEV_AUTH_NO_AUTH,
  DEV_AUTH_HUGE,
  DEV_AUTH_DELAY,
  DEV_AUTH_BAD_SIGNATURE,
  DEV_AUTH_REQUIRE_JSON,
  DEV_AUTH_REQUIRE_FORM,
} DevAuthMode;

/* How the web app's own list of notifications misbehaves. */
typedef enum
{
  DEV_INBOX_NORMAL,
  DEV_INBOX_STATUS,
  DEV_INBOX_REDIRECT,
  DEV_INBOX_HTML,
  DEV_INBOX_HANG,
  DEV_INBOX_HUGE,
  DEV_INBOX_MALFORMED,
} DevInboxMode;

/* How the upgrade to WebSocket misbehaves. */
typedef enum
{
  DEV_CONNECT_NORMAL,
  DEV_CONNECT_REFUSE_HTTP,
  DEV_CONNECT_REDIRECT,
  DEV_CONNECT_HANG,
  DEV_CONNECT_HANG_AFTER_UPGRADE,
  DEV_CONNECT_GRACE_4200,
  DEV_CONNECT_ERROR_FIRST,
  DEV_CONNECT_WRONG_FIRST_FRAME,
  DEV_CONNECT_CAPTIVE_PORTAL,
} DevConnectMode;

/* How an endpoint of the web app misbehaves. */
typedef enum
{
  DEV_WEB_NORMAL,
  DEV_WEB_STATUS,
  DEV_WEB_HTML,
  DEV_WEB_REDIRECT,
  DEV_WEB_HANG,
  DEV_WEB_HUGE,
} DevWebMode;

typedef struct
{
  int mode; /* DevAuthMode, DevConnectMode, DevInboxMode or DevWebMode */
  guint status;
  guint code;
  guint milliseconds;
  guint bytes;
  int retry_after;
  gboolean closes;
  char *channel;
  char *location;
  char *body;
  gint64 until; /* monotonic microseconds, 0 for no end */
  gint64 left;  /* how often it still happens, negative for always */
} DevFault;

typedef struct _DevFaults DevFaults;

DevFaults *dev_faults_new (void);
void dev_faults_free (DevFaults *faults);
void dev_faults_reset (DevFaults *faults);
gboolean dev_faults_set_auth (DevFaults *faults, JsonObject *wanted, GError **error);
gboolean dev_faults_set_connect (DevFaults *faults, JsonObject *wanted, gint64 now, GError **error);
gboolean dev_faults_set_web (DevFaults *faults, JsonObject *wanted, GError **error);
const DevFault *dev_faults_take_auth (DevFaults *faults, const char *channel);
gboolean dev_faults_set_inbox (DevFaults *faults, JsonObject *wanted, GError **error);
const DevFault *dev_faults_take_inbox (DevFaults *faults, const char *what);
const DevFault *dev_faults_take_connect (DevFaults *faults, gint64 now);
const DevFault *dev_faults_take_web (DevFaults *faults, const char *endpoint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DevFaults, dev_faults_free)

G_END_DECLS
