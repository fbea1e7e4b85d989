"""The pages of people: logging in, one's own account, and for admins everybody and the audit log."""

from __future__ import annotations

from contested.web import login_pages

routers = (login_pages.router,)
