"""What pyproject.toml cannot say: ``resources/`` is installed inside the package.

It lies beside the package in a checkout, where people look for it, and in
``csf_desktop/resources`` once installed or frozen (csf_desktop/paths.py knows both).
"""

from __future__ import annotations

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["csf_desktop", "csf_desktop.*"]), "csf_desktop.resources"],
    package_dir={"csf_desktop.resources": "resources"},
    package_data={"csf_desktop": ["py.typed", "**/*.mako"], "csf_desktop.resources": ["**/*"]},
)
