/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/questions.h"

#include "wire/message.h"

void
axle_desk_info_free (AxleDeskInfo *self)
{
  g_free (self->name);
  g_free (self);
}

/**
 * axle_answer_read_desks:
 * @body: the answer to `GET /v1/desks`
 * @this_desk: the id of this desk
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleDeskInfo): the desks of the store
 */
GPtrArray *
axle_answer_read_desks (GBytes        *body,
                        const AxleId  *this_desk,
                        GError       **error)
{
  g_autoptr(AxleDesksReply) reply = axle_desks_reply_decode (body, error);
  GPtrArray *desks;

  if (reply == NULL)
    return NULL;
  desks = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_desk_info_free);
  for (guint i = 0; i < reply->desks->len; i++)
    {
      const AxleDeskState *state = reply->desks->pdata[i];
      AxleDeskInfo *desk = g_new0 (AxleDeskInfo, 1);

      desk->id = state->id;
      desk->name = g_strdup (state->name);
      desk->audience = state->audience;
      desk->last_seen = state->last_seen;
      desk->behind = state->behind;
      desk->revoked = state->revoked;
      desk->is_this = axle_id_equal (&state->id, this_desk);
      g_ptr_array_add (desks, desk);
    }
  return desks;
}

/**
 * axle_answer_read_access:
 * @body: the answer to `GET /v1/access`
 * @next: (out): what to ask for next; 0 when there is no more
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): who read personal data
 */
GPtrArray *
axle_answer_read_access (GBytes  *body,
                         gint64  *next,
                         GError **error)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_decode (body, error);

  if (page == NULL)
    return NULL;
  *next = page->more ? page->next : 0;
  return g_ptr_array_ref (page->records);
}

/**
 * axle_answer_read_link:
 * @body: the answer to `/v1/calendar-link`
 * @there: (out): whether there is an address to subscribe to
 * @path: (out) (nullable) (transfer full): its path, of one that was made now
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
axle_answer_read_link (GBytes    *body,
                       gboolean  *there,
                       char     **path,
                       GError   **error)
{
  g_autoptr(AxleLinkReply) reply = axle_link_reply_decode (body, error);

  if (reply == NULL)
    return FALSE;
  *there = reply->there;
  *path = g_strdup (reply->path);
  return TRUE;
}
