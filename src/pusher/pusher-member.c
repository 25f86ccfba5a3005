/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-member.h"

struct _PusherMember
{
  GObject parent_instance;

  char *id;
  JsonNode *info;
  char *name;
  char *avatar;
  gboolean me;
  gboolean typing;
  gboolean active;
  gboolean away;
};

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_AVATAR,
  PROP_ME,
  PROP_TYPING,
  PROP_ACTIVE,
  PROP_AWAY,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PusherMember, pusher_member, G_TYPE_OBJECT)

/* The members of user_info in which applications keep a person's name, best first. */
static const char *const name_members[] = { "name", "username", "email", NULL };
static const char *const avatar_members[] = { "avatar", "avatar_url", "picture", NULL };

/* Longer names are nobody's: one of 1 kB is all that servers take of a member (row 7.19). */
#define NAME_MAX_LENGTH 200

static char *
cap_name (const char *name)
{
  return name != NULL ? g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), NAME_MAX_LENGTH))
                      : NULL;
}

static const char *
find_string (JsonNode *info, const char *const *members)
{
  JsonObject *object;

  if (info == NULL || !JSON_NODE_HOLDS_OBJECT (info))
    return NULL;

  object = json_node_get_object (info);
  for (gsize i = 0; members[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (object, members[i]);

      if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
          && *json_node_get_string (node) != '\0')
        return json_node_get_string (node);
    }

  return NULL;
}

static void
pusher_member_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PusherMember *self = PUSHER_MEMBER (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, pusher_member_get_name (self));
      break;
    case PROP_AVATAR:
      g_value_set_string (value, self->avatar);
      break;
    case PROP_ME:
      g_value_set_boolean (value, self->me);
      break;
    case PROP_TYPING:
      g_value_set_boolean (value, self->typing);
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    case PROP_AWAY:
      g_value_set_boolean (value, self->away);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pusher_member_finalize (GObject *object)
{
  PusherMember *self = PUSHER_MEMBER (object);

  g_clear_pointer (&self->info, json_node_unref);
  g_free (self->id);
  g_free (self->name);
  g_free (self->avatar);

  G_OBJECT_CLASS (pusher_member_parent_class)->finalize (object);
}

static void
pusher_member_class_init (PusherMemberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pusher_member_get_property;
  object_class->finalize = pusher_member_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_AVATAR] = g_param_spec_string ("avatar", NULL, NULL, NULL, flags);
  properties[PROP_ME] = g_param_spec_boolean ("me", NULL, NULL, FALSE, flags);
  properties[PROP_TYPING] = g_param_spec_boolean ("typing", NULL, NULL, FALSE, flags);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  properties[PROP_AWAY] = g_param_spec_boolean ("away", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
pusher_member_init (PusherMember *self)
{
}

/**
 * pusher_member_new:
 * @id: the user's id, a number in its digits (row 7.6)
 * @info: (nullable): what the application server says of the user, of any kind (row 7.8)
 * @me: whether this is the user whom we are
 *
 * Returns: (transfer full): a member of a presence channel
 */
PusherMember *
pusher_member_new (const char *id, JsonNode *info, gboolean me)
{
  PusherMember *self = g_object_new (PUSHER_TYPE_MEMBER, NULL);

  self->id = g_strdup (id);
  self->me = me;
  pusher_member_set_info (self, info);

  return self;
}

/**
 * pusher_member_get_id:
 * @self: a member
 *
 * Returns: the user's id
 */
const char *
pusher_member_get_id (PusherMember *self)
{
  return self->id;
}

/**
 * pusher_member_get_name:
 * @self: a member
 *
 * Returns: what to call the user: `name`, `username` or `email` of the info, else the id. Any text:
 * plain, never markup (row 15.4)
 */
const char *
pusher_member_get_name (PusherMember *self)
{
  return self->name != NULL ? self->name : self->id;
}

/**
 * pusher_member_get_avatar:
 * @self: a member
 *
 * Returns: (nullable): where the info says the user's picture is; unchecked
 */
const char *
pusher_member_get_avatar (PusherMember *self)
{
  return self->avatar;
}

/**
 * pusher_member_get_info:
 * @self: a member
 *
 * Returns: (nullable) (transfer none): what the application server says of the user
 */
JsonNode *
pusher_member_get_info (PusherMember *self)
{
  return self->info;
}

/**
 * pusher_member_set_info:
 * @self: a member
 * @info: (nullable): what the application server says of the user now (row 7.12)
 */
void
pusher_member_set_info (PusherMember *self, JsonNode *info)
{
  g_autofree char *name = cap_name (find_string (info, name_members));
  const char *avatar = find_string (info, avatar_members);
  gboolean name_changed = g_strcmp0 (name, self->name) != 0;
  gboolean avatar_changed = g_strcmp0 (avatar, self->avatar) != 0;
  JsonNode *old_info = self->info;

  self->info = info != NULL ? json_node_ref (info) : NULL;
  if (name_changed)
    {
      g_free (self->name);
      self->name = g_steal_pointer (&name);
    }
  if (avatar_changed)
    {
      g_free (self->avatar);
      self->avatar = g_strdup (avatar);
    }
  g_clear_pointer (&old_info, json_node_unref);

  if (name_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (avatar_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVATAR]);
}

/**
 * pusher_member_get_me:
 * @self: a member
 *
 * Returns: whether this is the user whom we are
 */
gboolean
pusher_member_get_me (PusherMember *self)
{
  return self->me;
}

/**
 * pusher_member_set_me:
 * @self: a member
 * @me: whether this is the user whom we are
 */
void
pusher_member_set_me (PusherMember *self, gboolean me)
{
  if (self->me == me)
    return;

  self->me = me;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ME]);
}

/**
 * pusher_member_get_typing:
 * @self: a member
 *
 * Returns: whether the user is typing just now
 */
gboolean
pusher_member_get_typing (PusherMember *self)
{
  return self->typing;
}

/**
 * pusher_member_set_typing:
 * @self: a member
 * @typing: whether the user is typing just now
 */
void
pusher_member_set_typing (PusherMember *self, gboolean typing)
{
  if (self->typing == typing)
    return;

  self->typing = typing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TYPING]);
}

/**
 * pusher_member_get_active:
 * @self: a member
 *
 * Returns: whether the user did something a moment ago
 */
gboolean
pusher_member_get_active (PusherMember *self)
{
  return self->active;
}

/**
 * pusher_member_set_active:
 * @self: a member
 * @active: whether the user did something a moment ago
 */
void
pusher_member_set_active (PusherMember *self, gboolean active)
{
  if (self->active == active)
    return;

  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

/**
 * pusher_member_get_away:
 * @self: a member
 *
 * Returns: whether the application says that the user has left, though the connection still stands
 */
gboolean
pusher_member_get_away (PusherMember *self)
{
  return self->away;
}

/**
 * pusher_member_set_away:
 * @self: a member
 * @away: whether the application says that the user has left
 */
void
pusher_member_set_away (PusherMember *self, gboolean away)
{
  if (self->away == away)
    return;

  self->away = away;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AWAY]);
}
