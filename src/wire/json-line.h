/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleJsonLine:
 *
 * One object of JSON on one line, for programs that read what a command prints.
 * Members come in the order in which they were added. Inside an array the name
 * of what is added is %NULL.
 */
typedef struct _AxleJsonLine AxleJsonLine;

AxleJsonLine *axle_json_line_new          (void);
void          axle_json_line_free         (AxleJsonLine       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleJsonLine, axle_json_line_free)

void          axle_json_line_add_text     (AxleJsonLine       *self,
                                           const char         *name,
                                           const char         *text);
void          axle_json_line_add_texts    (AxleJsonLine       *self,
                                           const char         *name,
                                           const char * const *texts);
void          axle_json_line_add_integer  (AxleJsonLine       *self,
                                           const char         *name,
                                           gint64              integer);
void          axle_json_line_add_money    (AxleJsonLine       *self,
                                           const char         *name,
                                           gint64              fen);
void          axle_json_line_add_boolean  (AxleJsonLine       *self,
                                           const char         *name,
                                           gboolean            boolean);
void          axle_json_line_add_null     (AxleJsonLine       *self,
                                           const char         *name);
void          axle_json_line_add_record   (AxleJsonLine       *self,
                                           const char         *name,
                                           const AxleRecord   *record);
void          axle_json_line_begin_object (AxleJsonLine       *self,
                                           const char         *name);
void          axle_json_line_begin_array  (AxleJsonLine       *self,
                                           const char         *name);
void          axle_json_line_end          (AxleJsonLine       *self);

char         *axle_json_line_to_text      (AxleJsonLine       *self);

G_END_DECLS
