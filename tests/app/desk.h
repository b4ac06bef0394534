/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/customer-list.h"
#include "app/workstation.h"
#include "support/support.h"

G_BEGIN_DECLS

/* A workstation in a folder of its own. */
typedef struct
{
  AxleTestFolder  *folder;
  char            *profile;
  AxleWorkstation *workstation;
  AxleEnrolment    enrolment;   /* see test_desk_enrol() */
  GPtrArray       *told;        /* (element-type AxleRecord): by its server, and not heard yet */
  GLogLevelFlags   fatal;       /* while something is broken: what is else */
} TestDesk;

TestDesk     *test_desk_new    (void);
/* On a profile that somebody else keeps. */
TestDesk     *test_desk_open   (const char          *profile);
void          test_desk_free   (TestDesk            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDesk, test_desk_free)
/* Closes the workstation, as at the end of the program, and opens another on the same profile. */
void          test_desk_reopen (TestDesk            *self);
/* In a store of a dealership, whose server it does not reach. */
void          test_desk_enrol  (TestDesk            *self,
                                const char          *place,
                                const char          *zone);
/* A record of the group or the store, as its kind has it, that the server tells of. */
AxleRecord   *test_desk_tell   (TestDesk            *self,
                                const AxleEntity    *entity);
/* Somebody with a role of their own. @skills: (nullable) */
AxleRecord   *test_desk_tell_person (TestDesk       *self,
                                const char          *name,
                                const char          *rights,
                                const char          *skills);
/* The desk has what the server tells. */
void          test_desk_hear   (TestDesk            *self);
/* Whoever it is works at the desk. */
void          test_desk_sit_down (TestDesk          *self,
                                const AxleId        *staff);

/* Its cache, behind its back. */
AxleStore    *test_desk_open_store (TestDesk        *self);
/* Nothing of this kind can be read until it is mended; meanwhile a warning ends no test. */
void          test_desk_break  (TestDesk            *self,
                                const AxleEntity    *entity);
void          test_desk_mend   (TestDesk            *self,
                                const AxleEntity    *entity);

AxleId        test_add_customer (TestDesk           *self,
                                 const char         *name,
                                 const char         *phone);
void          test_undo        (TestDesk            *self,
                                gint64               operation);
/* Waits until the list has read everything. */
void          test_settle      (AxleCustomerList    *list);
char         *test_list_names  (AxleCustomerList    *list);

G_END_DECLS
