/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* Photos and clips of a customer or a car. Where a picture was taken, with what
 * and by whom is taken out before it leaves this computer. */

/**
 * AxlePhotoState:
 * @AXLE_PHOTO_HERE: can be seen
 * @AXLE_PHOTO_WAITING: can be seen, and waits to be sent
 * @AXLE_PHOTO_COMING: is not here yet
 * @AXLE_PHOTO_FAILED: was refused, or does not come; see the message
 */
typedef enum
{
  AXLE_PHOTO_HERE,
  AXLE_PHOTO_WAITING,
  AXLE_PHOTO_COMING,
  AXLE_PHOTO_FAILED,
} AxlePhotoState;
#define AXLE_TYPE_PHOTO_STATE (axle_photo_state_get_type ())
GType        axle_photo_state_get_type     (void) G_GNUC_CONST;

/**
 * AxlePhotoItem:
 *
 * One photo. Properties `record` (#AxleRecord), `state`, `progress` (0 to 1 of
 * what is under way), `message`, `has-preview`; they change as it comes and goes.
 */
#define AXLE_TYPE_PHOTO_ITEM (axle_photo_item_get_type ())
G_DECLARE_FINAL_TYPE (AxlePhotoItem, axle_photo_item, AXLE, PHOTO_ITEM, GObject)
AxleRecord  *axle_photo_item_get_record    (AxlePhotoItem       *self);
AxlePhotoState axle_photo_item_get_state   (AxlePhotoItem       *self);
double       axle_photo_item_get_progress  (AxlePhotoItem       *self);
/* Why it failed; %NULL when it did not. */
const char  *axle_photo_item_get_message   (AxlePhotoItem       *self);
gboolean     axle_photo_item_has_preview   (AxlePhotoItem       *self);
gboolean     axle_photo_item_is_clip       (AxlePhotoItem       *self);
/* What a screen reader says: the caption, or what and when. */
char        *axle_photo_item_dup_title     (AxlePhotoItem       *self);
/* A name for a file of it, such as `photo-2026-03-05-1430.jpg`. */
char        *axle_photo_item_dup_file_name (AxlePhotoItem       *self);

/* Fetches what is missing before others, and tries at once what failed. */
void         axle_photo_item_fetch         (AxlePhotoItem       *self);

/* The pixels of the preview or the whole, upright, red, green, blue and alpha where
 * @has_alpha; the whole has no longer side than @side pixels. Fails with
 * %AXLE_APP_ERROR_OFFLINE when it is not here yet. */
void         axle_photo_item_decode_async  (AxlePhotoItem       *self,
                                            gboolean             preview,
                                            int                  side,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GBytes      *axle_photo_item_decode_finish (AxlePhotoItem       *self,
                                            GAsyncResult        *result,
                                            int                 *width,
                                            int                 *height,
                                            gsize               *stride,
                                            gboolean            *has_alpha,
                                            GError             **error);

/* The file itself, for copying out and for playing a clip. */
void         axle_photo_item_load_async    (AxlePhotoItem       *self,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GBytes      *axle_photo_item_load_finish   (AxlePhotoItem       *self,
                                            GAsyncResult        *result,
                                            GError             **error);

/* A GListModel of #AxlePhotoItem: the photos of a record, the latest first, kept up
 * to date. To make one is to open them: they are pinned on this computer. */
GListModel  *axle_photos_list              (AxleWorkstation     *workstation,
                                            const AxleId        *subject);

/* The record of one of the photos of this desk; %FALSE where there is none. */
gboolean     axle_photos_find_subject      (AxleWorkstation     *workstation,
                                            AxleId              *subject);

/* Adds files (a %NULL-terminated array), or the bytes of one picture; all of them
 * are one operation. @n_added and @reason (nullable): of several some may be
 * refused; an error only when none was added. */
void         axle_photos_add_files_async   (AxleWorkstation     *workstation,
                                            const AxleId        *subject,
                                            GFile              **files,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
void         axle_photos_add_bytes_async   (AxleWorkstation     *workstation,
                                            const AxleId        *subject,
                                            GBytes              *bytes,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gint64       axle_photos_add_finish        (AxleWorkstation     *workstation,
                                            GAsyncResult        *result,
                                            guint               *n_added,
                                            char               **reason,
                                            GError             **error);

/* Finishes with axle_workstation_save_finish(). */
void         axle_photo_set_caption_async  (AxleWorkstation     *workstation,
                                            const AxleRecord    *photo,
                                            const char          *caption,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

/* How many photos and clips wait to be sent, how much of this computer's disk they
 * all take, and how much they may, in bytes. */
typedef struct
{
  gint64 n_waiting;
  gint64 n_bytes;
  gint64 limit;
} AxlePhotoFigures;
void         axle_workstation_measure_photos_async  (AxleWorkstation *workstation,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean     axle_workstation_measure_photos_finish (AxleWorkstation *workstation,
                                            GAsyncResult        *result,
                                            AxlePhotoFigures    *figures,
                                            GError             **error);

#define AXLE_GIGABYTE G_GINT64_CONSTANT (1000000000)

/* How much of this computer's disk photos may take, in bytes. */
void         axle_workstation_set_photo_limit (AxleWorkstation  *workstation,
                                            gint64               limit);

G_END_DECLS
