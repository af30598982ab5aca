"""The window."""

from csf_desktop.ui.features import skip_source_scan

skip_source_scan()  # here, before any other module of the window is imported
