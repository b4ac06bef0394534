/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/picture.h"

/* Window frames differ between X11 and Wayland, so pictures are of what is inside;
 * that has to bring the background of the window. */
static const char css[] =
  "window.csd, window.solid-csd { margin: 0; padding: 0; border: none; box-shadow: none; border-radius: 0; }"
  "window.background > * { background-color: var(--window-bg-color); }";

void
axle_picture_pin (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_object_set (gtk_settings_get_for_display (display),
                "gtk-font-name", "Noto Sans CJK SC 11",
                "gtk-font-rendering", GTK_FONT_RENDERING_MANUAL,
                "gtk-xft-antialias", 1,
                "gtk-xft-hinting", 0,
                "gtk-xft-hintstyle", "hintnone",
                "gtk-xft-rgba", "none",
                "gtk-xft-dpi", 96 * 1024,
                "gtk-hint-font-metrics", FALSE,
                "gtk-cursor-blink", FALSE,
                "gtk-enable-animations", FALSE,
                "gtk-decoration-layout", ":close",
                "gtk-icon-theme-name", "Adwaita",
                NULL);
  gtk_css_provider_load_from_string (provider, css);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER + 100);
}

static GskRenderNode *
dup_node (GtkWidget *widget,
          int       *width,
          int       *height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  *width = gdk_paintable_get_intrinsic_width (paintable);
  *height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  return gtk_snapshot_to_node (snapshot);
}

/* Always with cairo, whatever draws the screen: its pixels are the same everywhere. */
GdkTexture *
axle_picture_take (GtkWidget *widget)
{
  int width, height;
  g_autoptr (GskRenderNode) node = dup_node (widget, &width, &height);
  g_autoptr (GskRenderer) renderer = NULL;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture;

  if (node == NULL || width == 0 || height == 0)
    return NULL;
  renderer = gsk_cairo_renderer_new ();
  if (!gsk_renderer_realize_for_display (renderer, gtk_widget_get_display (widget), &error))
    {
      g_warning ("No picture can be drawn: %s", error->message);
      return NULL;
    }
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gsk_renderer_unrealize (renderer);
  return texture;
}

static GBytes *
dup_pixels (GdkTexture *texture)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  gsize stride;

  return gdk_texture_downloader_download_bytes (downloader, &stride);
}

gboolean
axle_picture_equal (GdkTexture *a,
                    GdkTexture *b)
{
  g_autoptr (GBytes) pixels_a = NULL;
  g_autoptr (GBytes) pixels_b = NULL;

  if (gdk_texture_get_width (a) != gdk_texture_get_width (b) ||
      gdk_texture_get_height (a) != gdk_texture_get_height (b))
    return FALSE;
  pixels_a = dup_pixels (a);
  pixels_b = dup_pixels (b);
  return g_bytes_equal (pixels_a, pixels_b);
}
