/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/view.h"

G_DEFINE_INTERFACE (AxleView, axle_view, GTK_TYPE_WIDGET)

static void
axle_view_default_init (AxleViewInterface *iface)
{
}

AxleViewFunctions
axle_view_get_functions (AxleView *self)
{
  AxleViewInterface *iface = AXLE_VIEW_GET_IFACE (self);

  return (iface->search != NULL ? AXLE_VIEW_SEARCH : 0) |
         (iface->create != NULL ? AXLE_VIEW_CREATE : 0) |
         (iface->show_record != NULL ? AXLE_VIEW_SHOW : 0) |
         (iface->import_file != NULL ? AXLE_VIEW_IMPORT : 0) |
         (iface->export_records != NULL ? AXLE_VIEW_EXPORT : 0) |
         (iface->print != NULL ? AXLE_VIEW_PRINT : 0);
}

void
axle_view_search (AxleView *self)
{
  AXLE_VIEW_GET_IFACE (self)->search (self);
}

void
axle_view_create (AxleView *self)
{
  AXLE_VIEW_GET_IFACE (self)->create (self);
}

void
axle_view_show_record (AxleView         *self,
                       const AxleEntity *entity,
                       const AxleId     *id)
{
  AXLE_VIEW_GET_IFACE (self)->show_record (self, entity, id);
}

AdwDialog *
axle_view_edit_record (AxleView         *self,
                       const AxleRecord *edited)
{
  AxleViewInterface *iface = AXLE_VIEW_GET_IFACE (self);

  return iface->edit_record != NULL ? iface->edit_record (self, edited) : NULL;
}

void
axle_view_import_file (AxleView *self,
                       GFile    *file)
{
  AXLE_VIEW_GET_IFACE (self)->import_file (self, file);
}

void
axle_view_export_records (AxleView *self)
{
  AXLE_VIEW_GET_IFACE (self)->export_records (self);
}

void
axle_view_print (AxleView *self)
{
  AXLE_VIEW_GET_IFACE (self)->print (self);
}

gboolean
axle_view_step_back (AxleView *self,
                     gboolean  redo)
{
  AxleViewInterface *iface = AXLE_VIEW_GET_IFACE (self);

  return iface->step_back != NULL && iface->step_back (self, redo);
}

gboolean
axle_view_leave (AxleView *self)
{
  AxleViewInterface *iface = AXLE_VIEW_GET_IFACE (self);

  return iface->leave != NULL && iface->leave (self);
}
