/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "server/request.h"

/* What is larger than a message goes in pieces. */

static void
set_content_range (AxleRequest     *self,
                   const AxleRange *range)
{
  g_autofree char *text = axle_range_format (range);

  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), "Content-Range", text);
}

static gboolean
asks_for_piece (AxleRequest *self)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message), "Range") != NULL;
}

/* The whole when no piece is asked for. One piece is enough for us: whoever asks
 * for several gets none. */
static gboolean
find_piece (AxleRequest *self,
            gint64       total,
            AxleRange   *range)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  SoupRange *ranges = NULL;
  int n_ranges = 0;
  gboolean found;

  *range = (AxleRange) { .length = total, .total = total };
  if (!asks_for_piece (self))
    return total <= AXLE_WIRE_PIECE_LIMIT;
  found = soup_message_headers_get_ranges (headers, total, &ranges, &n_ranges) && n_ranges == 1;
  if (found)
    {
      range->offset = ranges[0].start;
      range->length = MIN (ranges[0].end, total - 1) - ranges[0].start + 1;
    }
  soup_message_headers_free_ranges (headers, ranges);
  return found && range->length > 0;
}

/**
 * axle_request_read_range:
 * @self: a GET
 * @total: how large the whole is, in bytes
 * @range: (out): what to answer with; at most [const@Axle.WIRE_PIECE_LIMIT], which
 *   may be less than was asked for
 *
 * Returns: whether there is such a piece; if not, it was answered
 */
gboolean
axle_request_read_range (AxleRequest *self,
                         gint64       total,
                         AxleRange   *range)
{
  AxleRange whole = { .total = total };

  if (find_piece (self, total, range))
    {
      range->length = MIN (range->length, AXLE_WIRE_PIECE_LIMIT);
      return TRUE;
    }
  axle_request_fail (self, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, "range",
                     _("There is no such piece, or the whole is too large for one answer."), 0);
  set_content_range (self, &whole);
  return FALSE;
}

/**
 * axle_request_read_content_range:
 * @self: a PUT
 * @body: what came with it
 * @range: (out): which piece @body is; the whole when the request does not say
 *
 * Returns: whether @body can be that piece; if not, it was answered
 */
gboolean
axle_request_read_content_range (AxleRequest *self,
                                 GBytes      *body,
                                 AxleRange   *range)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *text = soup_message_headers_get_one (headers, "Content-Range");
  gint64 size = (gint64) g_bytes_get_size (body);

  *range = (AxleRange) { .length = size, .total = size };
  if (size <= AXLE_WIRE_PIECE_LIMIT && (text == NULL || (axle_range_parse (text, range) && range->length == size)))
    return TRUE;
  axle_request_fail (self, SOUP_STATUS_BAD_REQUEST, "range",
                     _("The piece is too large, or not the one that the request says."), 0);
  return FALSE;
}

/**
 * axle_request_reply_part:
 * @self: a GET or HEAD
 * @type: of the whole
 * @range: which piece, as [method@Axle.Request.read_range] said
 * @piece: (nullable): its bytes, which are not compressed here; %NULL to answer HEAD
 */
void
axle_request_reply_part (AxleRequest     *self,
                         const char      *type,
                         const AxleRange *range,
                         GBytes          *piece)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  if (piece == NULL)
    soup_message_headers_set_content_length (headers, range->total);
  else if (asks_for_piece (self))
    set_content_range (self, range);
  axle_request_answer (self, piece != NULL && asks_for_piece (self) ? SOUP_STATUS_PARTIAL_CONTENT : SOUP_STATUS_OK,
                       type, piece);
}

/**
 * axle_request_say_received:
 * @self: a request about an upload, which was answered
 * @n_received: how much of it came so far, in bytes
 *
 * Says where to go on, beside the answer.
 */
void
axle_request_say_received (AxleRequest *self,
                           gint64       n_received)
{
  AxleRange range = { .length = n_received, .total = -1 };

  if (n_received > 0)
    set_content_range (self, &range);
}
