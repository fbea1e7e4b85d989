"""The pages of people: logging in, one's own account, and for admins everybody and the audit log."""

from __future__ import annotations

from contested.web import account_pages, login_pages, people_api, people_pages

routers = (login_pages.router, account_pages.router, people_pages.router, people_api.router)
