/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-tray-interfaces.h"

static const char introspection_xml[]
    = "<node>"
      "  <interface name='org.kde.StatusNotifierItem'>"
      "    <property name='Category' type='s' access='read'/>"
      "    <property name='Id' type='s' access='read'/>"
      "    <property name='Title' type='s' access='read'/>"
      "    <property name='Status' type='s' access='read'/>"
      "    <property name='WindowId' type='i' access='read'/>"
      "    <property name='IconThemePath' type='s' access='read'/>"
      "    <property name='Menu' type='o' access='read'/>"
      "    <property name='ItemIsMenu' type='b' access='read'/>"
      "    <property name='IconName' type='s' access='read'/>"
      "    <property name='IconPixmap' type='a(iiay)' access='read'/>"
      "    <property name='OverlayIconName' type='s' access='read'/>"
      "    <property name='OverlayIconPixmap' type='a(iiay)' access='read'/>"
      "    <property name='AttentionIconName' type='s' access='read'/>"
      "    <property name='AttentionIconPixmap' type='a(iiay)' access='read'/>"
      "    <property name='AttentionMovieName' type='s' access='read'/>"
      "    <property name='ToolTip' type='(sa(iiay)ss)' access='read'/>"
      "    <method name='Activate'>"
      "      <arg name='x' type='i' direction='in'/>"
      "      <arg name='y' type='i' direction='in'/>"
      "    </method>"
      "    <method name='SecondaryActivate'>"
      "      <arg name='x' type='i' direction='in'/>"
      "      <arg name='y' type='i' direction='in'/>"
      "    </method>"
      "    <method name='ContextMenu'>"
      "      <arg name='x' type='i' direction='in'/>"
      "      <arg name='y' type='i' direction='in'/>"
      "    </method>"
      "    <method name='Scroll'>"
      "      <arg name='delta' type='i' direction='in'/>"
      "      <arg name='orientation' type='s' direction='in'/>"
      "    </method>"
      "    <method name='ProvideXdgActivationToken'>"
      "      <arg name='token' type='s' direction='in'/>"
      "    </method>"
      "    <signal name='NewTitle'/>"
      "    <signal name='NewIcon'/>"
      "    <signal name='NewAttentionIcon'/>"
      "    <signal name='NewOverlayIcon'/>"
      "    <signal name='NewMenu'/>"
      "    <signal name='NewToolTip'/>"
      "    <signal name='NewStatus'>"
      "      <arg name='status' type='s'/>"
      "    </signal>"
      "    <signal name='NewIconThemePath'>"
      "      <arg name='path' type='s'/>"
      "    </signal>"
      "  </interface>"

      "  <interface name='com.canonical.dbusmenu'>"
      "    <property name='Version' type='u' access='read'/>"
      "    <property name='TextDirection' type='s' access='read'/>"
      "    <property name='Status' type='s' access='read'/>"
      "    <property name='IconThemePath' type='as' access='read'/>"
      "    <method name='GetLayout'>"
      "      <arg name='parentId' type='i' direction='in'/>"
      "      <arg name='recursionDepth' type='i' direction='in'/>"
      "      <arg name='propertyNames' type='as' direction='in'/>"
      "      <arg name='revision' type='u' direction='out'/>"
      "      <arg name='layout' type='(ia{sv}av)' direction='out'/>"
      "    </method>"
      "    <method name='GetGroupProperties'>"
      "      <arg name='ids' type='ai' direction='in'/>"
      "      <arg name='propertyNames' type='as' direction='in'/>"
      "      <arg name='properties' type='a(ia{sv})' direction='out'/>"
      "    </method>"
      "    <method name='GetProperty'>"
      "      <arg name='id' type='i' direction='in'/>"
      "      <arg name='name' type='s' direction='in'/>"
      "      <arg name='value' type='v' direction='out'/>"
      "    </method>"
      "    <method name='Event'>"
      "      <arg name='id' type='i' direction='in'/>"
      "      <arg name='eventId' type='s' direction='in'/>"
      "      <arg name='data' type='v' direction='in'/>"
      "      <arg name='timestamp' type='u' direction='in'/>"
      "    </method>"
      "    <method name='EventGroup'>"
      "      <arg name='events' type='a(isvu)' direction='in'/>"
      "      <arg name='idErrors' type='ai' direction='out'/>"
      "    </method>"
      "    <method name='AboutToShow'>"
      "      <arg name='id' type='i' direction='in'/>"
      "      <arg name='needUpdate' type='b' direction='out'/>"
      "    </method>"
      "    <method name='AboutToShowGroup'>"
      "      <arg name='ids' type='ai' direction='in'/>"
      "      <arg name='updatesNeeded' type='ai' direction='out'/>"
      "      <arg name='idErrors' type='ai' direction='out'/>"
      "    </method>"
      "    <signal name='ItemsPropertiesUpdated'>"
      "      <arg name='updatedProps' type='a(ia{sv})'/>"
      "      <arg name='removedProps' type='a(ias)'/>"
      "    </signal>"
      "    <signal name='LayoutUpdated'>"
      "      <arg name='revision' type='u'/>"
      "      <arg name='parent' type='i'/>"
      "    </signal>"
      "    <signal name='ItemActivationRequested'>"
      "      <arg name='id' type='i'/>"
      "      <arg name='timestamp' type='u'/>"
      "    </signal>"
      "  </interface>"

      "</node>";

static GDBusInterfaceInfo *
get_interface (const char *name)
{
  static gsize node_info;

  if (g_once_init_enter (&node_info))
    {
      g_autoptr (GError) error = NULL;
      GDBusNodeInfo *parsed = g_dbus_node_info_new_for_xml (introspection_xml, &error);

      g_assert_no_error (error);
      g_once_init_leave (&node_info, (gsize) parsed);
    }

  return g_dbus_node_info_lookup_interface ((GDBusNodeInfo *) node_info, name);
}

GDBusInterfaceInfo *
tb_tray_interfaces_get_item (void)
{
  return get_interface (TB_TRAY_ITEM_INTERFACE);
}

GDBusInterfaceInfo *
tb_tray_interfaces_get_menu (void)
{
  return get_interface (TB_TRAY_MENU_INTERFACE);
}
