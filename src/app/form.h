/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleForm:
 *
 * What a person is typing into a form over one record: the record as it was, as
 * it is now typed, and what is wrong with it, field by field. It keeps itself as
 * a draft from the first key on, so that closing the window or a crash loses
 * nothing, and forgets the draft when it is saved or dropped. Made again over the
 * same record it has what was typed. When the record changes under it, fields
 * that the person has not touched follow, and are marked as followed until they are;
 * those that they have touched, or are composing a word in, stay and are marked as
 * overtaken, with what the record says now one call away. Known without a display.
 *
 * Signals: `notify::dirty`, `notify::valid`, `notify::record` on every change, one's
 * own typing included, `field-changed` (guint field) when a value
 * changed other than by axle_form_set_*().
 */
#define AXLE_TYPE_FORM (axle_form_get_type ())
G_DECLARE_FINAL_TYPE (AxleForm, axle_form, AXLE, FORM, GObject)

/* @before: %NULL for a new record; @name names the draft, such as "customer/new". */
AxleForm         *axle_form_new          (AxleWorkstation  *workstation,
                                          const char       *name,
                                          const AxleRecord *before,
                                          const AxleRecord *initial);
/* Whether it began with something typed earlier. */
gboolean          axle_form_is_resumed   (AxleForm         *self);
gboolean          axle_form_is_dirty     (AxleForm         *self);
gboolean          axle_form_is_valid     (AxleForm         *self);
const AxleRecord *axle_form_get_before   (AxleForm         *self);
const AxleRecord *axle_form_get_record   (AxleForm         *self);
void              axle_form_set          (AxleForm         *self,
                                          guint             field,
                                          const AxleValue  *value);
/* As typed: parsed by the field's type (a phone list, a date, kilometres). The
 * text is kept even where it cannot be parsed. */
void              axle_form_set_typed    (AxleForm         *self,
                                          guint             field,
                                          const char       *text);
const char       *axle_form_get_typed    (AxleForm         *self,
                                          guint             field);
/* The problem with a field to show beside it; %NULL when there is none.
 * @blocking: whether it stops saving. */
const char       *axle_form_get_problem  (AxleForm         *self,
                                          guint             field,
                                          gboolean         *blocking);
gboolean          axle_form_is_overtaken (AxleForm         *self,
                                          guint             field);
gboolean          axle_form_is_followed  (AxleForm         *self,
                                          guint             field);
/* What the record says now, as text for a person. */
char             *axle_form_dup_theirs   (AxleForm         *self,
                                          guint             field);
/* Gives up what was typed for what the record says now. */
void              axle_form_take_theirs  (AxleForm         *self,
                                          guint             field);
/* While somebody is composing a word with an input method, nothing of which is typed
 * yet, the field does not move. */
void              axle_form_hold         (AxleForm         *self,
                                          guint             field,
                                          gboolean          hold);
/* Whether somebody deleted the record meanwhile. */
gboolean          axle_form_is_deleted   (AxleForm         *self);
/* As if the values of @edited that differ were typed. */
void              axle_form_lay_over     (AxleForm         *self,
                                          const AxleRecord *edited);
void              axle_form_drop         (AxleForm         *self);
void              axle_form_saved        (AxleForm         *self);

G_END_DECLS
