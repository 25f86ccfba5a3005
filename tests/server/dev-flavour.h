/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a server has to say no to. */
typedef enum
{
  DEV_REFUSAL_UNKNOWN_KEY,
  DEV_REFUSAL_OVER_QUOTA,
  DEV_REFUSAL_BAD_SIGNATURE,
  DEV_REFUSAL_MALFORMED,
  DEV_REFUSAL_BAD_CHANNEL_NAME,
  DEV_REFUSAL_NO_CHANNEL_DATA,
  DEV_REFUSAL_PRESENCE_FULL,
  DEV_REFUSAL_CLIENT_EVENTS_OFF,
  DEV_REFUSAL_CLIENT_EVENT_RATE,
  DEV_REFUSAL_SIGNIN_OFF,
  DEV_REFUSAL_BAD_SIGNIN,
  DEV_REFUSAL_ALREADY_SUBSCRIBED,
  DEV_REFUSAL_NOT_SUBSCRIBED,
  DEV_REFUSAL_PONG_MISSING,
  DEV_REFUSAL_SHUTDOWN,
  DEV_N_REFUSALS
} DevRefusal;

/* The frame that says it. */
typedef enum
{
  DEV_NOTICE_NONE,
  DEV_NOTICE_ERROR,
  DEV_NOTICE_CHANNEL_ERROR,
  DEV_NOTICE_SUBSCRIPTION_ERROR,
  /* Not a refusal at all with this server: it goes on as if nothing happened. */
  DEV_NOTICE_ACCEPTED,
} DevNotice;

/* What becomes of the connection afterwards. */
typedef enum
{
  DEV_ENDING_STAY,
  DEV_ENDING_CLOSE,
  DEV_ENDING_DROP,
} DevEnding;

/* How the `data` of a frame without content looks. */
typedef enum
{
  DEV_EMPTY_ABSENT,
  DEV_EMPTY_TEXT,
  DEV_EMPTY_OBJECT,
} DevEmpty;

typedef struct
{
  DevNotice notice;
  int code; /* 0 stands for null */
  const char *type;
  const char *message; /* "{}" stands for the name at hand */
  DevEnding ending;
  guint close_code;
  const char *close_reason;
} DevAnswer;

typedef struct
{
  const char *name;
  gboolean error_data_is_text;
  DevEmpty succeeded_data;
  DevEmpty pong_data;
  gboolean signin_data_is_text;
  gboolean signs_private_channel_data;
  gboolean members_are_php;
  gboolean checks_presence_user_id_is_text;
  DevAnswer answers[DEV_N_REFUSALS];
} DevFlavour;

const DevFlavour *dev_flavour_find (const char *name);

G_END_DECLS
