"""Signing in and out: by password, or through an organisation's OpenID Connect provider."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, Depends, FastAPI, Form, Query, Request, Response
from joserfc.errors import JoseError
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import HTMLResponse, RedirectResponse

from yhdysverkko.api.access.accounts import Account, admit, check_password
from yhdysverkko.api.access.guard import Needs, cookie_name
from yhdysverkko.api.access.journal import note
from yhdysverkko.api.access.limits import Limiter, address_of
from yhdysverkko.api.access.roles import NotSignedIn, Role
from yhdysverkko.api.access.tokens import LASTING_S, begin_session, end_session
from yhdysverkko.api.context import LanguageDep, SettingsDep
from yhdysverkko.api.site import render
from yhdysverkko.graph.settings import Settings

log = logging.getLogger(__name__)

PASSWORD_RATES = (("signin-address", "20/minute"), ("signin-name", "10/15minute"))
"""How often passwords may be tried from an address, and for a name from anywhere. An account is never locked for good:
anybody could lock out anybody."""

PROVIDER = "organisation"

router = APIRouter(include_in_schema=False, dependencies=[Depends(Needs(Role.PUBLIC))])

Next = Annotated[str, Query(alias="next", max_length=4000)]


def prepare_sign_in(app: FastAPI, settings: Settings, secret: str) -> None:
    """Make ready for signing in; `secret` signs the cookie that lives while somebody is at the provider."""
    app.state.provider = None
    if settings.oidc_issuer:
        client_secret = settings.oidc_client_secret.get_secret_value()
        app.state.provider = OAuth().register(
            PROVIDER,
            client_id=settings.oidc_client_id,
            client_secret=client_secret,
            token_endpoint_auth_method="client_secret_basic" if client_secret else "none",
            server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
        )
        app.add_middleware(
            SessionMiddleware, secret_key=secret, session_cookie="yhdysverkko_visit", max_age=600, path="/login"
        )


@router.get("/login")
def show_sign_in(request: Request, language: LanguageDep, wanted: Next = "/") -> Response:
    """The page to sign in on."""
    return HTMLResponse(_page(request, language, wanted))


@router.post("/login")
def sign_in(
    request: Request,
    language: LanguageDep,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    wanted: Annotated[str, Form(alias="next", max_length=4000)] = "/",
) -> Response:
    """Sign in by name and password, and go on to where the viewer wanted."""
    limiter: Limiter = request.app.state.limiter
    for (sort, rate), whose in zip(PASSWORD_RATES, (address_of(request), name.strip().casefold()), strict=True):
        limiter.hit(rate, sort, whose)
    account = check_password(request.app.state.vault, name, password)
    if account is None:
        # The name that was typed is not logged: it may be a password in the wrong field.
        note(request, "sign_in_failed", who="")
        return HTMLResponse(_page(request, language, wanted, wrong=True), 401)
    return _enter(request, account, wanted)


@router.get("/login/organisation", name="begin_visit")
async def begin_visit(request: Request, wanted: Next = "/") -> Response:
    """Go to the organisation's provider to sign in."""
    provider = _provider(request)
    request.session["next"] = local_address(wanted)
    with _refusing():
        answer: Response = await provider.authorize_redirect(request, request.url_for("end_visit"))
    return answer


@router.get("/login/organisation/back", name="end_visit")
async def end_visit(request: Request, settings: SettingsDep) -> Response:
    """Back from the provider: whom it vouches for is signed in."""
    provider = _provider(request)
    with _refusing():
        token = await provider.authorize_access_token(request)
    claims: dict[str, Any] = token.get("userinfo") or {}
    if not {"iss", "sub"} <= claims.keys():
        raise NotSignedIn("access.provider_failed")
    name = str(claims.get("email") or claims.get("preferred_username") or claims["sub"])
    subject = f"{claims['iss']} {claims['sub']}"
    account = admit(request.app.state.vault, subject, name, Role[settings.oidc_role.upper()])
    wanted = request.session.pop("next", "/")
    return _enter(request, account, wanted)


@router.post("/logout")
def sign_out(request: Request) -> Response:
    """End the viewer's session."""
    if token := request.cookies.get(cookie_name(request)):
        end_session(request.app.state.vault, token)
        note(request, "sign_out")
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(cookie_name(request), path="/", secure=request.url.scheme == "https", httponly=True)
    return answer


def local_address(wanted: str) -> str:
    """An address of ours to go on to; anything else leads to the front page."""
    fine = wanted.startswith("/") and wanted[1:2] not in ("/", "\\") and wanted.isprintable()
    return wanted if fine else "/"


def _enter(request: Request, account: Account, wanted: str) -> Response:
    vault = request.app.state.vault
    if before := request.cookies.get(cookie_name(request)):
        end_session(vault, before)
    note(request, "sign_in", who=account.name)
    answer = RedirectResponse(local_address(wanted), 303)
    answer.set_cookie(
        cookie_name(request),
        begin_session(vault, account),
        max_age=LASTING_S,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return answer


def _page(request: Request, language: str, wanted: str, *, wrong: bool = False) -> str:
    organisation = request.app.state.provider is not None
    return render(request, "login.html.j2", language, wanted=local_address(wanted), wrong=wrong, provider=organisation)


def _provider(request: Request) -> Any:
    if request.app.state.provider is None:
        raise NotSignedIn("access.no_provider")
    return request.app.state.provider


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what may go wrong at the provider into one sentence; its own words come into none of our pages."""
    try:
        yield
    except (OAuthError, JoseError, httpx2.HTTPError) as error:
        log.warning("signing in through the provider failed: %s", type(error).__name__)
        raise NotSignedIn("access.provider_failed") from error
