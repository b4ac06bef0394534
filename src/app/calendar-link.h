/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleCalendarLinkAction:
 * @AXLE_CALENDAR_LINK_LOOK: whether there is one
 * @AXLE_CALENDAR_LINK_MAKE: makes one, and the one before it worthless
 * @AXLE_CALENDAR_LINK_REVOKE: makes it worthless
 */
typedef enum
{
  AXLE_CALENDAR_LINK_LOOK,
  AXLE_CALENDAR_LINK_MAKE,
  AXLE_CALENDAR_LINK_REVOKE,
} AxleCalendarLinkAction;

/**
 * AxleCalendarLink:
 * @there: whether somebody's calendar can subscribe
 * @address: (nullable): of one that was made now: it is told only once
 *
 * The address by which a phone follows the calendar of who is signed in.
 */
typedef struct
{
  gboolean  there;
  char     *address;
} AxleCalendarLink;

void              axle_calendar_link_free       (AxleCalendarLink       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCalendarLink, axle_calendar_link_free)

/* Asks the server: %AXLE_APP_ERROR_OFFLINE when it does not answer. */
void              axle_calendar_link_ask_async  (AxleWorkstation        *workstation,
                                                 AxleCalendarLinkAction  action,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
AxleCalendarLink *axle_calendar_link_ask_finish (GAsyncResult           *result,
                                                 GError                **error);

G_END_DECLS
