"""Identities, signed and sealed PDF files, merging, and the readers of official formats."""

from csf_desktop.exchange.offline import leave_out_network_clients

# Before any module of this package imports pyHanko.
leave_out_network_clients()
